import type { SchemaObject } from "../contract/contract.ts";
import type { DocPointer } from "../contract/pointers.ts";
import { resolve, type Schemas, typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { literal } from "./literal.ts";

/** The condition by which a value is known to be of this alternative: its constants, else its type. */
export function acceptance(
  schema: SchemaObject,
  schemas: Schemas,
  docs: DocPointer,
  discriminator: string | undefined,
): string {
  const constants: { [name: string]: readonly Json[] } = Object.create(null);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { schema: resolved } = resolve(property, docs, schemas);
    const allowed = resolved.const === undefined ? resolved.enum : [resolved.const];
    if (allowed && (name === discriminator || schema.required?.includes(name))) constants[name] = allowed;
  }
  if (Object.keys(constants).length > 0) return `hasConstants(${literal(constants)})`;
  const types = schema.type === undefined ? [impliedType(schema)] : typesOf(schema);
  const { required = [] } = schema;
  const conditions = [...types, ...(required.length > 0 ? [{ required }] : [])];
  return `typeIs(${conditions.map((condition) => literal(condition)).join(", ")})`;
}

/** The type that the keywords of a schema without `type` speak of. */
export function impliedType(schema: SchemaObject): string {
  if (schema.properties || schema.additionalProperties !== undefined) return "object";
  if (schema.items !== undefined) return "array";
  if (schema.minimum !== undefined || schema.maximum !== undefined) return "number";
  return "string";
}
