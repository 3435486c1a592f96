import type { Schema, SchemaObject } from "../contract.ts";

/** Keywords that constrain values of one type alone. */
const OF_TYPE = {
  array: ["items", "contains", "minItems", "maxItems"],
  object: ["required", "properties"],
  string: ["pattern"],
} as const;

/**
 * The condition with the types that its keywords imply: JSON Schema lets `contains` hold of any text, but a text in
 * place of a list breaks the list's type, not the rule about its items.
 */
export function withImpliedTypes(schema: Schema): Schema {
  if (typeof schema !== "object") return schema;
  return { ...schema, ...impliedType(schema), ...partsWithImpliedTypes(schema) };
}

function impliedType(schema: SchemaObject): Pick<SchemaObject, "type"> {
  const [type, ...others] = Object.entries(OF_TYPE).flatMap(([type, keywords]) =>
    keywords.some((keyword) => schema[keyword] !== undefined) ? [type] : [],
  );
  return schema.type !== undefined || type === undefined || others.length > 0 ? {} : { type };
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
