import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { JsonObject } from "../core/json.ts";
import { readText, readTextIfThere } from "../core/read-text.ts";
import { expectWhole, projectFiles, recover } from "../core/write-all.ts";
import { type CurrentDocument, firstOperation, readCurrentDocument } from "./current-document.ts";
import { type Overlay, readOverlay } from "./overlay/read-overlay.ts";
import { type LoadedSource, loadText, type SourceFile } from "./source/load-source.ts";
import { isUrl } from "./source/read-location.ts";
import { readSource } from "./source/read-source.ts";

const OVERLAY = "openapi/overlay.yaml";

/** The docs of an operation of a project before a capture: its overlay and its document, each read once. */
export interface ProjectDocs {
  readonly root: string;
  readonly overlay: Overlay;
  /** Path of the document that capture writes, from the root. */
  readonly path: string;
  /** The document that an earlier capture has written there, with the overlay in it; absent where there is none that can be read. */
  readonly current?: CurrentDocument;
  /** For an operation that was added: its id, and its source without the overlay. */
  readonly added?: { readonly id: string; readonly source: JsonObject };
}

/** True if the project has docs of its own, and not only operations that were added. */
export const hasProjectDocs = (root: string): boolean => existsSync(join(root, OVERLAY));

/**
 * Sees to it that no file is half written: what a killed process left is put back first for a command that writes; one that
 * only checks refuses it. @throws SuiteError
 */
export function wholeDocs(root: string, check: boolean): Promise<void> {
  const files = projectFiles(root, "openapi");
  return check ? expectWhole(files, "contract capture without --check") : recover(files);
}

/** Reads the overlay and the document, which are whole then. @throws SuiteError | CaptureError */
export async function readProjectDocs(root: string, check: boolean): Promise<ProjectDocs> {
  await wholeDocs(root, check);
  const overlay = readOverlay(OVERLAY, readText(join(root, OVERLAY), OVERLAY));
  const path = `openapi/${overlay.document}`;
  const current = readCurrentDocument(root, path);
  return { root, overlay, path, ...(current ? { current } : {}) };
}

/** The overlay of a project's first operation; undefined where it has none. @throws CaptureError */
export function projectOverlay(root: string): Overlay | undefined {
  const text = readTextIfThere(join(root, OVERLAY), OVERLAY);
  return text === undefined ? undefined : readOverlay(OVERLAY, text);
}

/** The document of a project; undefined where there is no project, or none that can be read. */
export function projectDocument(root: string): CurrentDocument | undefined {
  const overlay = projectOverlay(root);
  return overlay && readCurrentDocument(root, `openapi/${overlay.document}`);
}

/** The text of a source, a file or an http(s) URL, by its path from the project's root. @throws CaptureError */
export const projectText = (root: string, file: string): Promise<SourceFile> =>
  loadText(file, isUrl(file) ? file : relative(resolve(root), resolve(file)).split(sep).join("/"));

/** Reads a source, a file or an http(s) URL; of several operations the one that is asked for, or else the one that the project has. */
export const loadProjectSource = async (
  docs: ProjectDocs,
  file: string,
  operation: string | undefined,
): Promise<LoadedSource> => readProjectSource(docs, await projectText(docs.root, file), operation);

/** The source of a text: of several operations the one that is asked for, or else the one that the docs are about. */
export async function readProjectSource(
  { overlay, current }: Pick<ProjectDocs, "overlay" | "current">,
  { text, name, path }: SourceFile,
  operation: string | undefined,
): Promise<LoadedSource> {
  const known = current && firstOperation(current.document);
  const source = await readSource({
    text,
    name,
    path,
    successStatus: overlay.successStatus,
    ...(operation === undefined ? {} : { operation }),
    ...(known === undefined ? {} : { preferred: known.id, known }),
  });
  return { ...source, text, name };
}
