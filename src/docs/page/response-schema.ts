import type { JsonObject } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import { DERIVED, PARTIAL } from "../openapi/schema-keywords.ts";

/**
 * Completes the answer's schema with the request's: the docs describe each field once, with the request, so a property
 * of the answered resource takes the request's schema where name and type agree. What only the answer shows is kept.
 */
export function responseSchema(shown: JsonObject, request: JsonObject): JsonObject {
  if (isResource(shown, request)) return describe(shown, request);
  const members = propertiesOf(shown).map(([name, member]) => [
    name,
    isResource(member, request) ? describe(member, request) : member,
  ]);
  return members.length === 0 ? shown : { ...shown, properties: Object.fromEntries(members) };
}

/** An object is the resource if it shows every field that the request requires, and any field at all. */
function isResource(schema: JsonObject, request: JsonObject): boolean {
  const names = propertiesOf(schema).map(([name]) => name);
  const required = Array.isArray(request.required) ? request.required : [];
  const known = propertiesOf(request).filter(([name]) => names.includes(name));
  return known.length > 0 && required.every((name) => typeof name === "string" && names.includes(name));
}

function describe(shown: JsonObject, request: JsonObject): JsonObject {
  const known = new Map(propertiesOf(request));
  const properties = propertiesOf(shown).map(([name, schema]) => {
    const described = known.get(name);
    return [name, described === undefined ? schema : merge(schema, described)];
  });
  return { ...shown, properties: Object.fromEntries(properties) };
}

function merge(shown: JsonObject, described: JsonObject): JsonObject {
  if (![described.type].flat().includes(shown.type ?? null)) return shown;
  const merged = structuredClone(described);
  if (shown[PARTIAL] !== undefined) merged[PARTIAL] ??= DERIVED;
  if (isObject(shown.items) && isObject(described.items)) merged.items = merge(shown.items, described.items);
  if (isObject(shown.properties)) merged.properties = mergeProperties(shown, described);
  return merged;
}

function mergeProperties(shown: JsonObject, described: JsonObject): JsonObject {
  const known = new Map(propertiesOf(described));
  const both = new Map(propertiesOf(shown));
  const names = new Set([...both.keys(), ...known.keys()]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [a, b] = [both.get(name), known.get(name)];
      return [name, a !== undefined && b !== undefined ? merge(a, b) : structuredClone(a ?? b ?? {})];
    }),
  );
}

function propertiesOf(schema: JsonObject): [string, JsonObject][] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  return Object.entries(properties).flatMap(([name, value]) => (isObject(value) ? [[name, value]] : []));
}
