import { TOKEN_VARIABLE } from "../core/project.ts";
import { anyOf, type Encoding, encodingsOf, MAY_ESCAPE, type Unit } from "./encodings.ts";

/** The name that stands for the token wherever people or files see it: a shell expands it to the token. */
export const TOKEN_NAME = `$${TOKEN_VARIABLE}`;

/** Characters of a secret at least: a shorter one would stand in answers by chance, and be replaced in every report. */
export const LEAST_SECRET = 8;

/** A text with a secret taken out of it. */
export type Redact = (text: string) => string;

/**
 * Takes a secret out of texts, in every encoding of `encodingsOf`, and puts a name in its place. Half of an encoding, its
 * beginning or its end, goes as well: a text may be cut in the middle of it.
 */
export function redactor(secret: string, name = TOKEN_NAME): Redact {
  if (secret === "" || secret === name) return (text) => text;
  return createRedactor(encodingsOf(secret), name);
}

function createRedactor(encodings: readonly Encoding[], name: string): Redact {
  const wanted = encodings.flatMap(wantedOf);
  // A long pattern takes seconds to compile: only the beginning of a match is searched by pattern, the rest is
  // compared by hand.
  const pattern = new RegExp(wanted.map(({ start }) => start.source).join("|"), "g");
  // Most texts hold no escape, and the plain pattern is several times faster.
  const plain = new RegExp(
    wanted.map(({ units, plainGap }) => startOf(units, plainGap, (unit) => unit.plain)).join("|"),
  );
  return (text) => {
    if (!plain.test(text) && !MAY_ESCAPE.test(text)) return text;
    let out = "";
    let done = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const found = longest(text, match.index, wanted);
      if (found === undefined) pattern.lastIndex = match.index + 1;
      else {
        const from = withBackslashes(text, match.index, done);
        out += text.slice(done, from) + (found.isNumeric ? "0" : name);
        done = found.end;
        pattern.lastIndex = found.end;
      }
    }
    return done === 0 ? text : out + text.slice(done);
  };
}

/** An encoding, or the end of one, with the least number of units that is replaced, and the pattern of its beginning. */
interface Wanted extends Encoding {
  readonly least: number;
  readonly start: RegExp;
  /** The forms of each unit with the gap before it; compiled when a text first comes that far, since few do. */
  readonly patterns: RegExp[][];
  readonly end: RegExp;
}

function wantedOf(encoding: Encoding): Wanted[] {
  const { units, gap } = encoding;
  const least = Math.min(half(units), units.length);
  const parts = least === units.length ? [units] : [units, units.slice(-least)];
  return parts.map((part) => {
    const start = startOf(part, gap, ({ forms }, index) =>
      anyOf(index === 0 ? (part[0]?.first ?? []) : forms),
    );
    const end = new RegExp(encoding.tail ?? "", "y");
    return { ...encoding, units: part, least, start: new RegExp(start, "y"), patterns: [], end };
  });
}

/** Number of characters in the pattern that finds where to look. */
const START = 3;

const startOf = (units: readonly Unit[], gap: string, form: (unit: Unit, index: number) => string): string =>
  units.slice(0, START).map(form).join(gap);

const half = (units: readonly Unit[]): number => Math.max(LEAST_SECRET, Math.ceil(units.length / 2));

/** The position of the first of the backslashes before a character, which belong to it. */
function withBackslashes(text: string, at: number, least: number): number {
  let from = at;
  while (from > least && at - from < 8 && text[from - 1] === "\\") from -= 1;
  return from;
}

/** The end of the longest encoding that begins at a position and has at least its minimum number of units there. */
function longest(
  text: string,
  from: number,
  wanted: readonly Wanted[],
): { readonly end: number; readonly isNumeric: boolean } | undefined {
  let found: { readonly end: number; readonly isNumeric: boolean } | undefined;
  for (const encoding of wanted) {
    if (matchedAt(text, from, encoding.start).length === 0) continue;
    const { end, count } = followed(text, from, encoding);
    if (count < encoding.least || (found !== undefined && found.end >= end)) continue;
    found = { end, isNumeric: encoding.isNumeric === true };
  }
  return found;
}

/** The end and the number of the units of an encoding that follow each other from a position on, each in any of its forms. */
function followed(text: string, from: number, wanted: Wanted): { end: number; count: number } {
  const { units, patterns } = wanted;
  let all = [from];
  for (let count = 0; count < units.length; count++) {
    const forms = patterns[count] ?? patternsOf(wanted, count);
    patterns[count] = forms;
    const next = all.flatMap((at) => forms.flatMap((form) => matchedAt(text, at, form)));
    if (next.length === 0) return { end: Math.max(...all), count };
    all = next.length === 1 ? next : [...new Set(next)];
  }
  const end = Math.max(...all);
  return { end: Math.max(end, ...matchedAt(text, end, wanted.end)), count: units.length };
}

function patternsOf({ units, gap }: Wanted, index: number): RegExp[] {
  const { forms = [], first = [] } = units[index] ?? {};
  const all = index === 0 ? first : forms.map((form) => gap + form);
  return all.map((form) => new RegExp(form, "y"));
}

function matchedAt(text: string, at: number, pattern: RegExp): number[] {
  pattern.lastIndex = at;
  return pattern.test(text) ? [pattern.lastIndex] : [];
}

/** Redacts every text of a value, keys included; `special` may handle what is not a plain JSON value. */
export function redactValue<T>(
  value: T,
  redact: Redact,
  special: (value: object) => object | undefined = () => undefined,
): T {
  if (typeof value === "string") return redact(value) as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, redact, special)) as T;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [
    redact(key),
    redactValue(member as unknown, redact, special),
  ]);
  return (special(value) ?? Object.fromEntries(entries)) as T;
}
