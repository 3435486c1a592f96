import type { Schema, SchemaObject } from "../contract.ts";

/** Keywords that constrain only lists, and those that constrain only objects. */
const OF_LISTS = ["items", "contains", "minItems", "maxItems"] as const;
const OF_OBJECTS = ["required", "properties"] as const;

/**
 * The condition with the types that its keywords imply: JSON Schema lets `contains` hold of any text, but a text in
 * place of a list breaks the list's type, not the rule about its items.
 */
export function withImpliedTypes(schema: Schema): Schema {
  if (typeof schema !== "object") return schema;
  return { ...schema, ...impliedType(schema), ...partsWithImpliedTypes(schema) };
}

function impliedType(schema: SchemaObject): Pick<SchemaObject, "type"> {
  const [ofLists, ofObjects] = [OF_LISTS, OF_OBJECTS].map((keywords) =>
    keywords.some((keyword) => schema[keyword] !== undefined),
  );
  if (schema.type !== undefined || ofLists === ofObjects) return {};
  return { type: ofLists ? "array" : "object" };
}

/** Adds implied types to the parts that must hold for the whole to hold; `not` and `if` stay as they are. */
function partsWithImpliedTypes(schema: SchemaObject): SchemaObject {
  const { properties, items, contains, allOf, anyOf, then, else: otherwise } = schema;
  return {
    ...(properties ? { properties: mapped(properties) } : {}),
    ...(items === undefined ? {} : { items: withImpliedTypes(items) }),
    ...(contains === undefined || schema.maxContains !== undefined
      ? {}
      : { contains: withImpliedTypes(contains) }),
    ...(allOf ? { allOf: allOf.map(withImpliedTypes) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(withImpliedTypes) } : {}),
    ...(then === undefined ? {} : { then: withImpliedTypes(then) }),
    ...(otherwise === undefined ? {} : { else: withImpliedTypes(otherwise) }),
  };
}

const mapped = (properties: { readonly [name: string]: Schema }): { [name: string]: Schema } =>
  Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, withImpliedTypes(part)]));
