import { isObject, type JsonObject } from "../../core/json.ts";
import type { KnownOperation } from "./known-operation.ts";

/** The operations of a document, in its order. */
export const operationsIn = (document: JsonObject): KnownOperation[] =>
  Object.entries(isObject(document.paths) ? document.paths : {}).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]): KnownOperation[] => {
      const id = isObject(operation) ? operation.operationId : undefined;
      return isObject(operation) && typeof id === "string" ? [{ id, method, path, operation, document }] : [];
    }),
  );
