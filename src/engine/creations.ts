import { tagsIn } from "../account/tag.ts";
import type { Answer, Case } from "../http/exchange.ts";
import { MOST_CREATIONS } from "../journal/unwanted-resources.ts";

/** The answered exchanges of a run that may have created something, by the tag in the request. */
export class Creations {
  readonly #byTag = new Map<string, { readonly case: Case; readonly answer: Answer }>();

  note(sent: Case, answer: Answer): void {
    const [tag] = tagsIn(sent.request.body ?? "");
    if (tag === undefined) return;
    this.#byTag.set(tag.whole, { case: sent, answer });
    const [oldest] = this.#byTag.keys();
    if (this.#byTag.size > MOST_CREATIONS && oldest !== undefined) this.#byTag.delete(oldest);
  }

  /** All that are known. */
  all(): Iterable<{ readonly case: Case; readonly answer: Answer }> {
    return this.#byTag.values();
  }

  /** The exchange whose request carries a tag; undefined where there is none, or it is too long ago. */
  of(tag: string): { readonly case: Case; readonly answer: Answer } | undefined {
    return this.#byTag.get(tag);
  }
}
