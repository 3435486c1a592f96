import type { Json, JsonObject, Schema, SchemaObject } from "../contract.ts";
import { isObject } from "../json.ts";
import type { Flatten } from "./flatten-schema.ts";

/**
 * A copy of the value with its declared objects rewritten; the recursion follows the schema, never the value alone,
 * so that a body nested ten thousand deep costs no stack.
 */
function rewrite(
  flatten: Flatten,
  schema: Schema,
  value: Json,
  object: (declared: SchemaObject, value: JsonObject, inner: (schema: Schema, value: Json) => Json) => Json,
): Json {
  if (typeof value !== "object" || value === null) return value;
  const flat = flatten(schema);
  const inner = (next: Schema, nested: Json): Json => rewrite(flatten, next, nested, object);
  const { items } = flat;
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => inner(items, item));
  return isObject(value) && flat.properties ? object(flat, value, inner) : value;
}

function entriesOf(flat: SchemaObject): [string, Schema][] {
  return Object.entries(flat.properties ?? {});
}

/** The value with each default filled in that the schema states, in nested objects and items that are present too. */
export function withDefaults(flatten: Flatten, schema: Schema, value: Json): Json {
  return rewrite(flatten, schema, value, (flat, present, inner) => {
    const filled: JsonObject = { ...present };
    for (const [name, property] of entriesOf(flat)) {
      const given = Object.hasOwn(present, name) ? present[name] : flatten(property).default;
      if (given !== undefined) filled[name] = inner(property, given);
    }
    return filled;
  });
}

/** The value without the properties that only the endpoint writes (`readOnly`, JSON Schema 2020-12 validation §9.4). */
export function withoutReadOnly(flatten: Flatten, schema: Schema, value: Json): Json {
  return rewrite(flatten, schema, value, (flat, present, inner) => {
    const kept: JsonObject = { ...present };
    for (const [name, property] of entriesOf(flat)) {
      const given = Object.hasOwn(present, name) ? present[name] : undefined;
      if (given === undefined) continue;
      if (flatten(property).readOnly) delete kept[name];
      else kept[name] = inner(property, given);
    }
    return kept;
  });
}

/**
 * The value without what the schema does not declare: at the top always, deeper only in objects that are closed
 * (`additionalProperties: false`), because the docs often leave nested shapes open.
 */
export function onlyDeclared(flatten: Flatten, schema: Schema, value: Json): Json {
  let top = true;
  return rewrite(flatten, schema, value, (flat, present, inner) => {
    const closed = top || flat.additionalProperties === false;
    top = false;
    const kept: JsonObject = closed ? {} : { ...present };
    for (const [name, property] of entriesOf(flat)) {
      const given = Object.hasOwn(present, name) ? present[name] : undefined;
      if (given !== undefined) kept[name] = inner(property, given);
    }
    return kept;
  });
}
