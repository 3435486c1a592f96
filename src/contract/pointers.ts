import { dotted, escapeToken, tokensOf } from "../core/json.ts";

declare const kind: unique symbol;

/** JSON pointer (RFC 6901) into a value: `/members/0/name`; "" is the value itself. */
export type InstancePointer = string & { readonly [kind]: "instance" };

/** A location that a schema describes, `-` for any item of an array: `/members/-/name`; "" is the whole. */
export type LocationPattern = string & { readonly [kind]: "location" };

/** JSON pointer into the document, as a fragment of its address: `#/components/schemas/Member`; "" is the document itself. */
export type DocPointer = "" | `${"#" | "/"}${string}`;

/** The value itself. */
export const WHOLE = "" as InstancePointer;

/** A text that is known to be a pointer into a value. */
export const instancePointer = (pointer: string): InstancePointer => pointer as InstancePointer;

/** A text that is known to be a location of a schema. */
export const locationPattern = (pattern: string): LocationPattern => pattern as LocationPattern;

/** A text that is known to be a pointer into the document. */
export const docPointer = (pointer: string): DocPointer => pointer as DocPointer;

/** The pointer to a member or an item of the value that `pointer` leads to. */
export const childPointer = (pointer: InstancePointer, key: string | number): InstancePointer =>
  `${pointer}/${typeof key === "number" ? key : escapeToken(key)}` as InstancePointer;

/** The pointer to the value that holds the one at a pointer. */
export const parentPointer = (pointer: InstancePointer): InstancePointer =>
  pointer.slice(0, pointer.lastIndexOf("/")) as InstancePointer;

/** The pointer itself and those to all that holds its value, the whole aside. */
export function locationsAround(pointer: InstancePointer): InstancePointer[] {
  const all: InstancePointer[] = [];
  for (let at = pointer; at !== ""; at = parentPointer(at)) all.push(at);
  return all;
}

/** The pointer to what `below` leads to in the value at `above`. */
export const within = (above: InstancePointer, below: InstancePointer): InstancePointer =>
  `${above}${below}` as InstancePointer;

/** The pointer from the value at `above` down to the one at `pointer`, which begins with `above`. */
export const pointerBelow = (above: InstancePointer, pointer: InstancePointer): InstancePointer =>
  pointer.slice(above.length) as InstancePointer;

/** The location that describes the value at a pointer. */
export const patternOf = (pointer: InstancePointer): LocationPattern =>
  tokensOf(pointer)
    .map((token) => (/^\d+$/.test(token) ? "/-" : `/${escapeToken(token)}`))
    .join("") as LocationPattern;

/** A location for people and in fingerprints: `members[].name`; `body` is the whole. */
export const shownLocation = (location: LocationPattern): string => dotted(location) || "body";
