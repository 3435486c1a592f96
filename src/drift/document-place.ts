/** The place of a change in the project's document, by the keys and indexes that lead there. */
import { inWords, isObject, type Json, type JsonObject, tokensOf } from "../core/json.ts";
import type { Change } from "./change.ts";

export type Steps = readonly (string | number)[];

/** The nearest place that the document has: of a field that is not there the object that would hold it. */
export function placeOf(
  document: JsonObject,
  operation: Steps,
  { side, at, status }: Pick<Change, "side" | "at" | "status">,
): Steps {
  if (side === "operation") return callPlace(document, operation, at);
  const holder = side === "request" ? [...operation, "requestBody"] : answerSteps(operation, status);
  if (at !== "" && !at.startsWith("/")) return [...holder, "headers", at];
  const content = valueAt(document, [...holder, "content"]);
  const [mediaType] = Object.keys(isObject(content) ? content : {});
  if (mediaType === undefined) return holder;
  return schemaPlace(document, [...holder, "content", mediaType, "schema"], tokensOf(at));
}

const answerSteps = (operation: Steps, status = ""): Steps => [...operation, "responses", status];

/** The place of a parameter, or of a status; of the operation for anything else. */
function callPlace(document: JsonObject, operation: Steps, at: string): Steps {
  if (/^(?:\d\d\d|\dXX|default)$/.test(at)) return answerSteps(operation, at);
  const listed = valueAt(document, [...operation, "parameters"]);
  const parameters = Array.isArray(listed) ? listed : [];
  const [, name = at] = at.startsWith("/") ? tokensOf(at) : [];
  const index = parameters.findIndex(
    (parameter) => isObject(parameter) && inWords(parameter.name).toLowerCase() === name.toLowerCase(),
  );
  return index < 0 ? operation : [...operation, "parameters", index];
}

/** Follows the names of fields through references and parts of schemas, as far as they lead. */
function schemaPlace(document: JsonObject, steps: Steps, [token, ...rest]: readonly string[]): Steps {
  const here = followed(document, steps);
  if (token === undefined) return here;
  const next = childOf(document, here, token);
  return next === undefined ? here : schemaPlace(document, next, rest);
}

function childOf(document: JsonObject, steps: Steps, token: string): Steps | undefined {
  const schema = valueAt(document, steps);
  if (!isObject(schema)) return undefined;
  const below = token === "-" ? ["items"] : token === "*" ? ["additionalProperties"] : ["properties", token];
  if (valueAt(document, [...steps, ...below]) !== undefined) return [...steps, ...below];
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => {
    const list = schema[keyword];
    return (Array.isArray(list) ? list : []).map((_, index) => [...steps, keyword, index]);
  });
  for (const part of parts) {
    const found = childOf(document, followed(document, part), token);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** References of a document may lead in a circle. */
const MOST_REFERENCES = 10;

function followed(document: JsonObject, steps: Steps): Steps {
  let at = steps;
  for (let count = 0; count < MOST_REFERENCES; count += 1) {
    const value = valueAt(document, at);
    if (!isObject(value) || typeof value.$ref !== "string" || !value.$ref.startsWith("#/")) return at;
    at = tokensOf(value.$ref.slice(1));
  }
  return at;
}

function valueAt(document: JsonObject, steps: Steps): Json | undefined {
  let value: Json | undefined = document;
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
