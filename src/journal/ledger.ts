import { tagsIn } from "../account/tag.ts";
import { TextSet } from "../core/text-set.ts";
import type { Query } from "./linked-requests.ts";

/** One line of a journal: a creation or deletion of a run, in the order in which it happens. */
export type Note =
  /** A request that may make something is about to be sent. `at` is in milliseconds since 1970. */
  | { readonly create: number; readonly at: number; readonly tag?: string; readonly query?: Query }
  /** It created something; 0 stands for a request that is not known. `tagged` where the target showed the run's tag on it. */
  | { readonly made: number; readonly id: string; readonly tagged?: true }
  /** It created nothing; `refused` where an answer says so, which a list may contradict. */
  | { readonly none: number; readonly refused?: true }
  /** The resource with this id does not exist any more. */
  | { readonly gone: string }
  /** The resource with this id does not carry the run's tag, so that it is not deleted. */
  | { readonly foreign: string };

/** A request of which it is not known whether it created something. */
export interface Pending {
  readonly at: number;
  /** The tag of the case, if it carried one. */
  readonly tag?: string;
}

/** Resources that a run has created and not removed yet, and requests of unknown outcome. */
export class Ledger {
  /** By number, from 1. */
  readonly pending = new Map<number, Pending>();
  readonly ids = new Set<string>();
  /** Ids that answers gave to the run, of resources without its tag. */
  readonly foreign = new Set<string>();
  /** Tags of runs that the creations carried. */
  readonly runs = new Set<string>();
  /** Tags of the creations themselves. */
  readonly tags = new TextSet();
  /** True if an answer has refused a creation. */
  hasRefused = false;
  readonly #tagged = new TextSet();
  readonly #doubtful = new TextSet();
  /** Numbers of the creations; a journal of somebody else may tell of one twice. */
  readonly #creations = new TextSet();
  readonly #made = new TextSet();
  readonly #queries = new Map<string, Query>();
  readonly #recentQueries = new Map<string, Query>();
  #last = 0;

  /** The number of the next request that may create something. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  apply(note: Note): void {
    if ("create" in note) this.#created(note);
    else if ("made" in note) {
      this.pending.delete(note.made);
      this.ids.add(note.id);
      this.#made.add(note.id);
      if (note.tagged) this.#tagged.add(note.id);
    } else if ("none" in note) {
      this.pending.delete(note.none);
      if (note.refused) this.hasRefused = true;
    } else if ("gone" in note) this.ids.delete(note.gone);
    else {
      this.ids.delete(note.foreign);
      this.foreign.add(note.foreign);
    }
  }

  #created({ create, query, ...pending }: Extract<Note, { readonly create: number }>): void {
    this.#last = Math.max(this.#last, create);
    this.#creations.add(String(create));
    this.pending.set(create, pending);
    if (query) for (const all of [this.#queries, this.#recentQueries]) all.set(JSON.stringify(query), query);
    if (pending.tag !== undefined) this.tags.add(pending.tag);
    for (const { run } of tagsIn(pending.tag ?? "")) this.runs.add(run);
  }

  /** True if the target has shown the run's tag on the resource with this id, which may be deleted by now. */
  isTagged(id: string): boolean {
    return this.#tagged.has(id);
  }

  /** Notes that a deletion was asked for and not confirmed: the resource may be there or not. */
  doubt(id: string): void {
    this.#doubtful.add(id);
  }

  /** True if a deletion of the resource was asked for, and no answer says that it is done. */
  isDoubtful(id: string): boolean {
    return this.#doubtful.has(id);
  }

  /** True if an answer gave this id to the run, whose resource may be deleted by now. */
  hasHeard(id: string): boolean {
    return this.#made.has(id);
  }

  /** Number of resources that there can be: one for each request that may have created one, where these are known. */
  get most(): number {
    return this.#creations.size || this.#made.size;
  }

  /** Every query that lists some of the created resources. */
  get queries(): readonly Query[] {
    return [...this.#queries.values()];
  }

  /** Every query that lists some of what was created since `forgetRecent`. */
  get recentQueries(): readonly Query[] {
    return [...this.#recentQueries.values()];
  }

  forgetRecent(): void {
    this.#recentQueries.clear();
  }

  /** Number of resources of which an answer or a list has told, deleted ones and those of others included. */
  get told(): number {
    return this.#made.size;
  }

  /** True if an answer or a list has told of anything that was created. */
  get hasTold(): boolean {
    return this.#made.size > 0;
  }

  /** True if anything was created, or may have been. */
  get hasMade(): boolean {
    return this.#made.size > 0 || this.pending.size > 0;
  }

  /** True if everything created is deleted, and no outcome is unknown. */
  get isSettled(): boolean {
    return this.pending.size === 0 && this.ids.size === 0;
  }
}

/** A line of a journal as a note, or undefined where it is none. A file may come from anybody: what is tagged, the target tells. */
export function noteOf(value: unknown): Note | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { create, at, tag, query, made, id, none, gone, foreign } = value as { [key: string]: unknown };
  if (isNumber(create) && isNumber(at) && (tag === undefined || typeof tag === "string"))
    return {
      create,
      at,
      ...(tag === undefined ? {} : { tag }),
      ...(isQuery(query) ? { query } : {}),
    };
  if (isNumber(made) && typeof id === "string") return { made, id };
  if (isNumber(none)) return { none };
  if (typeof foreign === "string") return { foreign };
  return typeof gone === "string" ? { gone } : undefined;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const isQuery = (value: unknown): value is Query =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((value) => typeof value === "string");
