import { createHash } from "node:crypto";
import type { FoundChange } from "./change.ts";

/**
 * The id of a change of an operation, 12 hex digits: the same for the same difference in the docs, in whatever order they say it
 * and whatever it touches here.
 */
export function changeId(operation: string, change: FoundChange): string {
  const { side, kind, at, status = "", keyword = "", before, after, sentences = [] } = change;
  const hashes = sentences.map(({ hash }) => hash).sort();
  return createHash("sha256")
    .update(JSON.stringify([operation, side, kind, at, status, keyword, before, after, hashes]))
    .digest("hex")
    .slice(0, 12);
}
