import { tokensOf } from "../core/json.ts";
import type { Side } from "./change.ts";

/** The field that a description speaks of: the last name on the way to it; a header, a status, or the operation itself. */
export function fieldOf({ side, at }: { readonly side: Side; readonly at: string }): string {
  if (side === "operation") return at;
  return tokensOf(at).findLast((token) => token !== "-" && token !== "*") ?? "";
}
