import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt } from "../core/json.ts";
import { isReference, type Role, roleOf } from "./document-shape.ts";

interface Document {
  readonly name: string;
  readonly root: JsonObject;
}

/**
 * Nothing but the document is read for what is generated: each of its references must lead to a place in it. One that
 * stands in data (an example, a default, a value of an enum, an extension) is no reference.
 * @throws SuiteError with the place of the first that leads elsewhere
 */
export function checkReferences(document: Document): void {
  visit(document, document.root, "#", "object");
}

function visit(document: Document, value: Json, at: string, role: Role): void {
  if (role === "data") return;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) visit(document, item, `${at}/${index}`, "object");
  if (!isObject(value)) return;
  if ((role === "object" || role === "example") && isReference(value)) checkTarget(document, value.$ref, at);
  for (const [key, member] of Object.entries(value))
    visit(document, member, `${at}/${escapeToken(key)}`, roleBelow(role, key, member));
}

/** In a table stand objects; in the examples of a media type too, but their value is data. */
function roleBelow(role: Role, key: string, member: Json): Role {
  if (role === "table") return "object";
  if (role === "examples") return "example";
  return role === "example" && key === "value" ? "data" : roleOf(key, member);
}

function checkTarget({ name, root }: Document, target: string, at: string): void {
  const isInside = /^#\/(components|paths)\//.test(target);
  if (isInside && valueAt(root, target.slice(1)) !== undefined) return;
  const what = isInside ? "leads nowhere" : "leads elsewhere, where nothing is read from";
  throw new SuiteError(
    `${name}${at}: $ref ${JSON.stringify(target)} ${what}; it must point at a place below #/components or #/paths of this file`,
  );
}
