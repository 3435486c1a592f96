import { equal, inWords, isObject, type Json, type JsonObject } from "../../core/json.ts";
import { below, type Located, refuseAt } from "../located.ts";
import { plainText } from "../plain-text.ts";
import { ORDER } from "./schema-keywords.ts";

/** The meaning of a keyword that is absent, so that stating it makes no difference. */
const IMPLIED: readonly (readonly [string, Json])[] = [
  ["deprecated", false],
  ["readOnly", false],
  ["writeOnly", false],
  ["uniqueItems", false],
  ["minLength", 0],
  ["minItems", 0],
  ["minProperties", 0],
  ["required", []],
  ["properties", {}],
  ["additionalProperties", true],
  ["additionalProperties", {}],
  ["unevaluatedProperties", true],
  ["unevaluatedItems", true],
  ["description", ""],
  ["examples", []],
];

/** Keywords of OpenAPI 3.0 as those of 3.1, each way to say the same thing as one way; `nullable` is left to `withNull`. */
export function liftSchema(schema: JsonObject, location: Located): JsonObject {
  const { nullable: _, const: constant, example, examples, ...rest } = schema;
  const lifted: JsonObject = {
    ...rest,
    ...(constant === undefined ? {} : { enum: [constant] }),
    ...exclusive(schema, "minimum", "exclusiveMinimum"),
    ...exclusive(schema, "maximum", "exclusiveMaximum"),
    ...type(schema, location),
    ...required(schema, location),
    ...(typeof schema.description === "string" ? { description: plainText(schema.description) } : {}),
    examples: examplesOf(example, examples),
  };
  if (lifted.enum !== undefined && !Array.isArray(lifted.enum))
    refuseAt(below(location, "enum"), { wrong: "no list", expected: "the values that are allowed" });
  return ordered(withoutImplied(lifted));
}

/** A boolean bound of OpenAPI 3.0 (JSON Schema draft 4) turns the bound beside it into an exclusive one. */
function exclusive(schema: JsonObject, bound: string, keyword: string): JsonObject {
  if (typeof schema[keyword] !== "boolean") return {};
  const lifted = { [bound]: undefined, [keyword]: undefined } as unknown as JsonObject;
  if (schema[keyword] === true && schema[bound] !== undefined) lifted[keyword] = schema[bound];
  else if (schema[bound] !== undefined) lifted[bound] = schema[bound];
  return lifted;
}

/** One type stands bare, several in a list with null at its end. */
function type(schema: JsonObject, location: Located): JsonObject {
  if (schema.type === undefined) return {};
  const types = [schema.type].flat();
  if (types.length === 0 || !types.every((type) => typeof type === "string"))
    refuseAt(below(location, "type"), {
      wrong: "no type",
      expected: "the name of a type, or a list of them",
    });
  const [only = null, ...more] = [
    ...new Set(types.filter((type) => type !== "null")),
    ...types.filter((type) => type === "null").slice(0, 1),
  ];
  return { type: more.length === 0 ? only : [only, ...more] };
}

/** The names in the order of the properties: their own order says nothing. */
function required(schema: JsonObject, location: Located): JsonObject {
  if (schema.required === undefined) return {};
  if (!Array.isArray(schema.required) || !schema.required.every((name) => typeof name === "string"))
    refuseAt(below(location, "required"), {
      wrong: "no list of names",
      expected: "the properties that must be there",
    });
  const names = [...new Set(schema.required)];
  const known = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  return {
    required: [
      ...known.filter((name) => names.includes(name)),
      ...names.filter((name) => !known.includes(inWords(name))),
    ],
  };
}

/** `example`, and `examples` as a list or, in some documents, as the named ones of a media type. */
function examplesOf(example: Json | undefined, examples: Json | undefined): Json[] {
  const named = isObject(examples)
    ? Object.values(examples).map((value) => (isObject(value) ? value.value : value))
    : [];
  const all = [example, ...(Array.isArray(examples) ? examples : named)].filter(
    (value) => value !== undefined,
  );
  return all.filter((value, at) => all.findIndex((other) => equal(value, other)) === at);
}

function withoutImplied(schema: JsonObject): JsonObject {
  const said = Object.entries(schema).filter(
    ([keyword, value]) =>
      value !== undefined && !IMPLIED.some(([name, implied]) => name === keyword && equal(value, implied)),
  );
  return Object.fromEntries(said);
}

/** The keywords in their one order. */
export function ordered(schema: JsonObject): JsonObject {
  const rank = (keyword: string) => (ORDER.includes(keyword) ? ORDER.indexOf(keyword) : ORDER.length);
  return Object.fromEntries(Object.entries(schema).sort(([a], [b]) => rank(a) - rank(b)));
}

/** The schema with null among what it allows. */
export function withNull(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const lists = Array.isArray(schema.enum)
    ? { enum: [...schema.enum.filter((value) => value !== null), null] }
    : {};
  if (schema.type !== undefined) {
    const types = [schema.type].flat().filter((type) => type !== "null");
    return ordered({ ...schema, ...lists, type: types.length === 0 ? "null" : [...types, "null"] });
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = schema[keyword];
    if (
      Array.isArray(branches) &&
      schema.enum === undefined &&
      !branches.some((branch) => equal(branch, NULL))
    )
      return { ...schema, [keyword]: [...branches, NULL] };
  }
  if (schema.$ref !== undefined || schema.allOf !== undefined) return { anyOf: [schema, NULL] };
  return { ...schema, ...lists };
}

/** The schema of null alone. */
export const NULL: JsonObject = { type: "null" };
