/** Schemas in one canonical form, so that equal meanings compare equal: references, `allOf`, null, key order. */
import { createHash } from "node:crypto";
import type { Schema, SchemaObject } from "../contract/contract.ts";
import { merge, refName, type Schemas } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, typeOf } from "../core/json.ts";

/** The meaning of a schema, however it is written. */
export interface Shape {
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

/** The canonical form of a schema; `schemas` are the components that its references lead to. @throws SuiteError for parts that contradict */
export function shapeOf(schema: Schema | undefined, schemas: Schemas, origin: string): Shape {
  return new Reader(schemas).read(schema, origin, []);
}

interface Flat {
  readonly schema: SchemaObject;
  readonly origin: string;
  readonly refs: readonly string[];
  /** The pointers of properties that another schema contributes. */
  readonly propertyPointers: ReadonlyMap<string, string>;
}

class Reader {
  readonly #schemas: Schemas;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Reads one schema; `refs` are the references on the path to it: a schema inside itself adds nothing. */
  read(given: Schema | undefined, at: string, refs: readonly string[]): Shape {
    const flat = this.#flat(given, at, refs);
    if (flat === undefined) return finish({ ...EMPTY, bounds: { $ref: "itself" }, origin: at });
    const { schema, origin, propertyPointers } = flat;
    const below = (part: Schema, path: string): Shape => this.read(part, path, flat.refs);
    const alternatives = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
    const keyword = schema.oneOf === undefined ? "anyOf" : "oneOf";
    const union = alternatives.map((part, index) => below(part, `${origin}/${keyword}/${index}`));
    const rest = schema.additionalProperties;
    const properties = Object.entries(schema.properties ?? {}).map(
      ([name, part]) =>
        [
          name,
          below(part, propertyPointers.get(name) ?? `${origin}/properties/${escapeToken(name)}`),
        ] as const,
    );
    return finish(
      withUnion(
        {
          ...ownWords(schema),
          properties: new Map(properties),
          required: new Set((schema.required ?? []).filter((name) => typeof name === "string")),
          ...(schema.items === undefined ? {} : { items: below(schema.items, `${origin}/items`) }),
          ...(isObject(rest) ? { rest: below(rest as Schema, `${origin}/additionalProperties`) } : {}),
          union: [],
          origin,
        },
        union,
      ),
    );
  }

  /** References followed and `allOf` merged; undefined where the schema is inside itself. */
  #flat(given: Schema | undefined, at: string, refs: readonly string[]): Flat | undefined {
    const none = new Map<string, string>();
    if (typeof given !== "object")
      return { schema: given === false ? { not: {} } : {}, origin: at, refs, propertyPointers: none };
    if (given.$ref !== undefined) {
      const { $ref, ...own } = given;
      if (refs.includes($ref)) return undefined;
      const target = this.#flat(this.#schemas[refName($ref)], $ref, [...refs, $ref]);
      if (target === undefined || Object.keys(own).length === 0) return target;
      return {
        ...target,
        schema: merge(target.schema, own),
        propertyPointers: propertyPointersOf(target, { schema: own, origin: at }),
      };
    }
    if (given.allOf === undefined) return { schema: given, origin: at, refs, propertyPointers: none };
    const { allOf, ...own } = given;
    const parts = allOf.flatMap((part, index) => this.#flat(part, `${at}/allOf/${index}`, refs) ?? []);
    const all = [...parts, { schema: own, origin: at, refs, propertyPointers: none }];
    const schema = all.reduce<SchemaObject>((sum, part) => merge(sum, part.schema), {});
    // A schema that is nothing but a reference in `allOf` counts as the schema that it refers to.
    const origin = parts.length === 1 && own.properties === undefined ? (parts[0]?.origin ?? at) : at;
    const propertyPointers = new Map(all.flatMap((part) => [...propertyPointersOf(part)]));
    return { schema, origin, refs: [...new Set(all.flatMap((part) => part.refs))], propertyPointers };
  }
}

function propertyPointersOf(
  ...parts: readonly {
    readonly schema: SchemaObject;
    readonly origin: string;
    readonly propertyPointers?: Flat["propertyPointers"];
  }[]
): Map<string, string> {
  return new Map(
    parts.flatMap(({ schema, origin, propertyPointers }) =>
      Object.keys(schema.properties ?? {}).map(
        (name) => [name, propertyPointers?.get(name) ?? `${origin}/properties/${escapeToken(name)}`] as const,
      ),
    ),
  );
}

type Open = Omit<Shape, "key">;

const EMPTY: Open = {
  types: [],
  nullable: false,
  description: "",
  examples: [],
  deprecated: false,
  readOnly: false,
  bounds: {},
  properties: new Map(),
  required: new Set(),
  union: [],
  origin: "",
};

/** The schema's own statements, without the schemas below it. */
function ownWords(schema: SchemaObject): Open {
  const listed = schema.const === undefined ? schema.enum : [schema.const];
  const stated = [schema.type ?? []].flat() as string[];
  const types = stated.length > 0 || listed === undefined ? stated : typesOfValues(listed);
  const values = listed?.filter((value) => value !== null);
  const mayBeNull = types.includes("null") || (schema as JsonObject).nullable === true;
  return {
    ...EMPTY,
    types: [...new Set(types.filter((type) => type !== "null"))].sort(),
    nullable: mayBeNull && (listed === undefined || listed.includes(null)),
    ...(values === undefined ? {} : { values }),
    description: schema.description ?? "",
    ...(schema.default === undefined ? {} : { default: schema.default }),
    examples: examplesOf(schema),
    deprecated: schema.deprecated === true,
    readOnly: schema.readOnly === true,
    ...(schema.format === undefined ? {} : { format: schema.format }),
    bounds: boundsOf(schema),
  };
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
    (NAUGHT.has(keyword) && value === 0) || (keyword === "uniqueItems" && value === false);
  const closed = schema.additionalProperties === false ? { additionalProperties: false } : {};
  return { ...Object.fromEntries(kept.filter((entry) => !isNothing(entry))), ...closed };
}

/** Bounds that constrain nothing at 0. */
const NAUGHT = new Set(["minLength", "minItems", "minProperties"]);

/** Moves alternatives that another form can express into that form: null, one alternative, lists of values. */
function withUnion(own: Open, alternatives: readonly Shape[]): Open {
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
    };
  if (others.every(({ values, properties }) => values !== undefined && properties.size === 0))
    return {
      ...own,
      nullable,
      types: [...new Set([...own.types, ...others.flatMap(({ types }) => types)])].sort(),
      values: others.flatMap(({ values }) => values ?? []),
    };
  return { ...own, nullable, union: others };
}

function finish(open: Open): Shape {
  const { origin: _, examples: _examples, ...meaning } = open;
  const text = JSON.stringify({
    ...meaning,
    values: meaning.values?.map((value) => JSON.stringify(value)).sort(),
    bounds: Object.entries(meaning.bounds).sort(([a], [b]) => (a < b ? -1 : 1)),
    properties: [...meaning.properties]
      .map(([name, { key }]) => [name, key])
      .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
    required: [...meaning.required].sort(),
    items: meaning.items?.key,
    rest: meaning.rest?.key,
    union: meaning.union.map((alternative) => alternative.key).sort(),
  });
  return { ...open, key: createHash("sha256").update(text).digest("base64") };
}

/** The shape that allows every value. */
export const ANYTHING: Shape = shapeOf(true, {}, "");
