import { join, relative, resolve, sep } from "node:path";
import { readText, readTextIfThere } from "../core/read-text.ts";
import { expectWhole, projectFiles, recover } from "../core/write-all.ts";
import { type CurrentDocument, firstOperation, readCurrentDocument } from "./current-document.ts";
import { type Overlay, readOverlay } from "./overlay/read-overlay.ts";
import { type LoadedSource, loadSource } from "./source/load-source.ts";
import { isUrl } from "./source/read-location.ts";

const OVERLAY = "openapi/overlay.yaml";

/** The docs of a project before a capture: its overlay and its document, each read once. */
export interface ProjectDocs {
  readonly root: string;
  readonly overlay: Overlay;
  /** Path of the document that capture writes, from the root. */
  readonly path: string;
  /** The document that an earlier capture has written there; absent where there is none that can be read. */
  readonly current?: CurrentDocument;
}

/**
 * Reads the overlay and the document. What a killed process left half written is put back first by a command that
 * writes; one that only checks refuses it. @throws SuiteError | CaptureError
 */
export async function readProjectDocs(root: string, check: boolean): Promise<ProjectDocs> {
  const files = projectFiles(root, "openapi");
  await (check ? expectWhole(files, "contract capture without --check") : recover(files));
  const overlay = readOverlay(OVERLAY, readText(join(root, OVERLAY), OVERLAY));
  const path = `openapi/${overlay.document}`;
  const current = readCurrentDocument(root, path);
  return { root, overlay, path, ...(current ? { current } : {}) };
}

/** The document of a project; undefined where there is no project, or none that can be read. */
export function projectDocument(root: string): CurrentDocument | undefined {
  const text = readTextIfThere(join(root, OVERLAY), OVERLAY);
  return text === undefined
    ? undefined
    : readCurrentDocument(root, `openapi/${readOverlay(OVERLAY, text).document}`);
}

/** Reads a source, a file or an http(s) URL; of several operations the one that is asked for, or else the one that the project has. */
export function loadProjectSource(
  { root, overlay, current }: ProjectDocs,
  file: string,
  operation: string | undefined,
): Promise<LoadedSource> {
  const known = current && firstOperation(current.document);
  return loadSource(file, {
    name: isUrl(file) ? file : relative(resolve(root), resolve(file)).split(sep).join("/"),
    successStatus: overlay.successStatus,
    ...(operation === undefined ? {} : { operation }),
    ...(known === undefined ? {} : { preferred: known.id, known }),
  });
}
