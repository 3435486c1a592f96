import type { Json, JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";

interface Expected {
  readonly expected: string;
  accepts(value: Json): boolean;
}

const TEXT: Expected = { expected: "a text", accepts: (value) => typeof value === "string" };
const FLAG: Expected = { expected: "true or false", accepts: (value) => typeof value === "boolean" };
const LIST: Expected = { expected: "a list", accepts: Array.isArray };
const TABLE: Expected = { expected: "a mapping", accepts: isObject };
const SCHEMAS: Expected = {
  expected: "a list of at least one schema",
  accepts: (value) => Array.isArray(value) && value.length > 0,
};

const areDifferentTexts = (value: Json): boolean =>
  Array.isArray(value) &&
  new Set(value).size === value.length &&
  value.every((member) => typeof member === "string");

const NAMES: Expected = { expected: "a list of different names", accepts: areDifferentTexts };
const TYPE: Expected = {
  expected: "a type, or a list of different ones",
  accepts: (value) =>
    typeof value === "string" || (Array.isArray(value) && value.length > 0 && areDifferentTexts(value)),
};

/** The values of keywords that are no bounds, by JSON Schema 2020-12. */
const KEYWORDS = new Map<string, Expected>([
  ...["title", "description", "$comment", "format", "pattern", "$ref"].map((name) => [name, TEXT] as const),
  ...["deprecated", "readOnly", "writeOnly", "uniqueItems"].map((name) => [name, FLAG] as const),
  ...["examples", "enum"].map((name) => [name, LIST] as const),
  ...["allOf", "anyOf", "oneOf", "prefixItems"].map((name) => [name, SCHEMAS] as const),
  ...["properties", "patternProperties", "dependentRequired", "dependentSchemas"].map(
    (name) => [name, TABLE] as const,
  ),
  ["required", NAMES],
  ["type", TYPE],
]);

/** The first keyword of a schema whose value is of another kind than it must be, in words; undefined where there is none. */
export function wrongKeywordValue(schema: JsonObject): string | undefined {
  for (const [keyword, value] of Object.entries(schema)) {
    const known = KEYWORDS.get(keyword);
    if (known && !known.accepts(value))
      return `${keyword} ${JSON.stringify(value).slice(0, MOST_SHOWN)}: expected ${known.expected}`;
  }
  return undefined;
}

/** So many characters of a value that a message stays one that can be read. */
const MOST_SHOWN = 120;
