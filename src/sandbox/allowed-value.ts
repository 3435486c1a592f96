import type { Schema, SchemaObject } from "../contract/contract.ts";
import { linearPattern } from "../contract/pattern/linear-pattern.ts";
import { typesOf } from "../contract/schema.ts";
import { equal, isObject, type Json, typeOf } from "../core/json.ts";
import type { Flatten } from "./flatten-schema.ts";

/** False for a value that its schema certainly does not allow: what docs show as an example or default may be wrong. */
export function isAllowed(flatten: Flatten, schema: Schema, value: Json): boolean {
  if (schema === false) return false;
  const flat = flatten(schema);
  if (!isOfType(flat, value)) return false;
  if (typeof value === "number") return isWithin(flat, value);
  if (typeof value === "string") return isFitting(flat, value);
  if (Array.isArray(value)) return isList(flatten, flat, value);
  if (!isObject(value)) return true;
  const { properties = {}, required = [] } = flat;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(properties).every(
      ([name, property]) => !Object.hasOwn(value, name) || isAllowed(flatten, property, value[name] ?? null),
    )
  );
}

function isOfType(flat: SchemaObject, value: Json): boolean {
  if (flat.const !== undefined && !equal(flat.const, value)) return false;
  if (flat.enum !== undefined && !flat.enum.some((listed) => equal(listed, value))) return false;
  const types = typesOf(flat);
  const type = typeOf(value);
  return types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"));
}

const isWithin = (flat: SchemaObject, value: number): boolean =>
  value >= (flat.minimum ?? Number.NEGATIVE_INFINITY) &&
  value <= (flat.maximum ?? Number.POSITIVE_INFINITY) &&
  (flat.exclusiveMinimum === undefined || value > flat.exclusiveMinimum) &&
  (flat.exclusiveMaximum === undefined || value < flat.exclusiveMaximum);

function isFitting({ minLength = 0, maxLength, pattern }: SchemaObject, value: string): boolean {
  const { length } = Array.from(value);
  if (length < minLength || length > (maxLength ?? Number.POSITIVE_INFINITY)) return false;
  try {
    return pattern === undefined || linearPattern(pattern).test(value);
  } catch {
    // A pattern that is not understood here is judged with the whole answer.
    return true;
  }
}

const isList = (flatten: Flatten, { items, minItems = 0, maxItems }: SchemaObject, value: Json[]): boolean =>
  value.length >= minItems &&
  value.length <= (maxItems ?? Number.POSITIVE_INFINITY) &&
  (items === undefined || value.every((item) => isAllowed(flatten, items, item)));
