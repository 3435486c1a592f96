import { SuiteError } from "../core/errors.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { checkGenerates } from "../docs/check-generates.ts";
import { documentText } from "../docs/document-text.ts";
import { definedBefore } from "../docs/overlay/defined-before.ts";
import { explainProblems, type OverlayProblem, tryOverlay } from "../docs/overlay/overlay.ts";
import { type ProjectDocs, projectText } from "../docs/project-docs.ts";
import { allProjectDocs, type ProjectSource, projectSources } from "../docs/project-sources.ts";
import { type Captured, writeCaptures } from "../docs/write-capture.ts";
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

/** An operation's source with the overlay in it, compared with what stands. */
interface Compared extends Captured {
  readonly docs: ProjectDocs;
  readonly report: DriftReport;
  readonly refusal?: string;
}

/**
 * Reads a source, puts the overlay into it, compares the document with the one that stands, and writes `openapi/` unless it
 * only checks; nothing is written where an action of an overlay does not fit. A source that holds several of the project's
 * operations gives an outcome for each. Throws `CaptureError`.
 */
export async function capture(options: CaptureOptions): Promise<readonly CaptureOutcome[]> {
  const { file, check, root, operation } = options;
  const from = await projectText(root, file);
  const { held, remarks } = await projectSources(await allProjectDocs(root, check), from, operation);
  const compared: Compared[] = [];
  for (const one of held) compared.push(await comparedWith(one));
  if (compared.some(({ refusal }) => refusal !== undefined)) return compared.map(leftAsItIs);
  const written = await writeCaptures(root, compared.filter(isToBeWritten), check);
  return compared.map(({ docs, source, report }, index): CaptureOutcome => {
    const found = written.find(({ path }) => path === docs.path);
    const more = index === 0 ? remarks : [];
    // A source other than the one that the document was made from counts only by its content.
    if (found === undefined)
      return { report, stale: false, message: `${docs.path} says what ${source.name} says`, remarks: more };
    return {
      report,
      stale: found.changed,
      message: found.message,
      remarks: [...more, ...found.remarks],
    };
  });
}

const isToBeWritten = ({ docs: { current }, report, source }: Compared): boolean =>
  current === undefined || report.drift || current.madeFrom === source.name;

const leftAsItIs = ({ docs, report, refusal }: Compared): CaptureOutcome => ({
  report,
  stale: true,
  message: `${docs.path} is left as it is`,
  remarks: [],
  ...(refusal === undefined ? {} : { refusal }),
});

async function comparedWith({ docs, source }: ProjectSource): Promise<Compared> {
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
  return { ...captured, docs, report, ...(refusal === undefined ? {} : { refusal }) };
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
