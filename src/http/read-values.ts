import { matches } from "../contract/conditions/matches.ts";
import type { Schema, SchemaObject } from "../contract/contract.ts";
import { parameterText } from "../contract/parameters.ts";
import { resolve, type Schemas, typesOf } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject, own, parsed, setOwn } from "../core/json.ts";
import { DELIMITERS, isExploded, type Pair, type Style } from "./parameter-styles.ts";

/** The listed value of a text, else the value of a type that the schema names; a text that fits none stays a text. */
export function typedValue(given: Schema, text: string, schemas: Schemas): Json {
  const { schema } = resolve(given, "", schemas);
  const listed = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  const value = listed.find((member) => parameterText(member) === text);
  if (value !== undefined) return value;
  const types = typesTaken(schema, schemas);
  const json = parsed(text);
  if (typeof json === "number" && (types.includes("number") || types.includes("integer"))) return json;
  if (typeof json === "boolean" && types.includes("boolean")) return json;
  if (isObject(json) && (types.includes("object") || types.length === 0)) return json;
  if (Array.isArray(json) && types.includes("array")) return json;
  return text === "" && types.includes("null") ? null : text;
}

/** The types that a schema or one of its alternatives names. */
function typesTaken(schema: SchemaObject, schemas: Schemas): readonly string[] {
  const parts = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  return [
    ...typesOf(schema),
    ...parts.flatMap((part) => typesTaken(resolve(part, "", schemas).schema, schemas)),
  ];
}

/** The value of a parameter of a query, or of a member of a form; undefined where it is left out. */
export function queryValue(
  name: string,
  given: Schema,
  pairs: readonly Pair[],
  style: Style,
  schemas: Schemas,
): Json | undefined {
  const { schema } = resolve(given, "", schemas);
  const branches = alternativesIn(schema, schemas);
  if (branches.length > 0)
    return firstFitting(branches, (branch) => queryValue(name, branch, pairs, style, schemas));
  const texts = pairs.filter(([key]) => key === name).map(([, text]) => text);
  const [first = ""] = texts;
  if (style.style === "json") return texts.length === 0 ? undefined : (parsed(first) ?? first);
  const below = pairs.filter(([key]) => key.startsWith(`${name}[`));
  if (below.length > 0 && texts.length === 0) return nested(name, schema, below, schemas);
  const types = typesTaken(schema, schemas);
  if (types.includes("array")) return listOf(schema, texts, style, schemas);
  if (types.includes("object") && style.style !== "deepObject")
    return objectOf(name, schema, pairs, style, schemas);
  return texts.length === 0 ? undefined : typedValue(given, texts.at(-1) ?? "", schemas);
}

/** The alternatives of a schema of which some are lists or objects, so that texts are read in several ways; none elsewhere. */
function alternativesIn(schema: SchemaObject, schemas: Schemas): readonly SchemaObject[] {
  const { oneOf, anyOf, ...own } = schema;
  const branches = (oneOf ?? anyOf ?? []).map((part) => resolve({ allOf: [own, part] }, "", schemas).schema);
  const isOfSeveral = branches.some((branch) => ["array", "object"].some((type) => typesTaken(branch, schemas).includes(type))); // biome-ignore format: one line
  return isOfSeveral ? branches : [];
}

/** The value that the first alternative reads and takes, else the last one that is read. */
function firstFitting(
  branches: readonly SchemaObject[],
  read: (branch: SchemaObject) => Json | undefined,
): Json | undefined {
  let value: Json | undefined;
  for (const branch of branches) {
    value = read(branch);
    if (value !== undefined && matches(branch, value)) return value;
  }
  return value;
}

function listOf(
  schema: SchemaObject,
  texts: readonly string[],
  style: Style,
  schemas: Schemas,
): Json | undefined {
  if (texts.length === 0) return undefined;
  const between = DELIMITERS[style.style ?? "form"] ?? ",";
  const items = isExploded(style) ? texts : texts.flatMap((text) => text.split(between));
  return items.map((text) => typedValue(schema.items ?? true, text, schemas));
}

/** The object whose members stand for themselves, or one after the other in one text. */
function objectOf(
  name: string,
  schema: SchemaObject,
  pairs: readonly Pair[],
  style: Style,
  schemas: Schemas,
): Json | undefined {
  const whole = pairs.find(([key]) => key === name)?.[1];
  if (whole !== undefined) {
    const json = parsed(whole);
    return isObject(json) ? json : isExploded(style) ? whole : membersIn(schema, whole.split(","), schemas);
  }
  const members = pairs.filter(([key]) => own(schema.properties, key) !== undefined);
  return isExploded(style) && members.length > 0 ? membersIn(schema, members.flat(), schemas) : undefined;
}

/** The object of names and texts in turn. */
function membersIn(schema: SchemaObject, texts: readonly string[], schemas: Schemas): JsonObject {
  const made: JsonObject = {};
  for (let at = 0; at + 1 < texts.length; at += 2) {
    const [name = "", text = ""] = texts.slice(at, at + 2);
    setOwn(made, name, typedValue(memberSchema(schema, name), text, schemas));
  }
  return made;
}

const memberSchema = (schema: SchemaObject, name: string): Schema =>
  own(schema.properties, name) ?? schema.additionalProperties ?? true;

/** The value whose parts go by `name[key]`, `name[]` and `name[0]`. */
function nested(name: string, given: Schema, pairs: readonly Pair[], schemas: Schemas): Json {
  const { schema } = resolve(given, "", schemas);
  const items = pairs.filter(([key]) => key === `${name}[]`);
  if (items.length > 0) return items.map(([, text]) => typedValue(schema.items ?? true, text, schemas));
  const keys = [...new Set(pairs.map(([key]) => keyAfter(name, key)))];
  const part = (key: string): Json => {
    const at = `${name}[${key}]`;
    const below = pairs.filter(([known]) => known.startsWith(`${at}[`));
    const inner = typesOf(schema).includes("array") ? (schema.items ?? true) : memberSchema(schema, key);
    if (below.length > 0) return nested(at, inner, below, schemas);
    return typedValue(inner, pairs.findLast(([known]) => known === at)?.[1] ?? "", schemas);
  };
  if (typesOf(schema).includes("array")) return keys.map(part);
  const made: JsonObject = {};
  for (const key of keys) setOwn(made, key, part(key));
  return made;
}

/** The key in the brackets after a name. */
function keyAfter(name: string, text: string): string {
  const end = text.indexOf("]", name.length);
  return text.slice(name.length + 1, end < 0 ? undefined : end);
}

/** The value of a path's or a header's texts in the style `simple`. */
export function simpleValue(
  given: Schema,
  text: string,
  { style, explode = false }: Style,
  schemas: Schemas,
): Json {
  const { schema } = resolve(given, "", schemas);
  if (style === "json") return parsed(text) ?? text;
  const branches = alternativesIn(schema, schemas);
  if (branches.length > 0)
    return firstFitting(branches, (branch) => simpleValue(branch, text, { ...(style && { style }), explode }, schemas)) ?? text; // biome-ignore format: one line
  const types = typesTaken(schema, schemas);
  const texts = text.split(",");
  if (types.includes("array")) return texts.map((item) => typedValue(schema.items ?? true, item, schemas));
  if (!types.includes("object")) return typedValue(given, text, schemas);
  const parts = explode
    ? texts.flatMap((member) => [member.slice(0, member.indexOf("=")), member.slice(member.indexOf("=") + 1)])
    : texts;
  return membersIn(schema, parts, schemas);
}
