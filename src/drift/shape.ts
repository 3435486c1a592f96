import type { SchemaObject } from "../contract/contract.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { typeOf } from "../core/json.ts";
import { DERIVED, PARTIAL } from "../docs/openapi/schema-keywords.ts";

/** From the least to the most: only what an example shows, what the docs say at another place, all that they say. */
export const KNOWLEDGE = ["shown", "derived", "whole"] as const;
export type Knowledge = (typeof KNOWLEDGE)[number];

/** The meaning of a schema, however it is written. */
export interface Shape {
  /** The part of it that is known; what a part does not say is unknown. */
  readonly knowledge: Knowledge;
  /** Its types but for null, sorted; none where any is allowed. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  /** Its listed values but for null. */
  readonly values?: readonly Json[];
  readonly description: string;
  readonly default?: Json;
  readonly examples: readonly Json[];
  readonly deprecated: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** The day after which it is no longer there, as the docs write it. */
  readonly sunset?: Json;
  readonly format?: string;
  /** Keywords that narrow a value, by name. */
  readonly bounds: { readonly [keyword: string]: Json };
  readonly properties: ReadonlyMap<string, Shape>;
  readonly required: ReadonlySet<string>;
  readonly items?: Shape;
  /** The schema of properties that are not named. */
  readonly rest?: Shape;
  /** The alternatives of `oneOf` or `anyOf`. */
  readonly union: readonly Shape[];
  /** Pointer to it in its document; empty for one that is in no document. */
  readonly origin: string;
  /** A hash of its meaning, examples aside: equal for schemas that mean the same. */
  readonly key: string;
}

const ANNOTATIONS = new Set([
  "title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "$comment",
  "externalDocs", "xml", "discriminator", "$schema", "$id", "$anchor", "$defs", "definitions",
]); // biome-ignore format: a list reads better in lines
const OWN_FIELD = new Set([
  "type", "enum", "const", "format", "nullable", "properties", "required", "items", "additionalProperties",
  "allOf", "anyOf", "oneOf", "$ref",
]); // biome-ignore format: a list reads better in lines

/** A shape without its key, which is made of all else. */
export type Open = Omit<Shape, "key">;

export const EMPTY: Open = {
  knowledge: "whole",
  types: [],
  nullable: false,
  description: "",
  examples: [],
  deprecated: false,
  readOnly: false,
  writeOnly: false,
  bounds: {},
  properties: new Map(),
  required: new Set(),
  union: [],
  origin: "",
};

/** The schema's own statements, without the schemas below it. */
export function ownWords(schema: SchemaObject): Open {
  const listed = schema.const === undefined ? schema.enum : [schema.const];
  const stated = [schema.type ?? []].flat() as string[];
  const types = stated.length > 0 || listed === undefined ? stated : typesOfValues(listed);
  const values = listed?.filter((value) => value !== null);
  const mayBeNull = types.includes("null") || (schema as JsonObject).nullable === true;
  return {
    ...EMPTY,
    knowledge: knowledgeOf(schema as JsonObject),
    types: [...new Set(types.filter((type) => type !== "null"))].sort(),
    // OpenAPI 3.0 leaves null out of the list of a nullable enum, and converters to 3.1 keep that list as it is.
    nullable: mayBeNull,
    ...(values === undefined ? {} : { values }),
    description: schema.description ?? "",
    ...(schema.default === undefined ? {} : { default: schema.default }),
    examples: examplesOf(schema),
    deprecated: schema.deprecated === true,
    readOnly: schema.readOnly === true,
    writeOnly: (schema as JsonObject).writeOnly === true,
    ...sunsetOf(schema as JsonObject),
    ...(schema.format === undefined ? {} : { format: schema.format }),
    bounds: boundsOf(schema),
  };
}

function knowledgeOf({ [PARTIAL]: mark }: JsonObject): Knowledge {
  return mark === undefined ? "whole" : mark === DERIVED ? "derived" : "shown";
}

/** Documents name the day of a sunset (RFC 8594) in a keyword of their own. */
const SUNSET = "x-sunset";

/** The sunset of a schema, a parameter or an operation. */
export function sunsetOf({ [SUNSET]: sunset }: JsonObject): { readonly sunset?: Json } {
  return sunset === undefined ? {} : { sunset };
}

function typesOfValues(values: readonly Json[]): string[] {
  return values.map((value) => (typeof value === "number" ? "number" : typeOf(value)));
}

function examplesOf(schema: SchemaObject): Json[] {
  const { example } = schema as { readonly example?: Json };
  return [...(schema.examples ?? []), ...(example === undefined ? [] : [example])];
}

/** Every keyword that narrows a value and has no field of its own in a shape; unknown ones too, so that none is lost. */
function boundsOf(schema: SchemaObject): { [keyword: string]: Json } {
  const kept = Object.entries(schema).filter(
    ([keyword, value]) =>
      !ANNOTATIONS.has(keyword) &&
      !OWN_FIELD.has(keyword) &&
      !keyword.startsWith("x-") &&
      value !== undefined,
  ) as [string, Json][];
  const isNothing = ([keyword, value]: [string, Json]): boolean =>
    (ZERO_BOUNDS.has(keyword) && value === 0) || (keyword === "uniqueItems" && value === false);
  const closed = schema.additionalProperties === false ? { additionalProperties: false } : {};
  return { ...Object.fromEntries(kept.filter((entry) => !isNothing(entry))), ...closed };
}

/** Bounds that constrain nothing at 0. */
const ZERO_BOUNDS = new Set(["minLength", "minItems", "minProperties"]);

/** Moves alternatives that another form can express into that form: null, one alternative, lists of values. */
export function withUnion(own: Open, alternatives: readonly Shape[]): Open {
  const isNull = (shape: Shape): boolean => shape.types.length === 0 && shape.nullable;
  const others = alternatives.filter((alternative) => !isNull(alternative));
  const nullable =
    own.nullable || others.length < alternatives.length || others.some((alternative) => alternative.nullable);
  const [only] = others;
  if (only === undefined) return { ...own, nullable };
  if (others.length === 1 && own.types.length === 0 && own.properties.size === 0)
    return {
      ...only,
      nullable,
      description: own.description || only.description,
      ...(own.default === undefined ? {} : { default: own.default }),
      examples: [...own.examples, ...only.examples],
      deprecated: own.deprecated || only.deprecated,
      readOnly: own.readOnly || only.readOnly,
      writeOnly: own.writeOnly || only.writeOnly,
      ...(own.sunset === undefined ? {} : { sunset: own.sunset }),
    };
  if (others.every(({ values, properties }) => values !== undefined && properties.size === 0))
    return {
      ...own,
      nullable,
      types: [...new Set([...own.types, ...others.flatMap(({ types }) => types)])].sort(),
      values: others.flatMap(({ values }) => values ?? []),
    };
  if (others.every(isBareType) && own.types.length === 0)
    return { ...own, nullable, types: [...new Set(others.flatMap(({ types }) => types))].sort() };
  return { ...own, nullable, union: others };
}

/** True for an alternative that says nothing but which type a value has. */
const isBareType = ({
  types,
  values,
  description,
  format,
  bounds,
  properties,
  items,
  rest,
  union,
  ...more
}: Shape) =>
  types.length > 0 &&
  [values, format, items, rest, more.default, more.sunset].every((stated) => stated === undefined) &&
  description === "" &&
  !more.deprecated &&
  more.examples.length === 0 &&
  Object.keys(bounds).length + properties.size + more.required.size + union.length === 0;
