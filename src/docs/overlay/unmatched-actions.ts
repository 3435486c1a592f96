import { parse } from "yaml";
import type { Json, JsonObject } from "../../core/json.ts";
import { isJsonObject } from "../json-object.ts";

/** The document that stands, with the operation that the project tests; undefined where it cannot be read. */
export function standingDocument(text: string): JsonObject | undefined {
  try {
    const root = parse(text, { maxAliasCount: 100 }) as Json;
    return isJsonObject(root) ? root : undefined;
  } catch {
    return undefined;
  }
}

/** The id of a document's first operation: what capture reads stands before what the overlay adds. */
export function firstOperation(document: JsonObject | undefined): string | undefined {
  const [item] = Object.values(isJsonObject(document?.paths) ? document.paths : {});
  const [operation] = Object.values(isJsonObject(item) ? item : {});
  const id = isJsonObject(operation) ? operation.operationId : undefined;
  return typeof id === "string" ? id : undefined;
}
