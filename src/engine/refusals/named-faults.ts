import { isObject, type JsonObject, tokensOf } from "../../core/json.ts";
import type { PlacedFault } from "../../generation/fault.ts";

/** Parts of an answer that are looked at, and characters of one, at most. */
const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 1000;

/** Characters of a text that is taken apart, at most. */
const MOST_OF_TEXT = 20_000;

/** One thing that an answer says: its words, and the key above it, which may be the name of a field. */
interface Entry {
  readonly key: string;
  readonly words: readonly string[];
}

/**
 * Those of a body's faults that the answer names. Each thing that it says counts for the one fault of whose path it names most,
 * and for none where two are alike.
 */
export function namedFaults(faults: readonly PlacedFault[], answer: unknown): ReadonlySet<PlacedFault> {
  const paths = faults.map((fault) => ({ fault, names: namesIn(fault) }));
  const named = new Set<PlacedFault>();
  let left = MOST_ENTRIES;
  for (const { key, words } of entries(answer, "")) {
    if (left-- === 0) break;
    const found = meant(paths, words) ?? meant(paths, [...wordsOf(key), ...words]);
    if (found) named.add(found);
  }
  return named;
}

interface Path {
  readonly fault: PlacedFault;
  readonly names: readonly string[];
}

/** The names on the way to a fault, without the indexes of items. */
const namesIn = ({ at }: PlacedFault): readonly string[] =>
  tokensOf(at).filter((token) => !/^\d+$/.test(token));

/** The fault whose own name is said, and of whose path least is missing and most is said; undefined for none, or for several alike. */
function meant(paths: readonly Path[], words: readonly string[]): PlacedFault | undefined {
  const said = new Set(words);
  const found = paths.flatMap(({ fault, names }) => {
    const own = names.at(-1);
    if (own === undefined || !isSaid(own, said, words)) return [];
    const count = names.filter((name) => isSaid(name, said, words)).length;
    return [{ fault, rank: count - 2 * (names.length - count) }];
  });
  const best = Math.max(...found.map(({ rank }) => rank));
  const [first, ...alike] = found.filter(({ rank }) => rank === best);
  return alike.length === 0 ? first?.fault : undefined;
}

/** True if words say a name; one of several words is said where all of them are, in a row. */
function isSaid(name: string, said: ReadonlySet<string>, words: readonly string[]): boolean {
  if (said.has(name)) return true;
  const parts = wordsOf(name);
  return parts.length > 1 && ` ${words.join(" ")} `.includes(` ${parts.join(" ")} `);
}

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}_$]+/u).filter((word) => word !== "");

/** Every text of an answer; an object in a list tells of one thing, its path in pieces included. */
function* entries(value: unknown, key: string): Iterable<Entry> {
  if (typeof value === "string") yield* sentences(value, key);
  else if (Array.isArray(value)) {
    for (const item of value)
      if (isObject(item)) yield* entriesOfOne(item);
      else yield* entries(item, key);
  } else if (isObject(value))
    for (const [name, member] of Object.entries(value)) yield* entries(member, name);
}

function* sentences(text: string, key: string): Iterable<Entry> {
  for (const part of text.slice(0, MOST_OF_TEXT).split(/[;\n]|,\s/))
    yield { key, words: wordsOf(part.slice(0, MOST_CHARACTERS)) };
}

function* entriesOfOne(item: JsonObject): Iterable<Entry> {
  const texts = Object.values(item).filter(isPlain).flat().map(String);
  yield { key: "", words: wordsOf(texts.join(" ").slice(0, MOST_CHARACTERS)) };
  for (const [name, member] of Object.entries(item)) if (!isPlain(member)) yield* entries(member, name);
}

/** True for a text or a number, and for a list of nothing else, as paths are written. */
const isPlain = (value: unknown): boolean =>
  typeof value === "string" ||
  typeof value === "number" ||
  (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number"));
