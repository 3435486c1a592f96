/** Reading a JSON Schema at run time: references followed, `allOf` merged. */

import { SuiteError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import { equal, escapeToken, tokensOf } from "../core/json.ts";
import type { Schema, SchemaObject } from "./contract.ts";
import { type DocPointer, docPointer } from "./pointers.ts";

export type Schemas = { readonly [name: string]: Schema };

const COMPONENTS = "#/components/schemas/";

export const refName = (ref: string): string => tokensOf(ref.slice(1)).at(-1) ?? ref;

/** A schema with its pointer into the document, references followed. */
export interface ResolvedSchema {
  readonly schema: SchemaObject;
  /** JSON pointer into the document. */
  readonly docs: DocPointer;
  /** Pointers of the properties that come from elsewhere, from a part of `allOf` for one. */
  readonly propertyPointers?: ReadonlyMap<string, DocPointer>;
}

/** The pointer into the document of a property of a schema. */
export const propertyDocs = ({ docs, propertyPointers }: ResolvedSchema, name: string): DocPointer =>
  propertyPointers?.get(name) ?? `${docs}/properties/${escapeToken(name)}`;

/** The pointers into the document of the properties of several schemas; a property of two has the last one's. */
const propertyPointersOf = (parts: readonly ResolvedSchema[]): ReadonlyMap<string, DocPointer> =>
  new Map(
    parts.flatMap((part) =>
      Object.keys(part.schema.properties ?? {}).map((name) => [name, propertyDocs(part, name)] as const),
    ),
  );

/** Follows references and merges `allOf`; `true` reads as the empty schema, and `docs` moves to what is referenced. */
export function resolve(schema: Schema | undefined, docs: DocPointer, schemas: Schemas): ResolvedSchema {
  if (typeof schema !== "object") return { schema: schema === false ? { not: {} } : {}, docs };
  if (schema.$ref !== undefined) {
    const { $ref, ...own } = schema;
    const target = resolve(schemas[refName($ref)], docPointer($ref), schemas);
    if (Object.keys(own).length === 0) return target;
    const propertyPointers = propertyPointersOf([target, { schema: own, docs }]);
    return { schema: merge(target.schema, own), docs: target.docs, propertyPointers };
  }
  if (schema.allOf === undefined) return { schema, docs };
  const { allOf, ...own } = schema;
  const parts = allOf.map((part, index) => resolve(part, `${docs}/allOf/${index}`, schemas));
  const all = [...parts, { schema: own, docs }];
  return {
    schema: all.reduce((sum, { schema }) => merge(sum, schema), {}),
    docs,
    propertyPointers: propertyPointersOf(all),
  };
}

/** Keywords that a schema can have only once; a second value would be lost. */
const SINGLE = ["pattern", "format", "multipleOf", "const", "oneOf", "anyOf"] as const;

/** Both schemas at once: properties joined, bounds narrowed, the right one's words kept. @throws SuiteError */
export function merge(left: SchemaObject, right: SchemaObject): SchemaObject {
  for (const keyword of SINGLE) refuseTwo(keyword, left[keyword], right[keyword]);
  const merged: Merged = { ...left, ...right };
  const properties = joined(kept(left, right), kept(right, left));
  if (left.properties || right.properties) merged.properties = properties;
  if (left.additionalProperties !== undefined && right.additionalProperties !== undefined)
    merged.additionalProperties = both(left.additionalProperties, right.additionalProperties);
  if (left.items !== undefined && right.items !== undefined) merged.items = both(left.items, right.items);
  if (left.type !== undefined && right.type !== undefined) merged.type = common(left, right);
  if (left.uniqueItems || right.uniqueItems) merged.uniqueItems = true;
  if (left.required && right.required) merged.required = [...new Set([...left.required, ...right.required])];
  if (left.enum && right.enum)
    merged.enum = left.enum.filter((value) => right.enum?.some((listed: Json) => equal(listed, value)));
  narrow(merged, left, right, LOWER_BOUNDS, Math.max);
  narrow(merged, left, right, UPPER_BOUNDS, Math.min);
  return merged;
}

type Merged = { -readonly [K in keyof SchemaObject]: SchemaObject[K] };

const LOWER_BOUNDS = ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const;
const UPPER_BOUNDS = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const;

/** Sets each bound that one of the schemas has to the tighter value. */
function narrow(
  merged: Merged,
  left: SchemaObject,
  right: SchemaObject,
  bounds: typeof LOWER_BOUNDS | typeof UPPER_BOUNDS,
  tighter: (...values: number[]) => number,
): void {
  for (const bound of bounds) {
    const values = [left[bound], right[bound]].filter((value) => value !== undefined);
    if (values.length > 0) merged[bound] = tighter(...values);
  }
}

function refuseTwo(keyword: string, left: unknown, right: unknown): void {
  if (left === undefined || right === undefined || equal(left, right)) return;
  throw new SuiteError(
    `unsupported: two schemas joined by allOf or $ref both have ${keyword} (${JSON.stringify(left)} and ${JSON.stringify(right)}); write it once`,
  );
}

/** The properties that the other schema, if it is closed, allows. */
const kept = (schema: SchemaObject, other: SchemaObject): Schemas =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(
      ([name]) => other.additionalProperties !== false || Object.hasOwn(other.properties ?? {}, name),
    ),
  );

function both(left: Schema, right: Schema): Schema {
  if (left === false || right === false) return false;
  return equal(left, right) ? left : { allOf: [left, right] };
}

/** The types that both allow; every whole number is a number. */
function common(left: SchemaObject, right: SchemaObject): string | readonly string[] {
  const allowed = (type: string, other: SchemaObject) =>
    typesOf(other).includes(type) || (type === "integer" && typesOf(other).includes("number"));
  const types = [
    ...typesOf(left).filter((type) => allowed(type, right)),
    ...typesOf(right).filter((type) => allowed(type, left)),
  ];
  const [only, ...others] = new Set(types);
  if (only === undefined)
    throw new SuiteError(
      `two schemas joined by allOf or $ref have no type in common: ${left.type} and ${right.type}`,
    );
  return others.length === 0 ? only : [only, ...others];
}

function joined(left: Schemas, right: Schemas): Schemas {
  const shared = Object.keys(left).filter((name) => Object.hasOwn(right, name));
  const narrowed = shared.map((name) => [name, both(left[name] ?? true, right[name] ?? true)] as const);
  return { ...left, ...right, ...Object.fromEntries(narrowed) };
}

export function typesOf(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

/** True if a reference leads to a component schema of the document itself. */
export const isComponentRef = (ref: string): boolean => ref.startsWith(COMPONENTS);
