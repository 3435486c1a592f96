/** All that new docs make of one operation of the project, in memory. */
import { join } from "node:path";
import { LOST_CITATIONS } from "../codegen/lost-citations.ts";
import type { AddedDocument } from "../codegen/merge-documents.ts";
import type { SchemaCompiler } from "../codegen/validators.ts";
import type { JsonObject } from "../core/json.ts";
import { yamlLines } from "../core/yaml-lines.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { exampleOnlyIn, LEFT_OUT, withoutNotes } from "../docs/capture-notes.ts";
import { firstOperationId } from "../docs/current-document.ts";
import { openapi } from "../docs/forms/openapi.ts";
import { definedBefore } from "../docs/overlay/defined-before.ts";
import { withoutLostRules } from "../docs/overlay/lost-rules.ts";
import { type OverlayProblem, tryOverlay } from "../docs/overlay/overlay.ts";
import { loadProjectSource, type ProjectDocs } from "../docs/project-docs.ts";
import type { LoadedSource } from "../docs/source/load-source.ts";
import { isUrl } from "../docs/source/read-location.ts";
import { type CaptureFiles, captureFiles } from "../docs/write-capture.ts";
import { blame } from "../drift/capture.ts";
import type { DriftReport } from "../drift/change.ts";
import { driftReport } from "../drift/drift-report.ts";
import { type CitingEntry, citingEntries, lostCitations } from "../drift/lost-citations.ts";
import { allModels } from "../drift/read-operation.ts";
import { sourceDrift } from "../drift/source-drift.ts";
import { leftMentions } from "./left-mentions.ts";
import { leftOperations } from "./left-operations.ts";
import type { LeftOver } from "./left-over.ts";
import { leftOverlay } from "./left-overlay.ts";
import { leftRules } from "./left-rules.ts";
import { leftSentences } from "./left-sentences.ts";

/** An operation's docs so far, and what they become. */
export interface OperationUpdate {
  readonly docs: ProjectDocs;
  readonly id: string;
  readonly source: LoadedSource;
  /** True if the new docs are about it; else what is kept of its docs is read again. */
  readonly isHeld: boolean;
  /** The document that docs and overlay come to, with all that does not fit left out of it. */
  readonly document: JsonObject;
  readonly report: DriftReport;
  readonly files: CaptureFiles;
  readonly left: readonly LeftOver[];
}

interface Made {
  readonly document: JsonObject;
  readonly problems: readonly OverlayProblem[];
  readonly placeless: readonly CitingEntry[];
  readonly lost: readonly CitingEntry[];
}

/** Puts the overlay into an operation's source, and compares it with what stands; updates of one project share a compiler. @throws CaptureError | SuiteError */
export async function operationUpdate(
  docs: ProjectDocs,
  source: LoadedSource,
  isHeld: boolean,
  compiler: SchemaCompiler,
): Promise<OperationUpdate> {
  const before = await definedBefore(docs, source.name);
  const made = makeDocument(docs, source, before);
  const { document, problems } = made;
  const id = docs.added?.id ?? firstOperationId(source.document) ?? "";
  // What is kept of an operation that was added says what it said.
  const report =
    docs.added && !isHeld
      ? driftReport(id, [])
      : await sourceDrift(docs, { source, document, problems, before, compiler }).catch((error) =>
          blame(error, docs, { source, document }),
        );
  const files = captureFiles(docs, { source, document });
  return { docs, id, source, isHeld, document, report, files, left: leftOf(docs, made, report) };
}

/** The kept docs of an operation; undefined where there are none that can be read. */
export async function keptDocs(docs: ProjectDocs): Promise<LoadedSource | undefined> {
  const { root, current, added } = docs;
  const madeFrom = current?.madeFrom;
  if (added) {
    const { [LOST_CITATIONS]: _, ...document } = withoutNotes(added.source);
    const name = madeFrom ?? docs.path;
    const exampleOnly = exampleOnlyIn(added.source);
    const shown = exampleOnly === undefined ? {} : { exampleOnly };
    return { form: openapi.form, document, broken: [], unknown: [], read: [], text: "", name, ...shown };
  }
  if (madeFrom === undefined || isUrl(madeFrom)) return undefined;
  try {
    return await loadProjectSource(docs, join(root, madeFrom), undefined);
  } catch (error) {
    if (error instanceof CaptureError) return undefined;
    throw error;
  }
}

/** The document of an operation that was added, as code is generated from it. */
export const addedDocumentOf = ({ docs, id, document }: OperationUpdate): AddedDocument => ({
  id,
  file: docs.path,
  document,
});

function makeDocument(docs: ProjectDocs, source: LoadedSource, before: ReadonlySet<string>): Made {
  const { document: overlaid, problems, leftOut } = tryOverlay(source.document, docs.overlay, before);
  const { document, lost: placeless } = withoutLostRules(overlaid);
  const models = [source.document, document].flatMap((one) => allModels(one, source.name));
  const lost = lostCitations(docs.overlay, models);
  const ids = lost.map(({ id }) => id).filter((id) => !placeless.includes(id));
  return {
    document: {
      ...document,
      ...(ids.length === 0 ? {} : { [LOST_CITATIONS]: ids }),
      ...(leftOut.length === 0 ? {} : { [LEFT_OUT]: [...leftOut] }),
    },
    problems,
    placeless: citingEntries(docs.overlay).filter(({ id }) => placeless.includes(id)),
    lost,
  };
}

function leftOf({ root, overlay }: ProjectDocs, made: Made, report: DriftReport): LeftOver[] {
  const lineAt = yamlLines(overlay.text);
  return [
    ...leftOverlay(overlay, made.problems, lineAt),
    ...leftRules(overlay, made, report, lineAt),
    ...leftSentences(overlay, report, lineAt),
    ...leftOperations(overlay, made.document, lineAt),
    ...leftMentions(root, report),
  ];
}
