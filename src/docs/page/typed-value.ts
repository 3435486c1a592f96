import type { Json } from "../../core/json.ts";
import { parsed } from "../../core/json.ts";
import type { FieldType } from "./field-type.ts";

/** Reads text as a value of the declared type (strings stand bare on the page); undefined where it is none. */
export function typedValue(text: string, type: FieldType): Json | undefined {
  if (type.nullable && text === "null") return null;
  if (type.depth === 0 && type.base === "string") return text;
  const value = parsed(text);
  return value !== undefined && isOfType(value, type, type.depth) ? value : undefined;
}

function isOfType(value: Json, type: FieldType, depth: number): boolean {
  if (depth > 0) return Array.isArray(value) && value.every((item) => isOfType(item, type, depth - 1));
  if (type.base === "integer") return Number.isInteger(value);
  if (type.base === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type.base;
}
