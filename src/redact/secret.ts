import { type Spelling, spellingsOf } from "./spellings.ts";

/** How a token is shown wherever people or files see it. */
export const TOKEN_NAME = "$HIGHLEVEL_TOKEN";

/** Fewer characters would stand in answers by chance, and each time a report would be spoilt. */
export const LEAST_SECRET = 8;

/** A text with a secret taken out of it. */
export type Redact = (text: string) => string;

const redactors = new Map<string, Redact>();

/**
 * Takes a secret out of texts, in every spelling of `spellingsOf`, and puts a name in its place. Half of a spelling, its
 * beginning or its end, goes as well: a text may be cut in the middle of it.
 */
export function redactor(secret: string, name = TOKEN_NAME): Redact {
  if (secret === "" || secret === name) return (text) => text;
  const key = JSON.stringify([secret, name]);
  const known = redactors.get(key) ?? createRedactor(spellingsOf(secret), name);
  redactors.set(key, known);
  return known;
}

function createRedactor(spellings: readonly Spelling[], name: string): Redact {
  const heads = spellings.map((units) => units.slice(0, half(units)));
  const tails = spellings.map((units) => units.slice(-half(units)));
  const pattern = new RegExp(
    [...heads.map((units) => `(${units.join("")})`), ...tails.map((units) => units.join(""))].join("|"),
    "g",
  );
  const rests = spellings.map((units) => units.slice(half(units)).map((unit) => new RegExp(unit, "y")));
  return (text) => {
    let out = "";
    let done = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const which = match.slice(1).findIndex((group) => group !== undefined);
      const end = extended(text, pattern.lastIndex, rests[which] ?? []);
      out += text.slice(done, match.index) + name;
      done = end;
      pattern.lastIndex = end;
    }
    return done === 0 ? text : out + text.slice(done);
  };
}

const half = (units: Spelling): number => Math.max(LEAST_SECRET, Math.ceil(units.length / 2));

/** Where a match ends that goes on for as many units as there are. */
function extended(text: string, from: number, units: readonly RegExp[]): number {
  let end = from;
  for (const unit of units) {
    unit.lastIndex = end;
    if (!unit.test(text)) return end;
    end = unit.lastIndex;
  }
  return end;
}

/** Every text of a value without the secret, keys included; `special` may have its own word on what is no plain value. */
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
