import type { Schema, SchemaObject } from "../contract.ts";

/** Keywords that say nothing of values of any other type. */
const OF_LISTS = ["items", "contains", "minItems", "maxItems"] as const;
const OF_OBJECTS = ["required", "properties"] as const;

/**
 * The condition where it has a list or an object to speak of: JSON Schema lets `contains` hold of any text, but a text in
 * a list's place breaks the list's type and none of the sentences about its items.
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

/** The parts that must hold for the whole to hold; what stands under `not` and `if` is left as it is. */
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
