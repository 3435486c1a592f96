/** Fields of the docs that the overlay defines anew, as they were before: it must not bring one back that is gone. */
import { join } from "node:path";
import { CaptureError } from "../capture-error.ts";
import { definedIn, leftOutIn } from "../capture-notes.ts";
import { loadProjectSource, type ProjectDocs } from "../project-docs.ts";
import { isUrl } from "../source/read-location.ts";
import { tryOverlay } from "./overlay.ts";

/**
 * The definitions of fields that the kept docs have, and those that are left out already, each by its key; where the new ones
 * have overwritten the kept docs, those that the last capture has noted.
 */
export async function definedBefore(docs: ProjectDocs, name: string): Promise<ReadonlySet<string>> {
  const { root, overlay, current, added } = docs;
  const noted = added?.source ?? current?.document;
  const leftOut = [...leftOutIn(noted), ...definedIn(noted)];
  if (added) return new Set([...leftOut, ...tryOverlay(added.source, overlay).defined]);
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
