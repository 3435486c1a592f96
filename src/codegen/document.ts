import { createHash } from "node:crypto";
import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject, valueAt } from "../core/json.ts";
import { tooDeep } from "../core/nesting.ts";
import { yamlValue } from "../core/read-data.ts";
import { checkReferences } from "./check-references.ts";

/** An OpenAPI 3.1 document with what every generated file's header says of it. */
export interface OpenApiDocument {
  /** Path from the repository's root. */
  readonly name: string;
  readonly hash: string;
  readonly root: JsonObject;
}

/** @throws SuiteError that names file, line and what is wrong. */
export function readDocument(text: string, name: string): OpenApiDocument {
  const root = yamlValue(text, name, "capture the docs page again");
  const deep = tooDeep(root);
  if (deep !== undefined) throw nestedTooDeep(`${name}#${shortened(deep)}`);
  if (!isObject(root) || typeof root.openapi !== "string" || !root.openapi.startsWith("3.1.")) {
    throw new SuiteError(
      `${name}: expected an OpenAPI 3.1 document (openapi: 3.1.x); capture the docs page again`,
    );
  }
  checkReferences({ name, root });
  return { name, hash: createHash("sha256").update(text).digest("hex").slice(0, 16), root };
}

/** The object behind a `$ref` of the document itself, or the object as it is. */
export function deref(
  document: OpenApiDocument,
  value: Json | undefined,
  at: string,
  followed: readonly string[] = [],
): { value: JsonObject; at: string } {
  if (isObject(value) && typeof value.$ref === "string") {
    const target = value.$ref;
    const found = target.startsWith("#/") ? valueAt(document.root, target.slice(1)) : undefined;
    if (!isObject(found))
      throw new SuiteError(
        `${document.name}${at}: $ref ${target} leads nowhere; it must point into this file`,
      );
    if (followed.includes(target))
      throw new SuiteError(`${document.name}${at}: $ref ${target} leads back to itself; write it out`);
    return deref(document, found, target, [...followed, target]);
  }
  if (!isObject(value))
    throw new SuiteError(`${document.name}${at}: expected an object, found ${JSON.stringify(value)}`);
  return { value, at };
}

const nestedTooDeep = (at: string): SuiteError =>
  new SuiteError(`${at}: nested too deep, which is unsupported; flatten it`);

/** A place far down, so that a message stays one that can be read. */
const shortened = (pointer: string): string =>
  pointer.length <= MOST_SHOWN ? pointer : `${pointer.slice(0, MOST_SHOWN)}…`;

const MOST_SHOWN = 120;

export const HTTP_METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
