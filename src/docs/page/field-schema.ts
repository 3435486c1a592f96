import type { Json, JsonObject } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import type { Field } from "./field.ts";
import { inferSchema, inPart, partialSchema } from "./infer-schema.ts";

/** The schema of one field: what the list says, and, for an object, the shape that the example gives it. */
export function fieldSchema(field: Field, example: Json | undefined): JsonObject {
  const { type, options } = field;
  let inner = typeSchema(field, example);
  inner = { ...inner, ...field.bounds.value };
  for (let depth = 0; depth < type.depth; depth += 1) inner = { type: "array", items: inner };
  inner = { ...inner, ...field.bounds.list };
  if (type.nullable) inner.type = [inner.type ?? null, "null"];
  if (type.nullable && type.depth === 0 && options !== undefined)
    inner.enum = [...new Set([...options, null])];
  const { type: jsonType = null, ...shape } = inner;
  return {
    type: jsonType,
    ...(field.description === "" ? {} : { description: field.description }),
    ...shape,
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.example === undefined ? {} : { examples: [field.example] }),
    ...(field.deprecated ? { deprecated: true } : {}),
  };
}

/** The schema of an object from its list of fields; what only the example shows stands where the example has it. */
export function objectSchema(fields: readonly Field[], example: Json | undefined): JsonObject {
  const shown = isObject(example) ? example : {};
  const properties = fields.map((field): [string, JsonObject] => [
    field.name,
    fieldSchema(field, Object.hasOwn(shown, field.name) ? shown[field.name] : undefined),
  ]);
  const names = Object.keys(shown);
  for (const [at, name] of names.entries()) {
    if (properties.some(([listed]) => listed === name)) continue;
    const before = properties.findIndex(([listed]) => listed === names[at - 1]);
    properties.splice(before + 1, 0, [name, partialSchema(shown[name] ?? null)]);
  }
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    type: "object",
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(properties),
  };
}

function typeSchema(field: Field, example: Json | undefined): JsonObject {
  const { base, format, depth } = field.type;
  if (base === "object" && field.children.length > 0)
    return objectSchema(field.children, mergedObject(example));
  if (base === "object") return inPart(objectShape(example, depth));
  return {
    type: base,
    ...(format === undefined ? {} : { format }),
    ...(field.options === undefined ? {} : { enum: field.options }),
  };
}

/** The objects of an example as one; where two show the same property, the first one counts. */
function mergedObject(example: Json | undefined): Json | undefined {
  if (!Array.isArray(example)) return example;
  const objects = example.map(mergedObject).filter(isObject);
  return Object.assign({}, ...objects.toReversed()) as JsonObject;
}

/** The inferred object below `depth` arrays; an example of another kind (a placeholder, say) shows no shape. */
function objectShape(example: Json | undefined, depth: number): JsonObject {
  let schema: JsonObject = example === undefined ? {} : inferSchema(example);
  for (let level = 0; level < depth; level += 1) schema = isObject(schema.items) ? schema.items : {};
  return schema.type === "object" ? schema : { type: "object" };
}
