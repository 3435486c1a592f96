import {
  childPointer,
  type InstancePointer,
  patternOf,
  shownLocation,
  WHOLE,
} from "../../contract/pointers.ts";
import { isObject, type Json, parsed } from "../../core/json.ts";
import type { Case } from "../../http/exchange.ts";

/** One thing that a request has and another may not: at a location of its body, or anywhere in it. */
export interface Feature {
  /** The location as in fingerprints; absent for what is anywhere. */
  readonly place?: string;
  /** In words that follow a location: `is null`. */
  readonly words: string;
}

/** Values of one body that are looked at, at most. */
const MOST_VALUES = 2000;

/** Characters of a value that is told as it is, at most. */
const MOST_SHOWN = 40;

/** The features of a request by their texts, the most telling kinds first. */
export function featuresOf(sent: Case): ReadonlyMap<string, Feature> {
  const found = new Map<string, Feature>();
  const body = bodyOf(sent);
  const { fault } = sent;
  if (fault?.kind === "request") addBroken(sent, fault.how, found);
  if (fault !== undefined && "guard" in fault)
    add(found, { words: `has ${fault.guard.replaceAll("-", " ")}` });
  if (fault?.kind === "rule") add(found, { words: `breaks rule ${fault.rule}` });
  if (fault?.kind === "schema") {
    const words = fault.keyword === "required" ? "is left out" : `is wrong against ${fault.keyword}`;
    addAt(found, placeOf(fault.at), words);
  }
  const asked = new URLSearchParams(sent.request.path.split("?").slice(1).join("?"));
  for (const [name, value] of asked) addValue(value, childPointer(WHOLE, `?${name}`), found);
  if (body !== undefined) walk(body, found);
  return found;
}

/** The feature that several ways of being broken have in common comes before each of them. */
function addBroken({ request: { body = "" } }: Case, how: string, found: Map<string, Feature>): void {
  if (body === "") add(found, { words: "has no body" });
  else if (parsed(body) === undefined) add(found, { words: "is no JSON" });
  add(found, { words: `is broken: ${how.replaceAll("-", " ")}` });
}

const placeOf = (at: InstancePointer): string => shownLocation(patternOf(at));

function walk(body: Json, found: Map<string, Feature>): void {
  let left = MOST_VALUES;
  const visit = (value: Json, at: InstancePointer): void => {
    left -= 1;
    if (left < 0) return;
    addValue(value, at, found);
    for (const [key, member] of membersOf(value)) visit(member, childPointer(at, key));
  };
  visit(body, WHOLE);
  // Of a body that is larger, what stands at its top tells most.
  if (left < 0)
    for (const [key, member] of membersOf(body)) addValue(member, childPointer(WHOLE, key), found);
}

const membersOf = (value: Json): readonly (readonly [string | number, Json])[] =>
  Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];

function addValue(value: Json, at: InstancePointer, found: Map<string, Feature>): void {
  const place = placeOf(at);
  for (const words of classesOf(value)) addAt(found, place, words);
  if (at === "") return;
  add(found, { place, words: "is there" });
  if (isSpecial(value)) add(found, { place, words: `is ${JSON.stringify(value)}` });
}

/** True for a value that may be one of a list, or a bound; names, ids, sentences and most numbers are others each time. */
function isSpecial(value: Json): boolean {
  if (typeof value === "number")
    return value === 0 || (Number.isInteger(value) && Math.abs(value) >= 2 ** 31);
  if (typeof value === "boolean") return true;
  return typeof value === "string" && value.length <= MOST_SHOWN && /^[\p{L}_-]+$/u.test(value);
}

/** The order in which features tell a cause: a value, then what it is like, its type, that it is there, or that it is not. */
export function rankOf({ words }: Feature): number {
  if (/^is (?:null|true|false|0|-?\d|")/.test(words)) return 0;
  if (/^is (?:an? |there)/.test(words)) return 2;
  return words === "is left out" ? 3 : 1;
}

const LENGTHS = [10_000, 1000, 255, 100, 30];
const ITEMS = [100, 20, 10];

/** The classes of a value: its type, and how it differs from others of it. */
function classesOf(value: Json): string[] {
  if (value === null) return ["is null"];
  if (typeof value === "number")
    return ["is a number", ...NUMBERS.flatMap(([words, is]) => (is(value) ? words : []))];
  if (typeof value === "string") return ["is a text", ...textClasses(value)];
  if (Array.isArray(value)) {
    const items = ITEMS.find((count) => value.length > count);
    return [
      "is a list",
      ...(value.length === 0 ? ["is empty"] : []),
      ...(items ? [`has more than ${items} items`] : []),
    ];
  }
  return isObject(value) ? ["is an object"] : ["is a boolean"];
}

const NUMBERS: readonly (readonly [words: string, is: (number: number) => boolean])[] = [
  ["is negative", (number) => number < 0],
  ["is a fraction", (number) => !Number.isInteger(number)],
  ["is beyond 64 bits", (number) => Math.abs(number) >= 2 ** 63],
  ["is beyond 53 bits", (number) => Math.abs(number) >= 2 ** 53],
  ["is beyond 32 bits", (number) => number >= 2 ** 31],
  ["is below 32 bits", (number) => number < -(2 ** 31)],
];

const TEXTS: readonly (readonly [words: string, pattern: RegExp])[] = [
  ["has U+0000", /\0/],
  ["has a lone surrogate", /\p{Surrogate}/u],
  ["has characters above U+FFFF", /[\u{10000}-\u{10ffff}]/u],
  ["has control characters", /(?![\t\r\n])\p{Cc}/u],
  ["is a leap day", /^\d{4}-02-29/],
  ["is in the year 9999", /^9999-/],
  ["has letters from right to left", /[\p{Script=Hebrew}\p{Script=Arabic}]/u],
  ["has characters outside ASCII", /\P{ASCII}/u],
  ["has markup", /<[a-z/]/i],
  ["has a template", /\{\{|<%|\$\{/],
  ["has quotes or backslashes", /["'\\]/],
  ["has a percent sign", /%/],
];

function textClasses(text: string): string[] {
  if (text.trim() === "") return [text === "" ? "is empty" : "is blank"];
  const length = LENGTHS.find((count) => text.length > count);
  return [
    ...TEXTS.flatMap(([words, pattern]) => (pattern.test(text) ? words : [])),
    ...(length ? [`is longer than ${length} characters`] : []),
  ];
}

function addAt(found: Map<string, Feature>, place: string, words: string): void {
  add(found, { place, words });
  add(found, { words: `has a value that ${words}` });
}

function add(found: Map<string, Feature>, feature: Feature): void {
  found.set(keyOf(feature), feature);
}

/** The text by which features are compared. */
export const keyOf = ({ place = "", words }: Feature): string => `${place} ${words}`;

/** The names of a body's own properties. */
export const namesOf = (sent: Case): readonly string[] => {
  const body = bodyOf(sent);
  return isObject(body) ? Object.keys(body) : [];
};

/** The features of a request, and those of the names that it leaves out. */
export function withAbsent(
  features: ReadonlyMap<string, Feature>,
  names: Iterable<string>,
): Map<string, Feature> {
  const all = new Map(features);
  for (const place of names)
    if (!all.has(keyOf({ place, words: "is there" }))) add(all, { place, words: "is left out" });
  return all;
}

const bodyOf = (sent: Case): Json | undefined =>
  sent.body ?? (sent.resource?.created as Json | undefined) ?? parsed(sent.request.body ?? "");
