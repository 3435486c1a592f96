import { isObject, type Json, type JsonObject } from "../../core/json.ts";

/** An operation of a project or of what is added to it. */
export interface KnownOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
  /** The document that it stands in. */
  readonly document: JsonObject;
}

/** The properties of a schema, which may be a reference to a component. */
export function propertiesOf(schema: Json | undefined, document: JsonObject): JsonObject {
  const found = followed(schema, document);
  return isObject(found) && isObject(found.properties) ? found.properties : {};
}

/** The schema that a reference leads to; the schema itself where it is none. */
export function followed(schema: Json | undefined, document: JsonObject): Json | undefined {
  const name =
    isObject(schema) && typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  if (name === undefined) return schema;
  const { components } = document;
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  return schemas[name];
}
