import { isObject, type Json, type JsonObject } from "../../core/json.ts";
import type { KnownOperation } from "./known-operation.ts";

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
      ? [{ name: parameter.name, place: parameter.in, required: parameter.required === true, index }]
      : [],
  );
}
