import { join } from "node:path";
import type { JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { readYaml } from "../core/read-data.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { KnownOperation } from "./openapi/pick-operation.ts";

/** The document that an earlier capture has written. */
export interface CurrentDocument {
  /** Its path from the project's root. */
  readonly name: string;
  readonly text: string;
  readonly document: JsonObject;
  /** The source that its header names; absent where it names none. */
  readonly madeFrom?: string;
}

/** The project's document; undefined where there is none, or none that holds an operation. */
export function readCurrentDocument(root: string, name: string): CurrentDocument | undefined {
  const text = readTextIfThere(join(root, name), name) ?? "";
  const document = parsedDocument(text);
  if (document === undefined || firstOperationId(document) === undefined) return undefined;
  const madeFrom = /^# Made from (\S+) and /m.exec(text)?.[1];
  return { name, text, document, ...(madeFrom === undefined ? {} : { madeFrom }) };
}

/** A document's first operation: those of the source stand before what the overlay adds. */
export function firstOperation({ paths }: JsonObject): KnownOperation | undefined {
  const [[path, item] = ["", undefined]] = Object.entries(isObject(paths) ? paths : {});
  const [[method, operation] = ["", undefined]] = Object.entries(isObject(item) ? item : {});
  const id = isObject(operation) ? operation.operationId : undefined;
  return typeof id === "string" ? { id, method, path } : undefined;
}

/** The keys that lead to an operation of a document; undefined where it has none with that id. */
export function operationSteps({ paths }: JsonObject, id: string): readonly string[] | undefined {
  for (const [path, item] of Object.entries(isObject(paths) ? paths : {}))
    for (const [method, operation] of Object.entries(isObject(item) ? item : {}))
      if (isObject(operation) && operation.operationId === id) return ["paths", path, method];
  return undefined;
}

/** The id of a document's first operation. */
export const firstOperationId = (document: JsonObject): string | undefined => firstOperation(document)?.id;

/** A document that cannot be read is made anew, so that what is wrong with it does not matter. */
function parsedDocument(text: string): JsonObject | undefined {
  const read = readYaml(text);
  return "value" in read && isObject(read.value) ? read.value : undefined;
}
