import { createHash } from "node:crypto";

/** The stored answer bodies by id, for each collection. */
export interface Store {
  /** A new id of 20 letters and digits; the sequence is the same in every process. */
  nextId(): string;
  put(collection: string, id: string, text: string): void;
  get(collection: string, id: string): string | undefined;
  /** Every answer body of a collection, in the order of their creation. */
  all(collection: string): Iterable<string>;
  delete(collection: string, id: string): boolean;
  size(): number;
}

const ID_LENGTH = 20;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Makes an empty store in memory. */
export function createStore(): Store {
  // Bytes lie outside of the heap, which grows to twice what it holds.
  const collections = new Map<string, Map<string, Buffer>>();
  let count = 0;
  const of = (collection: string): Map<string, Buffer> => {
    const entities = collections.get(collection) ?? new Map<string, Buffer>();
    collections.set(collection, entities);
    return entities;
  };
  return {
    nextId: () => idOf(++count),
    put: (collection, id, text) => void of(collection).set(id, Buffer.from(text)),
    get: (collection, id) => of(collection).get(id)?.toString(),
    all: (collection) => texts(of(collection).values()),
    delete: (collection, id) => of(collection).delete(id),
    size: () => [...collections.values()].reduce((sum, entities) => sum + entities.size, 0),
  };
}

function* texts(all: Iterable<Buffer>): Iterable<string> {
  for (const bytes of all) yield bytes.toString();
}

function idOf(count: number): string {
  const digest = createHash("sha256").update(`entity ${count}`).digest().subarray(0, ID_LENGTH);
  return Array.from(digest, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
}
