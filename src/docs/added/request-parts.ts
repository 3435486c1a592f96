import { isObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Bindings } from "./known-bindings.ts";
import { followed, type KnownOperation } from "./known-operation.ts";

/** The first media type of a request's body. */
export function mediaTypeOf({ operation }: KnownOperation): [string, JsonObject] | undefined {
  const body = operation.requestBody;
  const content = isObject(body) && isObject(body.content) ? Object.entries(body.content) : [];
  const [found] = content.filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  return found;
}

/** The schema of a request's body. */
export const bodyOf = (own: KnownOperation): Json | undefined => mediaTypeOf(own)?.[1].schema;

/** The parameters of an operation, with their places in its list. */
export function parametersOf({ operation: { parameters } }: KnownOperation) {
  return (Array.isArray(parameters) ? parameters : []).flatMap((parameter, index) =>
    isObject(parameter) && typeof parameter.name === "string"
      ? [
          {
            name: parameter.name,
            place: parameter.in,
            required: parameter.required === true,
            schema: parameter.schema,
            index,
          },
        ]
      : [],
  );
}

/** The names of what the query of each request must have and nothing tells: no value of the account, and not the only one there is. */
export function untoldQuery(own: KnownOperation, bound: Bindings): string[] {
  const isToldBy = (schema: Json | undefined): boolean => {
    const found = followed(schema, own.document);
    return isObject(found) && ("const" in found || (Array.isArray(found.enum) && found.enum.length === 1));
  };
  return parametersOf(own).flatMap(({ place, required, name, schema }) =>
    place === "query" && required && !Object.hasOwn(bound, name) && !isToldBy(schema) ? [name] : [],
  );
}
