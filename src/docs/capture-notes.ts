import type { JsonObject } from "../../core/json.ts";

/** The keyword of a document that keeps what an update has left out, until the overlay no longer says it. */
export const LEFT_OUT = "x-left-out";

/** The definitions of fields that a document leaves out, each by its key. */
export function leftOutIn(document: JsonObject | undefined): string[] {
  const listed = document?.[LEFT_OUT];
  return (Array.isArray(listed) ? listed : []).map(String);
}
