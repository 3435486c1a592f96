import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AddedDocument } from "../../codegen/merge-documents.ts";
import { isObject } from "../../core/json.ts";
import { addedOperations, OPERATIONS_DIR } from "../../core/project.ts";
import { yamlValue } from "../../core/read-data.ts";
import { readText } from "../../core/read-text.ts";
import { CaptureError } from "../capture-error.ts";
import { leftOutIn } from "../capture-notes.ts";
import { applyOverlay } from "../overlay/overlay.ts";
import { readOwnOverlay } from "../overlay/read-overlay.ts";

/** The documents of the operations that were added to a project, each with its overlay in it. @throws CaptureError | SuiteError */
export const addedDocuments = (root: string): AddedDocument[] =>
  addedOperations(root).map((id) => {
    const file = `${OPERATIONS_DIR}/${id}/source.yaml`;
    const overlay = `${OPERATIONS_DIR}/${id}/overlay.yaml`;
    const text = existsSync(join(root, overlay)) ? readText(join(root, overlay), overlay) : undefined;
    return madeDocument({ id, file, text: readText(join(root, file), file) }, overlay, text);
  });

/** The document of one operation: its source, with its overlay in it. */
export function madeDocument(
  { id, file, text }: { readonly id: string; readonly file: string; readonly text: string },
  overlayName: string,
  overlay: string | undefined,
): AddedDocument {
  const source = yamlValue(text, file);
  if (!isObject(source)) throw new CaptureError(`${file}:1: no document; add the operation again`);
  const document =
    overlay === undefined
      ? source
      : applyOverlay(source, readOwnOverlay(overlayName, overlay), new Set(leftOutIn(source)));
  return { id, file, document };
}
