import type { Json } from "../../core/json.ts";
import { equal, isObject, typeOf } from "../../core/json.ts";
import type { Schema, SchemaObject } from "../contract.ts";
import { linearPattern } from "../pattern/linear-pattern.ts";

/** The keywords that a rule's condition may use; code generation refuses any other. */
export const RULE_KEYWORDS = [
  "type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "required",
  "properties", "items", "minItems", "maxItems", "contains", "minContains", "maxContains", "allOf", "anyOf", "not", "if",
  "then", "else",
] as const; // biome-ignore format: a list reads better in lines

/** True if a body meets a rule's condition, by JSON Schema 2020-12 for the keywords above. */
export function matches(schema: Schema, value: Json): boolean {
  if (typeof schema === "boolean") return schema;
  return (
    matchesItself(schema, value) &&
    matchesNumber(schema, value) &&
    matchesText(schema, value) &&
    matchesObject(schema, value) &&
    matchesArray(schema, value) &&
    matchesParts(schema, value)
  );
}

function matchesItself(schema: SchemaObject, value: Json): boolean {
  if (schema.const !== undefined && !equal(schema.const, value)) return false;
  if (schema.enum !== undefined && !schema.enum.some((listed) => equal(listed, value))) return false;
  if (schema.type === undefined) return true;
  const type = typeOf(value);
  const types = typeof schema.type === "string" ? [schema.type] : schema.type;
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

function matchesNumber(schema: SchemaObject, value: Json): boolean {
  if (typeof value !== "number") return true;
  return (
    value >= (schema.minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (schema.maximum ?? Number.POSITIVE_INFINITY) &&
    (schema.exclusiveMinimum === undefined || value > schema.exclusiveMinimum) &&
    (schema.exclusiveMaximum === undefined || value < schema.exclusiveMaximum)
  );
}

const matchesText = ({ pattern }: SchemaObject, value: Json): boolean =>
  pattern === undefined || typeof value !== "string" || linearPattern(pattern).test(value);

function matchesObject(schema: SchemaObject, value: Json): boolean {
  if (!isObject(value)) return true;
  if (schema.required?.some((name) => !Object.hasOwn(value, name))) return false;
  if (schema.properties === undefined) return true;
  for (const name in schema.properties) {
    if (!Object.hasOwn(value, name)) continue;
    if (!matches(schema.properties[name] ?? true, value[name] as Json)) return false;
  }
  return true;
}

function matchesArray(schema: SchemaObject, value: Json): boolean {
  if (!Array.isArray(value)) return true;
  if (value.length < (schema.minItems ?? 0)) return false;
  if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) return false;
  const { items, contains } = schema;
  if (items !== undefined && !value.every((item) => matches(items, item))) return false;
  if (contains === undefined) return true;
  const found = value.filter((item) => matches(contains, item)).length;
  return found >= (schema.minContains ?? 1) && found <= (schema.maxContains ?? Number.POSITIVE_INFINITY);
}

function matchesParts(schema: SchemaObject, value: Json): boolean {
  if (schema.allOf && !schema.allOf.every((part) => matches(part, value))) return false;
  if (schema.anyOf && !schema.anyOf.some((part) => matches(part, value))) return false;
  if (schema.not !== undefined && matches(schema.not, value)) return false;
  if (schema.if === undefined) return true;
  return matches((matches(schema.if, value) ? schema.then : schema.else) ?? true, value);
}
