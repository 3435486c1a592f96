import { SuiteError } from "../core/errors.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { json as asJson } from "../core/output/sinks.ts";
import { ROOT } from "../core/root.ts";
import { leftOut } from "../docs/source/remarks.ts";
import { type ComparedOperation, compareAll } from "../drift/all-operations.ts";
import { allOperationsText } from "../drift/all-operations-text.ts";
import type { ChangeClass } from "../drift/change.ts";
import type { IgnoredChange } from "../drift/ignored-changes.ts";
import { isReached } from "../drift/severity.ts";
import { annotateDrift, type DriftOutput } from "./print-drift.ts";

interface AllFlags extends DriftOutput {
  readonly least: ChangeClass;
  readonly ignored: readonly IgnoredChange[];
}

/** `contract drift --all`. @returns 1 where a change of some operation counts, or one cannot be read. @throws SuiteError for `--markdown` */
export async function driftAll(
  before: string,
  after: string,
  { least, ignored, report, json = false, markdown = false, annotations }: AllFlags,
): Promise<number> {
  if (report !== undefined)
    throw new SuiteError("--all and --report: expected --json or a table, found both");
  if (markdown) throw new SuiteError("--all and --markdown: expected --json or a table, found both");
  const compared = await compareAll(before, after, ignored);
  for (const reference of compared.unresolved) stderr.line(leftOut(reference));
  stdout.text(json ? `${asJson(compared)}\n` : allOperationsText(compared));
  const changed = compared.operations.flatMap((one) => ("report" in one ? [one.report] : []));
  annotateDrift(changed, { annotations }, ROOT);
  return compared.operations.some((one) => counts(one, least)) ? 1 : 0;
}

/** An operation that goes breaks its callers, and one that comes breaks nobody. */
function counts(one: ComparedOperation, least: ChangeClass): boolean {
  if ("report" in one) return isReached(one.report.changes, least);
  return isReached([{ class: one.status === "added" ? "compatible" : "breaking" }], least);
}
