/** Notes of a capture at the top of a document: what cannot be told from the docs any more once they are overwritten. */
import type { JsonObject } from "../core/json.ts";

/** The definitions that an update has left out, until the overlay no longer has them. */
export const LEFT_OUT = "x-left-out";
/** Fields of the docs that the overlay defines as well. */
export const DEFINED = "x-defined";
/** Fields of a page's body that only its example shows. */
export const EXAMPLE_ONLY = "x-example-only";

/** The definitions of fields that a document leaves out, each by its key. */
export const leftOutIn = (document: JsonObject | undefined): string[] => textsIn(document, LEFT_OUT) ?? [];

/** The definitions of fields that the docs had when they were captured, each by its key. */
export const definedIn = (document: JsonObject | undefined): string[] => textsIn(document, DEFINED) ?? [];

/** The fields that only the example of the captured page showed; undefined where that is not known. */
export const exampleOnlyIn = (document: JsonObject): string[] | undefined => textsIn(document, EXAMPLE_ONLY);

/** A document without the notes. */
export function withoutNotes({
  [LEFT_OUT]: _,
  [DEFINED]: __,
  [EXAMPLE_ONLY]: ___,
  ...document
}: JsonObject): JsonObject {
  return document;
}

function textsIn(document: JsonObject | undefined, name: string): string[] | undefined {
  const listed = document?.[name];
  return Array.isArray(listed) ? listed.map(String) : undefined;
}
