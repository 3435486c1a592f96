/** Which members of an OpenAPI document are data, and which are tables by names of the docs' own choice. */
import type { JsonObject } from "../core/json.ts";

/** Members whose value is data, whatever it looks like. */
const DATA = new Set(["example", "default", "const", "enum"]);

/** Members that are tables: their keys are names, not keywords. */
const TABLES = new Set(["paths", "webhooks", "pathItems", "callbacks", "responses", "content", "headers", "requestBodies", "links", "securitySchemes", "schemas", "properties", "patternProperties", "dependentSchemas", "dependentRequired", "$defs", "definitions", "variables", "mapping", "encoding"]); // biome-ignore format: a list of words

/**
 * The way in which an object is read: as data, as a table, as the examples of a media type or one of these, or by its
 * keywords.
 */
export type Role = "data" | "table" | "examples" | "example" | "object";

export function roleOf(keyword: string, member: unknown): Role {
  if (DATA.has(keyword) || keyword.startsWith("x-")) return "data";
  if (keyword === "examples") return Array.isArray(member) ? "data" : "examples";
  // A list in an operation, a table among the components.
  const isTable = TABLES.has(keyword) || (keyword === "parameters" && !Array.isArray(member));
  return isTable ? "table" : "object";
}

/** True if an object read by its keywords is a reference; in a table, `$ref` is a name like any other. */
export const isReference = (value: JsonObject): value is JsonObject & { $ref: string } =>
  typeof value.$ref === "string";
