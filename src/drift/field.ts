import { tokensOf } from "../core/json.ts";
import type { Side } from "./change.ts";

/** The field that a description belongs to: the last name of its pointer; a header, a status, or the operation itself. */
export function fieldOf({ side, at }: { readonly side: Side; readonly at: string }): string {
  // The name of a header is no pointer.
  if (side === "operation" || (at !== "" && !at.startsWith("/"))) return at;
  return tokensOf(at).findLast((token) => token !== "-" && token !== "*") ?? "";
}
