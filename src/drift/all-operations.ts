import { unnamedPath } from "../contract/path-template.ts";
/** All operations of two documents compared: the release of a whole API. */
import { SuiteError } from "../core/errors.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { loadDocument, operationOfDocument, type WholeDocument } from "../docs/source/whole-document.ts";
import type { DriftReport, UnresolvedReference } from "./change.ts";
import { modelOf, sourcesDrift } from "./drift-command.ts";
import { type IgnoredChange, withoutIgnored } from "./ignored-changes.ts";

/** One operation in both documents, or in one of them. */
export type ComparedOperation = { readonly line: string } & (
  | { readonly status: "same" | "changed"; readonly report: DriftReport }
  | { readonly status: "added" | "removed" }
  | { readonly status: "unread"; readonly reason: string }
);

/** The report on two documents as data. */
export interface AllDriftReport {
  readonly format: "contract-drift-all/1";
  readonly before: string;
  readonly after: string;
  readonly drift: boolean;
  readonly operations: readonly ComparedOperation[];
  /** The references of all operations that lead nowhere, each once. */
  readonly unresolved: readonly UnresolvedReference[];
}

/** Compares each operation with the one of the same method and path; one that cannot be read is told and stops no other. */
export async function compareAll(
  before: string,
  after: string,
  ignored: readonly IgnoredChange[],
): Promise<AllDriftReport> {
  const [old, now] = [await loadDocument(before), await loadDocument(after)];
  const operations: ComparedOperation[] = [];
  const successors = new Map(now.lines.toReversed().map((line) => [unnamedPath(line), line]));
  for (const line of old.lines) {
    const other = successors.get(unnamedPath(line));
    operations.push(
      other === undefined
        ? { line, status: "removed" }
        : await compareOne([old, line], [now, other], ignored),
    );
  }
  const known = new Set(old.lines.map(unnamedPath));
  for (const line of now.lines) if (!known.has(unnamedPath(line))) operations.push({ line, status: "added" });
  const unresolved = operations.flatMap((operation) =>
    "report" in operation ? (operation.report.unresolved ?? []) : [],
  );
  const once = new Map(unresolved.map((reference) => [`${reference.name} ${reference.ref}`, reference]));
  const drift = operations.some(({ status }) => status !== "same");
  return { format: "contract-drift-all/1", before, after, drift, operations, unresolved: [...once.values()] };
}

type Place = readonly [document: WholeDocument, line: string];

async function compareOne(
  [old, before]: Place,
  [now, after]: Place,
  ignored: readonly IgnoredChange[],
): Promise<ComparedOperation> {
  try {
    const source = await operationOfDocument(old, before);
    const known = modelOf(source);
    const report = withoutIgnored(
      sourcesDrift(source, await operationOfDocument(now, after, { known }), known),
      ignored,
    );
    return { line: before, status: report.drift ? "changed" : "same", report };
  } catch (error) {
    if (!(error instanceof CaptureError || error instanceof SuiteError)) throw error;
    return { line: before, status: "unread", reason: error.message };
  }
}
