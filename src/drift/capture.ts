import { SuiteError } from "../core/errors.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { checkGenerates } from "../docs/check-generates.ts";
import { documentText } from "../docs/document-text.ts";
import { definedBefore } from "../docs/overlay/defined-before.ts";
import { explainProblems, type OverlayProblem, tryOverlay } from "../docs/overlay/overlay.ts";
import { loadProjectSource, type ProjectDocs, readProjectDocs } from "../docs/project-docs.ts";
import { type Captured, writeCapture } from "../docs/write-capture.ts";
import type { DriftReport } from "./change.ts";
import { explainLost, lostCitations } from "./lost-citations.ts";
import { allModels } from "./read-operation.ts";
import { sourceDrift } from "./source-drift.ts";

export interface CaptureOptions {
  /** A file or an http(s) URL. */
  readonly file: string;
  readonly check: boolean;
  readonly root: string;
  readonly operation?: string | undefined;
}

/** The result of a capture: its drift, whether a file is or was out of date, and a sentence for the reader. */
export interface CaptureOutcome {
  readonly report: DriftReport;
  readonly stale: boolean;
  readonly message: string;
  /** Further notes for the reader. */
  readonly remarks: readonly string[];
  /** The reason why nothing can be written: overlay actions that do not fit, or rules whose sentences are gone; absent where neither is. */
  readonly refusal?: string;
}

/**
 * Reads a source, puts the overlay into it, compares the document with the one that stands, and writes `openapi/` unless it
 * only checks; nothing is written where an action of the overlay does not fit. Throws `CaptureError`.
 */
export async function capture({ file, check, root, operation }: CaptureOptions): Promise<CaptureOutcome> {
  const docs = await readProjectDocs(root, check);
  const source = await loadProjectSource(docs, file, operation);
  const before = await definedBefore(docs, source.name);
  const { document, problems } = tryOverlay(source.document, docs.overlay, before);
  const captured: Captured = { source, document };
  const report = await sourceDrift(docs, {
    source,
    document,
    problems,
    before,
  }).catch((error) => blame(error, docs, captured));
  const refusal = refusalOf(docs, captured, problems);
  if (refusal !== undefined) {
    return { report, stale: true, message: `${docs.path} is left as it is`, remarks: [], refusal };
  }
  // A source other than the one that the document was made from counts only by its content.
  if (docs.current && !report.drift && docs.current.madeFrom !== source.name)
    return { report, stale: false, message: `${docs.path} says what ${source.name} says`, remarks: [] };
  const { changed, message, remarks } = await writeCapture(docs, captured, check);
  return { report, stale: changed, message, remarks };
}

/** Why nothing is written: actions that do not fit, and rules that cite sentences which are gone; undefined where neither is. */
function refusalOf(
  { overlay }: ProjectDocs,
  { source, document }: Captured,
  problems: readonly OverlayProblem[],
): string | undefined {
  const models = [source.document, document].flatMap((each) => allModels(each, source.name));
  const lost = lostCitations(overlay, models);
  const said = [
    ...(problems.length > 0 ? [`${overlay.name}: ${explainProblems(problems)}`] : []),
    ...(lost.length > 0 ? [explainLost(overlay, lost)] : []),
  ];
  return said.length > 0 ? said.join("; ") : undefined;
}

/** Turns an error of a document that cannot be used into the user's error; any other error is ours. */
export async function blame(
  error: unknown,
  { overlay, path, current }: ProjectDocs,
  { source, document }: Captured,
): Promise<never> {
  if (error instanceof SuiteError || error instanceof CaptureError) throw error;
  const made = documentText(document, source.name, overlay.name);
  await checkGenerates(made, path, `what ${source.name} and ${overlay.name} make is no document`);
  if (current) await checkGenerates(current.text, path, `${path} is no document; remove it`);
  throw error;
}
