/** Reading a JSON Schema at run time: references followed, `allOf` merged. */
import type { Schema, SchemaObject } from "./contract.ts";
import { tokensOf } from "./json.ts";

export type Schemas = { readonly [name: string]: Schema };

const COMPONENTS = "#/components/schemas/";

export const refName = (ref: string): string => tokensOf(ref.slice(1)).at(-1) ?? ref;

/** A schema with its place in the document, references followed. */
export interface Located {
  readonly schema: SchemaObject;
  /** JSON pointer into the document. */
  readonly docs: string;
}

/** Follows references and merges `allOf`; `true` reads as the empty schema, and `docs` moves to the referenced place. */
export function resolve(schema: Schema | undefined, docs: string, schemas: Schemas): Located {
  if (typeof schema !== "object") return { schema: schema === false ? { not: {} } : {}, docs };
  if (schema.$ref !== undefined) {
    const { $ref, ...own } = schema;
    const target = resolve(schemas[refName($ref)], $ref, schemas);
    return Object.keys(own).length === 0 ? target : { schema: merge(target.schema, own), docs: target.docs };
  }
  if (schema.allOf === undefined) return { schema, docs };
  const { allOf, ...own } = schema;
  const merged = allOf.reduce<SchemaObject>(
    (sum, part, index) => merge(sum, resolve(part, `${docs}/allOf/${index}`, schemas).schema),
    {},
  );
  return { schema: merge(merged, own), docs };
}

/** Both schemas at once: properties joined, bounds narrowed, the right one's words kept. */
export function merge(left: SchemaObject, right: SchemaObject): SchemaObject {
  const merged: { -readonly [K in keyof SchemaObject]: SchemaObject[K] } = { ...left, ...right };
  if (left.properties && right.properties) merged.properties = joined(left.properties, right.properties);
  if (left.required && right.required) merged.required = [...new Set([...left.required, ...right.required])];
  if (left.enum && right.enum) merged.enum = left.enum.filter((value) => right.enum?.includes(value));
  for (const bound of ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const) {
    const both = [left[bound], right[bound]].filter((value) => value !== undefined);
    if (both.length > 0) merged[bound] = Math.max(...both);
  }
  for (const bound of ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const) {
    const both = [left[bound], right[bound]].filter((value) => value !== undefined);
    if (both.length > 0) merged[bound] = Math.min(...both);
  }
  return merged;
}

function joined(left: Schemas, right: Schemas): Schemas {
  const both: { [name: string]: Schema } = { ...left, ...right };
  for (const name of Object.keys(left).filter((one) => Object.hasOwn(right, one))) {
    both[name] = { allOf: [left[name] ?? true, right[name] ?? true] };
  }
  return both;
}

export function typesOf(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

/** Whether a reference leads to a component schema of the document itself. */
export const isComponentRef = (ref: string): boolean => ref.startsWith(COMPONENTS);
