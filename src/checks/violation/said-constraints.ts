import type { Location } from "../../contract/locations.ts";
import { isObject, tokensOf } from "../../core/json.ts";
import { type ConstraintKeyword, constraintIn } from "./constraint-words.ts";

/** A constraint that a refusal tells of a location, in its own words. */
export interface SaidConstraint {
  readonly location: Location;
  readonly keyword: ConstraintKeyword;
  readonly value: string;
  readonly words: string;
}

/** Sentences of one answer that are read, and characters of one, at most. */
const MOST_SENTENCES = 50;
const MOST_CHARACTERS = 400;

/** Members that say where a sentence belongs, beside it. */
const PATHS = ["instancePath", "path", "property", "field", "param", "loc", "pointer", "attribute", "name"];

/** Members that hold sentences and are no names of fields. */
const HOLDERS =
  /^(?:messages?|errors?|details?|reasons?|title|constraints|issues|children|description|\d+)$/i;

interface Sentence {
  readonly words: string;
  /** The names on the way to the field, where the answer gives them beside the words. */
  readonly path: readonly string[];
}

/** The constraints that a refusal tells in words, of fields that it names and that the docs know. */
export function saidConstraints(answer: unknown, locations: readonly Location[]): SaidConstraint[] {
  const found: SaidConstraint[] = [];
  const sentences: Sentence[] = [];
  collect(answer, [], sentences);
  for (const { words, path } of sentences.slice(0, MOST_SENTENCES)) {
    const constraint = constraintIn(words);
    const holder = constraint && (locationAt(path, locations) ?? locationAt(namesIn(words), locations));
    const location = holder && /^each value in /i.test(words) ? itemOf(holder, locations) : holder;
    if (constraint && location) found.push({ ...constraint, location, words });
  }
  return found;
}

const itemOf = ({ pointer }: Location, locations: readonly Location[]): Location | undefined =>
  locations.find((location) => location.pointer === `${pointer}/-`);

function collect(value: unknown, path: readonly string[], found: Sentence[]): void {
  if (found.length >= MOST_SENTENCES) return;
  if (typeof value === "string" && value.length <= MOST_CHARACTERS && /\S\s+\S/.test(value))
    found.push({ words: value, path });
  if (Array.isArray(value)) for (const item of value) collect(item, path, found);
  if (!isObject(value)) return;
  const beside = PATHS.map((name) => pathOf(value[name])).find((names) => names.length > 0) ?? path;
  for (const [name, member] of Object.entries(value))
    collect(member, HOLDERS.test(name) || PATHS.includes(name) ? beside : [...path, ...namesOf(name)], found);
}

/** The names of a path in one of its notations: a list, a pointer, with dots. */
function pathOf(path: unknown): string[] {
  if (Array.isArray(path)) return path.flatMap((one) => (typeof one === "string" ? one : []));
  if (typeof path !== "string" || /\s/.test(path)) return [];
  return path.startsWith("/") ? tokensOf(path).filter((token) => !/^\d+$/.test(token)) : namesOf(path);
}

const namesOf = (path: string): string[] =>
  path.split(/[.[\]]+/).filter((name) => name !== "" && !/^(?:\d+|-|body)$/.test(name));

/** The field with which a sentence begins, or that it quotes. */
function namesIn(words: string): string[] {
  const named =
    /^(?:each value in |all |the )?["'`]?([\w$.[\]-]+?)["'`]?(?:'s)?(?: field)? (?:must|should|is|has|may|can|cannot|length|contains|fails|needs|elements)/i.exec(
      words,
    );
  return named?.[1] === undefined ? [] : namesOf(named[1]);
}

/** The one location to which names lead: the whole way, or its end where only one location has that. */
function locationAt(names: readonly string[], locations: readonly Location[]): Location | undefined {
  if (names.length === 0) return undefined;
  const wanted = names.join(".");
  const ofWay = (location: Location): string => location.tokens.filter((token) => token !== "-").join(".");
  const isItem = ({ tokens }: Location): boolean => tokens.at(-1) === "-";
  const all = locations.filter((location) => !isItem(location) && location.tokens.length > 0);
  const whole = all.find((location) => ofWay(location) === wanted);
  if (whole !== undefined) return whole;
  const ends = all.filter((location) => ofWay(location).endsWith(`.${wanted}`));
  return new Set(ends.map(({ pointer }) => pointer)).size === 1 ? ends[0] : undefined;
}
