import type { Json, JsonObject, Schema, SchemaObject } from "../contract.ts";
import { CopyOnWrite } from "../copy-on-write.ts";
import { entriesOf, type Flatten } from "./flatten-schema.ts";

type Inner = (schema: Schema, value: Json) => Json;

/**
 * The value with its declared objects rewritten, itself where nothing changes; the recursion follows the schema, never
 * the value alone, so that a body nested ten thousand deep costs no stack.
 */
function rewrite(
  flatten: Flatten,
  schema: Schema,
  value: Json,
  object: (declared: SchemaObject, value: JsonObject, inner: Inner) => Json,
): Json {
  const inner: Inner = (next, nested) => {
    if (typeof nested !== "object" || nested === null) return nested;
    const flat = flatten(next);
    const { items } = flat;
    if (!Array.isArray(nested)) return flat.properties ? object(flat, nested, inner) : nested;
    if (items === undefined) return nested;
    const list = nested.map((item) => inner(items, item));
    return list.some((item, index) => item !== nested[index]) ? list : nested;
  };
  return inner(schema, value);
}

const given = (object: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** The value with each default filled in that the schema states, in nested objects and items that are present too. */
export function withDefaults(flatten: Flatten, schema: Schema, value: Json): Json {
  return rewrite(flatten, schema, value, (flat, present, inner) => {
    const filled = new CopyOnWrite(present);
    for (const [name, property] of entriesOf(flat)) {
      const own = Object.hasOwn(present, name) ? present[name] : flatten(property).default;
      if (own !== undefined) filled.set(name, inner(property, own));
    }
    return filled.value;
  });
}

/** The value without the properties that only the endpoint writes (`readOnly`, JSON Schema 2020-12 validation §9.4). */
export function withoutReadOnly(flatten: Flatten, schema: Schema, value: Json): Json {
  return rewrite(flatten, schema, value, (flat, present, inner) => {
    const kept = new CopyOnWrite(present);
    for (const [name, property] of entriesOf(flat)) {
      const own = given(present, name);
      if (own === undefined) continue;
      if (flatten(property).readOnly) kept.remove(name);
      else kept.set(name, inner(property, own));
    }
    return kept.value;
  });
}

/**
 * The value without what the schema does not declare: at the top always, deeper only in objects that are closed
 * (`additionalProperties: false`), because the docs often leave nested shapes open.
 */
export function onlyDeclared(flatten: Flatten, schema: Schema, value: Json): Json {
  let top = true;
  return rewrite(flatten, schema, value, (flat, present, inner) => {
    const isClosed = top || flat.additionalProperties === false;
    top = false;
    const kept = new CopyOnWrite(present);
    for (const name of isClosed ? Object.keys(present) : [])
      if (!Object.hasOwn(flat.properties ?? {}, name)) kept.remove(name);
    for (const [name, property] of entriesOf(flat)) {
      const own = given(present, name);
      if (own !== undefined) kept.set(name, inner(property, own));
    }
    return kept.value;
  });
}
