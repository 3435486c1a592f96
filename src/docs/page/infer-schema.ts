import type { Json, JsonObject } from "../../core/json.ts";
import { isObject, own } from "../../core/json.ts";
import { PARTIAL } from "../openapi/schema-keywords.ts";

/** The schema of an example's shape, marked at every place as known in part: an example need not show all. */
export const partialSchema = (value: Json): JsonObject => inPart(inferSchema(value));

/** A schema and all that are in it with the mark. */
export function inPart(schema: JsonObject): JsonObject {
  const { properties, items } = schema;
  const within = (part: Json): Json => (isObject(part) ? inPart(part) : part);
  return {
    ...schema,
    ...(isObject(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, part]) => [name, within(part)]),
          ),
        }
      : {}),
    ...(items === undefined ? {} : { items: within(items) }),
    [PARTIAL]: true,
  };
}

const PLACEHOLDER = /^<[^<>]*>$/;

/** The schema of an example's shape: what it shows is a property, nothing is required, a placeholder is no example. */
export function inferSchema(value: Json): JsonObject {
  if (Array.isArray(value)) {
    const items = value.map(inferSchema);
    return { type: "array", items: items.length === 0 ? {} : items.reduce(joinSchemas) };
  }
  if (isObject(value)) {
    const properties = Object.entries(value).map(([name, member]) => [name, inferSchema(member)]);
    return { type: "object", properties: Object.fromEntries(properties) };
  }
  const type = value === null ? "null" : typeof value;
  const isPlaceholder = typeof value === "string" && PLACEHOLDER.test(value);
  return isPlaceholder || value === null ? { type } : { type, examples: [value] };
}

/** Joins the schemas of two items of one example, so that a property which only one of them shows is kept. */
function joinSchemas(left: JsonObject, right: JsonObject): JsonObject {
  const types = [...new Set([left.type, right.type].flat())].filter((type) => type !== undefined);
  const joined: JsonObject = { ...left, ...right, type: types.length === 1 ? (types[0] ?? null) : types };
  if (isObject(left.items) && isObject(right.items)) joined.items = joinSchemas(left.items, right.items);
  if (isObject(left.properties) && isObject(right.properties)) {
    joined.properties = joinProperties(left.properties, right.properties);
  }
  const examples = [left.examples ?? [], right.examples ?? []].flat();
  if (examples.length > 0) joined.examples = [...new Set(examples)];
  return joined;
}

function joinProperties(left: JsonObject, right: JsonObject): JsonObject {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return Object.fromEntries(
    names.map((name) => {
      const [a, b] = [own(left, name), own(right, name)];
      return [name, isObject(a) && isObject(b) ? joinSchemas(a, b) : (b ?? a ?? {})];
    }),
  );
}
