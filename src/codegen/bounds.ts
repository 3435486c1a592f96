import type { Json, JsonObject } from "../core/json.ts";
import { FINEST_STEP, isExact, MOST_CHARACTERS, MOST_ITEMS } from "../core/limits.ts";

const LENGTHS = ["minLength", "maxLength", "minItems", "maxItems", "minContains", "maxContains"] as const;
const NUMBERS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] as const;

/** Pairs of bounds between which something must lie. */
const RANGES = [
  ["minLength", "maxLength", "text"],
  ["minItems", "maxItems", "list"],
  ["minimum", "maximum", "number"],
  ["exclusiveMinimum", "exclusiveMaximum", "number"],
] as const;

/** The reason why no value could be made or judged by the bounds of a schema; undefined where there is none. */
export function wrongBound(schema: JsonObject): string | undefined {
  return wrongForm(schema) ?? tooMuch(schema) ?? contradiction(schema) ?? inexact(schema);
}

function wrongForm(schema: JsonObject): string | undefined {
  for (const keyword of LENGTHS)
    if (isGiven(schema, keyword) && !(Number.isInteger(schema[keyword]) && Number(schema[keyword]) >= 0))
      return `${said(schema, keyword)}: expected a whole number of at least 0`;
  for (const keyword of NUMBERS)
    if (isGiven(schema, keyword) && !Number.isFinite(schema[keyword]))
      return `${said(schema, keyword)}: expected a number`;
  return undefined;
}

function tooMuch(schema: JsonObject): string | undefined {
  const { multipleOf } = schema;
  for (const [keyword, most, what] of [
    ["minLength", MOST_CHARACTERS, "characters of a text"],
    ["minItems", MOST_ITEMS, "items of a list"],
    ["minContains", MOST_ITEMS, "items of a list"],
  ] as const)
    if (Number(schema[keyword] ?? 0) > most)
      return `${said(schema, keyword)}: more than ${most} ${what} are unsupported`;
  if (multipleOf === undefined) return undefined;
  if (Number(multipleOf) <= 0) return `${said(schema, "multipleOf")}: expected a number above 0`;
  return Number(multipleOf) < FINEST_STEP || !isExact(Number(multipleOf))
    ? `${said(schema, "multipleOf")}: steps below ${FINEST_STEP} or beyond 2^53 are unsupported`
    : undefined;
}

function contradiction(schema: JsonObject): string | undefined {
  const found = RANGES.find(([low, high]) => Number(schema[low]) > Number(schema[high]));
  if (found === undefined) return undefined;
  const [low, high, what] = found;
  return `no ${what} is within the bounds: ${said(schema, low)} is above ${said(schema, high)}`;
}

/** Values that cannot be sent or compared as they are written: what they were is lost as soon as they are read. */
function inexact(schema: JsonObject): string | undefined {
  const lowest = Math.max(bound(schema, "minimum"), bound(schema, "exclusiveMinimum"));
  const highest = -Math.max(-bound(schema, "maximum", 1), -bound(schema, "exclusiveMaximum", 1));
  if (lowest > Number.MAX_SAFE_INTEGER || highest < -Number.MAX_SAFE_INTEGER)
    return "no number within the bounds is exact: whole numbers beyond 2^53 are unsupported";
  const listed = [...(Array.isArray(schema.enum) ? schema.enum : []), schema.const];
  const lost = listed.find((value) => typeof value === "number" && !isExact(value));
  return lost === undefined
    ? undefined
    : `the value ${String(lost)} is not exact: whole numbers beyond 2^53 are unsupported`;
}

const bound = (schema: JsonObject, keyword: string, sign: 1 | -1 = -1): number =>
  typeof schema[keyword] === "number" ? schema[keyword] : sign * Number.POSITIVE_INFINITY;

const isGiven = (schema: JsonObject, keyword: string): boolean => schema[keyword] !== undefined;

const said = (schema: JsonObject, keyword: string): string => {
  const value: Json | undefined = schema[keyword];
  return `${keyword} ${typeof value === "number" ? String(value) : JSON.stringify(value)}`;
};
