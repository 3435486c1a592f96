import type { Schema, SchemaObject } from "../contract/contract.ts";
import type { DocPointer } from "../contract/pointers.ts";
import { resolve, type Schemas, typesOf } from "../contract/schema.ts";

/** Number of different values that a schema has, as far as its own keywords tell; infinity where they do not. */
export function valueCount(schema: Schema, docs: DocPointer, schemas: Schemas): number {
  const { schema: resolved } = resolve(schema, docs, schemas);
  if (resolved.const !== undefined) return 1;
  if (resolved.enum !== undefined) return resolved.enum.length;
  const types = typesOf(resolved);
  if (types.length === 0) return Number.POSITIVE_INFINITY;
  return types.reduce((sum, type) => sum + valueCountOfType(type, resolved), 0);
}

function valueCountOfType(type: string, { minimum, maximum, maxLength }: SchemaObject): number {
  if (type === "null") return 1;
  if (type === "boolean") return 2;
  if (type === "string" && maxLength === 0) return 1;
  if (type !== "integer" || minimum === undefined || maximum === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(maximum) - Math.ceil(minimum) + 1);
}
