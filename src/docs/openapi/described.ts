import type { JsonObject } from "../../core/json.ts";
import { below, type Located } from "../located.ts";
import { plainText } from "../plain-text.ts";
import { SUNSET } from "./schema-keywords.ts";

/** The text at a location; empty where there is none. */
export const textOf = ({ value }: Located): string => (typeof value === "string" ? value : "");

/** The description of an object as plain text; nothing where it has none. */
export function described(location: Located): JsonObject {
  const description = plainText(textOf(below(location, "description")));
  return description === "" ? {} : { description };
}

/** The sunset that the first of some places states. */
export function sunsetIn(...locations: readonly Located[]): JsonObject {
  const stated = locations
    .map((location) => below(location, SUNSET).value)
    .find((value) => value !== undefined);
  return stated === undefined ? {} : { [SUNSET]: stated };
}
