import { inWords, isObject, type Json, type JsonObject, typeOf } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import { isExpression, withoutNeedlessEscapes } from "./needless-escapes.ts";
import { DROPPED, KEYWORDS, LISTS_OF_SCHEMAS, MAPS_OF_SCHEMAS, SCHEMAS } from "./schema-keywords.ts";

/** A schema without what no reader can make sense of, and a sentence about each thing that is passed over. */
export interface SoundSchema {
  readonly schema: JsonObject;
  readonly unsound: readonly { readonly keyword: string; readonly why: string }[];
}

/** Keywords of JSON Schema that mean something, so that a schema must not be read without them. */
const MEANT = new Set(["$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary", "dependencies", "additionalItems"]); // biome-ignore format: a list of words

const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"];

/** Words of other languages for types. */
const OTHER_WORDS: { readonly [word: string]: string } = {
  ...{ int: "integer", long: "integer", int32: "integer", int64: "integer", bool: "boolean" },
  ...{ float: "number", double: "number", decimal: "number", list: "array", map: "object", dict: "object" },
  ...{ str: "string", text: "string", date: "string", datetime: "string", uuid: "string", file: "string" },
};

const NUMBERS = new Set(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains", "minimum", "maximum", "multipleOf"]); // biome-ignore format: a list of words
const TEXTS = new Set(["description", "format", "pattern"]);
const FLAGS = new Set(["nullable", "uniqueItems", "deprecated", "readOnly", "writeOnly"]);

/** Reads a schema as far as it is sound; a keyword whose meaning would be lost is left for the reader to refuse. */
export function soundSchema(given: JsonObject): SoundSchema {
  const unsound: { keyword: string; why: string }[] = [];
  const schema: JsonObject = {};
  for (const [keyword, value] of Object.entries(given)) {
    const read = soundValue(keyword, value, given);
    if (read.why !== undefined) unsound.push({ keyword, why: read.why });
    if (read.value !== undefined) schema[keyword] = read.value;
  }
  return { schema: unsound.length === 0 ? given : schema, unsound };
}

interface Read {
  readonly value?: Json;
  /** The reason why the value does not stand as it was given. */
  readonly why?: string;
}

function soundValue(keyword: string, value: Json, schema: JsonObject): Read {
  if (keyword.startsWith("x-") || DROPPED.has(keyword) || MEANT.has(keyword)) return { value };
  if (keyword === "$ref") return { value };
  if (!KEYWORDS.has(keyword)) return { why: "no keyword of a schema" };
  if (keyword === "type") return soundType(value, schema);
  if (keyword === "enum") return soundEnum(value, schema);
  const expected = expectedOf(keyword, value);
  if (keyword === "pattern" && typeof value === "string") return soundPattern(value);
  return expected === undefined ? { value } : { why: `${shown(value)} is not ${expected}` };
}

/** A pattern without the escapes of characters that need none, which the expressions of JSON Schema do not have. */
function soundPattern(value: string): Read {
  const sound = withoutNeedlessEscapes(value);
  return sound === value || !isExpression(value, "") || isExpression(value, "u") || !isExpression(sound, "u")
    ? { value }
    : { value: sound, why: `${shown(value)} escapes what needs no escape, and is read without that` };
}

interface Expected {
  readonly expected: string;
  accepts(value: Json): boolean;
}

const SCHEMA: Expected = {
  expected: "a schema",
  accepts: (value) => isObject(value) || typeof value === "boolean",
};

/** The kinds of values that keywords must have. */
const EXPECTED: readonly (readonly [keywords: ReadonlySet<string>, Expected])[] = [
  [SCHEMAS, SCHEMA],
  [
    LISTS_OF_SCHEMAS,
    { expected: "a list of schemas", accepts: (value) => Array.isArray(value) && value.length > 0 },
  ],
  [MAPS_OF_SCHEMAS, { expected: "schemas by name", accepts: isObject }],
  [NUMBERS, { expected: "a number", accepts: (value) => typeof value === "number" }],
  [TEXTS, { expected: "a text", accepts: (value) => typeof value === "string" }],
  [FLAGS, { expected: "true or false", accepts: (value) => typeof value === "boolean" }],
  [new Set(["required"]), { expected: "a list of names", accepts: (value) => Array.isArray(value) && value.every((name) => typeof name === "string") }],
]; // biome-ignore format: a table reads better in lines

/** The kind of value that a keyword must have, in words, where it has another one. */
const expectedOf = (keyword: string, value: Json): string | undefined =>
  EXPECTED.find(([keywords, { accepts }]) => keywords.has(keyword) && !accepts(value))?.[1].expected;

function soundType(value: Json, { enum: listed }: JsonObject): Read {
  const words = [value].flat();
  const known = words.map((word) =>
    typeof word === "string" && Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word] : word,
  );
  const types = known.filter((word) => TYPES.includes(inWords(word))) as Json[];
  if (types.length === words.length && known.every((word, at) => word === words[at]))
    return isOfNone(types, listed)
      ? { why: `${shown(value)} is the type of no value that is listed` }
      : { value };
  const why = `${shown(value)} is no type of JSON Schema`;
  const [only, ...others] = types;
  if (only === undefined) return { why };
  return { why, value: others.length === 0 ? only : types };
}

/** True for types of which none of the listed values is, nor a list among them that stands for its values. */
const isOfNone = (types: readonly Json[], listed: Json | undefined): boolean =>
  Array.isArray(listed) &&
  listed.length > 0 &&
  ![...listed, ...listed.flat()]
    .map(typeOf)
    .some((type) => types.includes(type) || (type === "integer" && types.includes("number")));

/** A list within the list of values stands for its values, where the schema allows no list. */
function soundEnum(value: Json, { type }: JsonObject): Read {
  if (!Array.isArray(value)) return { why: `${shown(value)} is not a list of values` };
  if (value.length === 0) return { why: "no value is listed" };
  const takesLists = type === undefined || [type].flat().includes("array");
  if (takesLists || !value.some(Array.isArray)) return { value };
  return { value: value.flat(), why: `a value of the list is a list itself, whose values are taken` };
}

const shown = (value: Json): string => quote(JSON.stringify(value).slice(0, MOST_SHOWN));

const MOST_SHOWN = 60;
