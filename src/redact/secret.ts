import { TOKEN_VARIABLE } from "../core/project.ts";
import { anyOf, type Encoding, encodingsOf, MAY_ESCAPE } from "./encodings.ts";

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
  const wanted = encodings.flatMap((units) => [
    { units, least: half(units) },
    { units: units.slice(-half(units)), least: half(units) },
  ]);
  // A long pattern takes seconds to compile: only the beginning of a match is searched by pattern, the rest is
  // compared by hand.
  const starts = wanted.map(({ units }) => units.slice(0, START));
  const pattern = new RegExp(
    starts.map((units) => units.map(({ forms }) => anyOf(forms)).join("")).join("|"),
    "g",
  );
  // Most texts hold no escape, and the plain pattern is several times faster.
  const plain = new RegExp(starts.map((units) => units.map((unit) => unit.plain).join("")).join("|"));
  const compile = compiler();
  return (text) => {
    if (!plain.test(text) && !MAY_ESCAPE.test(text)) return text;
    let out = "";
    let done = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const end = ends(text, match.index, wanted, compile);
      if (end === undefined) pattern.lastIndex = match.index + 1;
      else {
        out += text.slice(done, match.index) + name;
        done = end;
        pattern.lastIndex = end;
      }
    }
    return done === 0 ? text : out + text.slice(done);
  };
}

/** Number of characters in the pattern that finds where to look. */
const START = 6;

const half = (units: Encoding): number => Math.max(LEAST_SECRET, Math.ceil(units.length / 2));

/** The end of the longest encoding that begins at a position and has at least a minimum number of units there. */
function ends(
  text: string,
  from: number,
  wanted: readonly { readonly units: Encoding; readonly least: number }[],
  compile: Compile,
): number | undefined {
  const found = wanted.flatMap(({ units, least }) => {
    const { end, count } = followed(text, from, units, compile);
    return count >= Math.min(least, units.length) ? [end] : [];
  });
  return found.length === 0 ? undefined : Math.max(...found);
}

/** The end and the number of the units that follow each other from a position on, each in any of its forms. */
function followed(
  text: string,
  from: number,
  units: Encoding,
  compile: Compile,
): { end: number; count: number } {
  let all = [from];
  for (const [count, { forms }] of units.entries()) {
    const next = all.flatMap((at) => forms.flatMap((form) => matchedAt(text, at, compile(form))));
    if (next.length === 0) return { end: Math.max(...all), count };
    all = [...new Set(next)];
  }
  return { end: Math.max(...all), count: units.length };
}

type Compile = (unit: string) => RegExp;

/** Compiles each pattern when it is first used: few of them are. */
function compiler(): Compile {
  const patterns = new Map<string, RegExp>();
  return (unit) => {
    const pattern = patterns.get(unit) ?? new RegExp(unit, "y");
    patterns.set(unit, pattern);
    return pattern;
  };
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
