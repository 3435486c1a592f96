import { join } from "node:path";
import { LOST_CITATIONS } from "../codegen/lost-citations.ts";
import type { JsonObject } from "../core/json.ts";
import { readTextIfThere } from "../core/read-text.ts";
import { type Change, projectFiles, writeAll } from "../core/write-all.ts";
import { operationsIn } from "./added/operations-in.ts";
import { sourceText } from "./added/source-text.ts";
import { CaptureError } from "./capture-error.ts";
import { DEFINED, EXAMPLE_ONLY, LEFT_OUT } from "./capture-notes.ts";
import { checkGenerates } from "./check-generates.ts";
import { firstOperationId } from "./current-document.ts";
import { documentText } from "./document-text.ts";
import { tryOverlay } from "./overlay/overlay.ts";
import type { ProjectDocs } from "./project-docs.ts";
import { isSameContract } from "./same-contract.ts";
import { type KeptSource, keptSource, PAGES } from "./source/kept-source.ts";
import type { LoadedSource } from "./source/load-source.ts";
import { remarksOf } from "./source/remarks.ts";

/** A source, and the document that it comes to with the project's overlay in it. */
export interface Captured {
  readonly source: LoadedSource;
  readonly document: JsonObject;
}

/** The result of a capture: whether the document differs, its path from the root, and sentences for the reader. */
export interface CaptureResult {
  readonly changed: boolean;
  readonly path: string;
  readonly message: string;
  /** Further notes for the reader: other documents that were read, and references that lead nowhere. */
  readonly remarks: readonly string[];
}

/** The files that a capture makes. */
export interface CaptureFiles {
  /** Path of the file that keeps the source, from the root. */
  readonly kept: string;
  /** The document's text. */
  readonly text: string;
  /** True if the document says something else than the one that stands. */
  readonly changed: boolean;
  /** The source, the document, and the removal of the source's other forms: those of them that differ from what is there. */
  readonly changes: readonly Change[];
}

/** Makes the files of a capture, and writes none. @throws CaptureError for an operation whose name makes no file name */
export function captureFiles(docs: ProjectDocs, captured: Captured): CaptureFiles {
  const { root, overlay, path, current, added } = docs;
  const { source } = captured;
  if (added) return addedFiles(docs, added, captured);
  const document = { ...captured.document, ...notesOf(docs, captured) };
  const kept = keptAs(source, firstOperationId(source.document) ?? "");
  const text = documentText(document, kept.path, overlay.name);
  // Another file or address stands for the source that is kept: only what it says counts.
  const changed =
    kept.path === source.name
      ? current?.text !== text
      : current === undefined || !isSameContract(current.document, document);
  return { kept: kept.path, text, changed, changes: changesOf(root, kept, { path, text }) };
}

/** The notes on what the docs cannot tell any more once somebody has overwritten them. */
function notesOf({ overlay }: ProjectDocs, { source }: Captured): JsonObject {
  const { defined } = tryOverlay(source.document, overlay);
  return {
    ...(source.exampleOnly === undefined ? {} : { [EXAMPLE_ONLY]: [...source.exampleOnly] }),
    ...(defined.length === 0 ? {} : { [DEFINED]: [...defined] }),
  };
}

/** The one file of an operation that was added: its source, as it was published. */
function addedFiles(
  { root, path }: ProjectDocs,
  added: NonNullable<ProjectDocs["added"]>,
  { source, document }: Captured,
): CaptureFiles {
  const noted = [LOST_CITATIONS, LEFT_OUT].flatMap((name) => {
    const value = document[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { exampleOnly } = source;
  const now = {
    ...source.document,
    ...Object.fromEntries(noted),
    ...(exampleOnly === undefined ? {} : { [EXAMPLE_ONLY]: [...exampleOnly] }),
  };
  const [own] = operationsIn(now);
  if (own === undefined) throw new CaptureError(`${source.name}: it has no operation with an id`);
  const text = sourceText({ ...own, id: added.id }, source.name);
  const changed = !isSameContract(added.source, now);
  return { kept: path, text, changed, changes: changed ? [{ path: join(root, path), text }] : [] };
}

/**
 * Writes each source and document, for a project's first operation below `openapi/pages/` and beside it, all of them or none;
 * `check` writes nothing, and a refusal (`CaptureError`) neither.
 */
export async function writeCaptures(
  root: string,
  all: readonly (Captured & { readonly docs: ProjectDocs })[],
  check: boolean,
): Promise<readonly CaptureResult[]> {
  const made = all.map((one) => ({ ...one, files: captureFiles(one.docs, one) }));
  const changed = made.filter(({ files }) => files.changed && !check);
  for (const { docs, source, document } of changed) {
    const text = documentText(document, source.name, docs.overlay.name);
    await checkGenerates(text, docs.path, `what ${source.name} and ${docs.overlay.name} make is no document`);
  }
  await writeAll(
    changed.flatMap(({ files }) => files.changes),
    projectFiles(root, "openapi"),
  );
  return made.map(({ docs: { path }, source, files }) => ({
    changed: files.changed,
    path,
    remarks: remarksOf(source),
    message: message(path, source.name, files.changed, check),
  }));
}

/** A file of the project's own pages stays where it is; any other source is kept beside them. */
function keptAs(source: LoadedSource, id: string): KeptSource {
  const kept = keptSource(source, id);
  if (!source.name.startsWith(`${PAGES}/`)) return kept;
  const others = [kept.path, ...kept.replaced].filter((path) => path !== source.name);
  const isNamed = others.length < kept.replaced.length + 1;
  return { path: source.name, text: source.text, replaced: isNamed ? others : [] };
}

function changesOf(root: string, kept: KeptSource, document: { path: string; text: string }): Change[] {
  const wanted: Change[] = [kept, document, ...kept.replaced.map((path) => ({ path, text: undefined }))];
  return wanted
    .filter(({ path, text }) => text !== readTextIfThere(join(root, path), path))
    .map(({ path, text }) => ({ path: join(root, path), text }));
}

function message(path: string, name: string, changed: boolean, check: boolean): string {
  if (!changed) return `${path} is up to date with ${name}`;
  return check ? `${path} is stale: run npx contract capture ${name}` : `wrote ${path} from ${name}`;
}
