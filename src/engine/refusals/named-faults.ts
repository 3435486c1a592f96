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
 * indexes of items included; where it tells several of one field no further, for all of them once it says one thing as often.
 */
export function namedFaults(faults: readonly PlacedFault[], answer: unknown): ReadonlySet<PlacedFault> {
  const paths = faults.map((fault) => ({ fault, tokens: tokensOf(fault.at) }));
  const named = new Set<PlacedFault>();
  const unclear = new Map<string, number>();
  let left = MOST_ENTRIES;
  for (const { key, words } of entries(answer, "")) {
    if (left-- === 0) break;
    const found = meant(paths, words) ?? meant(paths, [...wordsOf(key), ...words]) ?? [];
    for (const { fault } of isEachSaid(found, words, unclear) ? found : []) named.add(fault);
  }
  return named;
}

interface Path {
  readonly fault: PlacedFault;
  readonly tokens: readonly string[];
}

const isIndex = (token: string): boolean => /^\d+$/.test(token);

const namesOf = ({ tokens }: Path): readonly string[] => tokens.filter((token) => !isIndex(token));

/** True for one path, and for several of one field once one thing was said of them as often: of one fault, much may be said. */
function isEachSaid(paths: readonly Path[], words: readonly string[], unclear: Map<string, number>): boolean {
  if (paths.length < 2) return true;
  const said = `${namesOf(paths[0] as Path).join("/")} ${words.join(" ")}`;
  const count = (unclear.get(said) ?? 0) + 1;
  unclear.set(said, count);
  return count >= paths.length;
}

/** The paths of one field whose own name is said, and of which least is missing and most is said; undefined for none, or where fields are alike. */
function meant(paths: readonly Path[], words: readonly string[]): readonly Path[] | undefined {
  const said = new Set(words);
  const found = paths.flatMap((path) => {
    const names = namesOf(path);
    const own = names.at(-1);
    if (own === undefined || !isSaid(own, said, words)) return [];
    const count = names.filter((name) => isSaid(name, said, words)).length;
    return [
      { path, field: names.join("/"), rank: count - 2 * (names.length - count) + indexRank(path, words) },
    ];
  });
  const best = Math.max(...found.map(({ rank }) => rank));
  const alike = found.filter(({ rank }) => rank === best);
  const [first] = alike;
  if (first === undefined || alike.some(({ field }) => field !== first.field)) return undefined;
  return alike.map(({ path }) => path);
}

/** A little for each index that is said behind its list's name, and as much off for each other one that is said there. */
function indexRank({ tokens }: Path, words: readonly string[]): number {
  let rank = 0;
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    const list = tokens[index - 1];
    if (list === undefined || !isIndex(token)) continue;
    const found = words.indexOf(list, at);
    if (found < 0) continue;
    at = found + 1;
    const next = words[at];
    if (next !== undefined && isIndex(next)) rank += next === token ? INDEX : -INDEX;
  }
  return rank;
}

/** Less than a name counts, however many indexes a path has. */
const INDEX = 0.01;

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
