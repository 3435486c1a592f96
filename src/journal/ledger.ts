import type { Query } from "./linked-requests.ts";

/** One line of a journal: a creation or deletion of a run, in the order in which it happens. */
export type Note =
  /** A request that may make something is about to be sent. `at` is in milliseconds since 1970. */
  | { readonly create: number; readonly at: number; readonly tag?: string; readonly query?: Query }
  /** It created something; 0 stands for a request that is not known. */
  | { readonly made: number; readonly id: string }
  /** It created nothing. */
  | { readonly none: number }
  /** The resource with this id does not exist any more. */
  | { readonly gone: string };

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
  readonly #queries = new Map<string, Query>();
  #last = 0;
  #hasMade = false;

  /** The number of the next request that may create something. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  apply(note: Note): void {
    if ("create" in note) {
      const { create, query, ...pending } = note;
      this.#last = Math.max(this.#last, create);
      this.pending.set(create, pending);
      if (query) this.#queries.set(JSON.stringify(query), query);
    } else if ("made" in note) {
      this.pending.delete(note.made);
      this.ids.add(note.id);
      this.#hasMade = true;
    } else if ("none" in note) this.pending.delete(note.none);
    else this.ids.delete(note.gone);
  }

  /** Every query that lists some of the created resources. */
  get queries(): readonly Query[] {
    return [...this.#queries.values()];
  }

  /** True if anything was created, or may have been. */
  get hasMade(): boolean {
    return this.#hasMade || this.pending.size > 0;
  }

  /** True if everything created is deleted, and no outcome is unknown. */
  get isSettled(): boolean {
    return this.pending.size === 0 && this.ids.size === 0;
  }
}

/** A line of a journal as a note, or undefined where it is none. */
export function noteOf(value: unknown): Note | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { create, at, tag, query, made, id, none, gone } = value as { [key: string]: unknown };
  if (isNumber(create) && isNumber(at) && (tag === undefined || typeof tag === "string"))
    return {
      create,
      at,
      ...(tag === undefined ? {} : { tag }),
      ...(isQuery(query) ? { query } : {}),
    };
  if (isNumber(made) && typeof id === "string") return { made, id };
  if (isNumber(none)) return { none };
  return typeof gone === "string" ? { gone } : undefined;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const isQuery = (value: unknown): value is Query =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((value) => typeof value === "string");
