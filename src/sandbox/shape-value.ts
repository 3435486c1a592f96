/**
 * Shapes a value by its schema, in place: a request's body belongs to the endpoint once it is read, and copying is
 * expensive.
 */
import type { Schema } from "../contract/contract.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { setOwn } from "../core/json.ts";
import { isAllowed } from "./allowed-value.ts";
import type { Flatten, Outline } from "./flatten-schema.ts";

/**
 * Changes each declared object in a value, outer ones first; the recursion follows the schema, never the value alone, so
 * that a body nested ten thousand deep costs no stack.
 * @param change returns the names of properties that it has made whole, to which it is not applied again
 */
export function reshape(
  flatten: Flatten,
  schema: Schema,
  value: Json,
  change: (object: JsonObject, outline: Outline, at: readonly string[]) => ReadonlySet<string> | undefined,
  at: readonly string[] = [],
): void {
  if (typeof value !== "object" || value === null) return;
  const flat = flatten(schema);
  if (Array.isArray(value)) {
    if (flat.items !== undefined)
      for (const item of value) reshape(flatten, flat.items, item, change, [...at, "-"]);
    return;
  }
  if (!flat.properties) return;
  const outline = flatten.outlineOf(flat);
  const whole = change(value, outline, at);
  for (const [name, inner] of outline.nested)
    if (Object.hasOwn(value, name) && !whole?.has(name))
      reshape(flatten, inner, value[name] as Json, change, [...at, name]);
}

/** A copy of a schema's value for use in a body, so that the schema does not change with the body. */
export const ownCopy = (value: Json): Json => (typeof value === "object" ? structuredClone(value) : value);

/** Fills in each default that the schema states and allows, in nested objects and items that are present too. */
export function fillDefaults(flatten: Flatten, schema: Schema, value: Json): void {
  reshape(flatten, schema, value, (object, { defaults, flat }) => {
    for (const [name, preset] of defaults)
      if (!Object.hasOwn(object, name) && isAllowed(flatten, flat.properties?.[name] ?? true, preset))
        setOwn(object, name, ownCopy(preset));
    return undefined;
  });
}

/** Removes the properties that only the endpoint writes (`readOnly`, JSON Schema 2020-12 validation §9.4). */
export function dropReadOnly(flatten: Flatten, schema: Schema, value: Json): void {
  reshape(flatten, schema, value, (object, { readOnly }) => {
    for (const name of readOnly) if (Object.hasOwn(object, name)) delete object[name];
    return undefined;
  });
}

/**
 * Removes properties that the schema does not declare: at the top always, deeper only in objects that are closed
 * (`additionalProperties: false`), because the docs often leave nested shapes open.
 */
export function dropUndeclared(flatten: Flatten, schema: Schema, value: Json): void {
  reshape(flatten, schema, value, (object, { flat }) => {
    if (object !== value && flat.additionalProperties !== false) return undefined;
    for (const name of Object.keys(object))
      if (!Object.hasOwn(flat.properties ?? {}, name)) delete object[name];
    return undefined;
  });
}
