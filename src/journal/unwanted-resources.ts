import type { Note } from "./ledger.ts";
import type { Shown } from "./shown.ts";

/** A creation that made more than it was to: nothing where it was refused, else one resource. */
export interface Unwanted {
  /** The tag of the creation, which stands in its request. */
  readonly tag: string;
  /** The ids of all that it made. */
  readonly ids: readonly string[];
}

/** Number of creations that are remembered; the oldest go first. */
export const MOST_CREATIONS = 2000;

/** The resources that one creation made: by its answer, which a refusal leaves empty, and by lists. */
interface Made {
  readonly answered: Set<string>;
  readonly listed: Set<string>;
}

/** The resources that creations made, by answers and by lists; it finds those that no accepted request asked for. */
export class UnwantedResources {
  /** The tags of creations of unknown outcome. */
  readonly #tags = new Map<number, string>();
  readonly #made = new Map<string, Made>();
  readonly #found = new Map<string, Unwanted>();
  /** Ids that answers gave to several creations, so that they tell of none. */
  readonly #distrusted = new Set<string>();

  /** Takes in what an answer tells of a creation. */
  note(note: Note): void {
    if ("create" in note && note.tag !== undefined) this.#tags.set(note.create, note.tag);
    else if ("made" in note) this.#settle(note.made)?.answered.add(note.id);
    else if ("none" in note) this.#settle(note.none);
  }

  /** Takes in that an answer gave an id to a second creation. */
  distrust(id: string): void {
    this.#distrusted.add(id);
  }

  /** Takes in what a list shows. */
  saw({ id, tags }: Shown): void {
    for (const { whole } of tags) {
      const made = this.#made.get(whole);
      if (made === undefined || made.answered.has(id) || made.listed.has(id)) continue;
      made.listed.add(id);
      const answered = [...made.answered].filter((known) => !this.#distrusted.has(known));
      if (answered.length + made.listed.size > Math.min(1, made.answered.size))
        this.#found.set(whole, { tag: whole, ids: [...answered, ...made.listed] });
    }
  }

  /** The creations found since the last call. */
  take(): readonly Unwanted[] {
    const found = [...this.#found.values()];
    this.#found.clear();
    return found;
  }

  /** The resources of a creation whose outcome is known now; undefined where it carried no tag. */
  #settle(create: number): Made | undefined {
    const tag = this.#tags.get(create);
    this.#tags.delete(create);
    if (tag === undefined) return undefined;
    const made = this.#made.get(tag) ?? { answered: new Set(), listed: new Set() };
    this.#made.set(tag, made);
    const [oldest] = this.#made.keys();
    if (this.#made.size > MOST_CREATIONS && oldest !== undefined) this.#made.delete(oldest);
    return made;
  }
}
