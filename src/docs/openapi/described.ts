import type { JsonObject } from "../../core/json.ts";
import { below, type Located } from "../located.ts";
import { plainText } from "../plain-text.ts";

/** The text at a location; empty where there is none. */
export const textOf = ({ value }: Located): string => (typeof value === "string" ? value : "");

/** The description of an object as plain text; nothing where it has none. */
export function described(place: Located): JsonObject {
  const description = plainText(textOf(below(place, "description")));
  return description === "" ? {} : { description };
}
