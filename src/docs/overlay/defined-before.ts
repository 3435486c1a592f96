/** Fields of the docs that the overlay defines anew, as they were before: it must not bring one back that is gone. */
import { join } from "node:path";
import { CaptureError } from "../capture-error.ts";
import { loadProjectSource, type ProjectDocs } from "../project-docs.ts";
import { isUrl } from "../source/read-location.ts";
import { tryOverlay } from "./overlay.ts";

/** The keyword of the document that keeps what an update has left out, until the overlay no longer says it. */
export const LEFT_OUT = "x-left-out";

/**
 * The definitions of fields that the kept docs have, and those that are left out already, each by its key; none of the kept docs
 * where they were overwritten by the new ones.
 */
export async function definedBefore(docs: ProjectDocs, name: string): Promise<ReadonlySet<string>> {
  const { root, overlay, current } = docs;
  const listed = current?.document[LEFT_OUT];
  const leftOut = (Array.isArray(listed) ? listed : []).map(String);
  const madeFrom = current?.madeFrom;
  if (madeFrom === undefined || madeFrom === name || isUrl(madeFrom)) return new Set(leftOut);
  try {
    const { document } = await loadProjectSource(docs, join(root, madeFrom), undefined);
    return new Set([...leftOut, ...tryOverlay(document, overlay).defined]);
  } catch (error) {
    if (error instanceof CaptureError) return new Set(leftOut);
    throw error;
  }
}
