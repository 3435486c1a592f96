import { join, relative, resolve, sep } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { readText, readTextIfThere } from "../core/read-text.ts";
import { type Change, expectWhole, projectPlace, recover, writeAll } from "../core/write-all.ts";
import { documentText } from "./capture.ts";
import { CaptureError, quote } from "./capture-error.ts";
import { applyOverlay } from "./overlay/overlay.ts";
import { type Overlay, readOverlay } from "./overlay/read-overlay.ts";
import { firstOperation, standingDocument } from "./overlay/unmatched-actions.ts";
import { isSameContract } from "./same-contract.ts";
import { type KeptSource, keptSource, PAGES } from "./source/kept-source.ts";
import { type LoadedSource, loadSource } from "./source/load-source.ts";
import { isUrl } from "./source/read-location.ts";

const OVERLAY = "openapi/overlay.yaml";

export interface CaptureOptions {
  /** A file or an http(s) URL. */
  readonly file: string;
  readonly check: boolean;
  readonly root: string;
  readonly operation?: string | undefined;
  /** The content of `file`, where it has been read already. */
  readonly source?: LoadedSource;
}

/** The result of a capture: whether the document differs, its path from the root, and sentences for the reader. */
export interface CaptureResult {
  readonly changed: boolean;
  readonly path: string;
  readonly message: string;
  /** Further notes for the reader: other documents that were read, and references that lead nowhere. */
  readonly remarks: readonly string[];
}

/**
 * Captures a source into the project at `root`: the source below `openapi/pages/` and the document, both or none; `check`
 * writes nothing, and a refusal (`CaptureError`) neither.
 */
export async function captureCommand(options: CaptureOptions): Promise<CaptureResult> {
  const { root, check } = options;
  await settleBefore(root, check);
  const overlay = readOverlay(OVERLAY, readText(join(root, OVERLAY), OVERLAY));
  const path = `openapi/${overlay.document}`;
  const old = textOf(root, path);
  const standing = old === undefined ? undefined : standingDocument(old);
  const source = options.source ?? (await load(options, overlay, firstOperation(standing)));
  const document = applyOverlay(source.document, overlay);
  const kept = keptAs(source, firstOperation(source.document) ?? "");
  const text = documentText(document, kept.path, OVERLAY);
  // Another file or address stands for the source that is kept: only what it says counts.
  const changed =
    kept.path === source.name ? old !== text : standing === undefined || !isSameContract(standing, document);
  if (changed && !check) {
    await checkGenerates(text, path, `what ${source.name} and ${OVERLAY} make is no document`);
    await writeAll(changesOf(root, kept, { path, text }), openapiOf(root));
  }
  return { changed, path, remarks: remarksOf(source), message: message(path, source.name, changed, check) };
}

const openapiOf = (root: string) => projectPlace(root, "openapi");

/** Puts back what a killed process left half written, unless the command only checks, which reports it. */
export function settleBefore(root: string, check: boolean): Promise<void> {
  return check ? expectWhole(openapiOf(root), "contract capture without --check") : recover(openapiOf(root));
}

function load(
  { file, root, operation }: CaptureOptions,
  { successStatus }: Overlay,
  preferred: string | undefined,
): Promise<LoadedSource> {
  return loadSource(file, {
    name: isUrl(file) ? file : relative(resolve(root), resolve(file)).split(sep).join("/"),
    successStatus,
    ...(operation === undefined ? {} : { operation }),
    ...(preferred === undefined ? {} : { preferred }),
  });
}

/** A file of the project's own pages stays where it is; any other source is kept beside them. */
function keptAs(source: LoadedSource, id: string): KeptSource {
  const kept = keptSource(source, id);
  if (!source.name.startsWith(`${PAGES}/`)) return kept;
  const others = [kept.path, ...kept.replaced].filter((path) => path !== source.name);
  const isNamed = others.length < kept.replaced.length + 1;
  return { path: source.name, text: source.text, replaced: isNamed ? others : [] };
}

/** The changes that the command writes: the source, the document, and the removal of the source's other forms. */
function changesOf(root: string, kept: KeptSource, document: { path: string; text: string }): Change[] {
  const wanted: Change[] = [kept, document, ...kept.replaced.map((path) => ({ path, text: undefined }))];
  return wanted
    .filter(({ path, text }) => text !== textOf(root, path))
    .map(({ path, text }) => ({ path: join(root, path), text }));
}

/** A document that cannot be generated from is not written. @throws CaptureError that begins with what it is the fault of */
export async function checkGenerates(text: string, path: string, fault: string): Promise<void> {
  try {
    await generateInMemory(text, path);
  } catch (error) {
    throw error instanceof SuiteError ? new CaptureError(`${fault}: ${error.message}`) : error;
  }
}

async function generateInMemory(text: string, path: string): Promise<void> {
  const { readDocument } = await import("../codegen/document.ts");
  const { readOperations, readSchemas } = await import("../codegen/operations.ts");
  const document = readDocument(text, path);
  readSchemas(document);
  readOperations(document);
}

function remarksOf({ read, broken }: LoadedSource): string[] {
  return [
    ...read.map((name) => `also read ${name}`),
    ...broken.map(
      ({ name, at, ref, reason }) => `left out: ${name}#${at}: $ref ${quote(ref)} leads nowhere (${reason})`,
    ),
  ];
}

const textOf = (root: string, path: string): string | undefined => readTextIfThere(join(root, path), path);

function message(path: string, name: string, changed: boolean, check: boolean): string {
  if (!changed) return `${path} is up to date with ${name}`;
  return check ? `${path} is stale: run npx contract capture ${name}` : `wrote ${path} from ${name}`;
}
