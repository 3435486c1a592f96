import { SuiteError } from "../core/errors.ts";
import { stderr } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import { leftOut } from "../docs/source/remarks.ts";
import { CHANGE_CLASSES, type ChangeClass } from "../drift/change.ts";
import { driftCommand } from "../drift/drift-command.ts";
import { readIgnored, withoutIgnored } from "../drift/ignored-changes.ts";
import { isReached } from "../drift/severity.ts";
import { annotateDrift, type DriftOutput, printDrift } from "./print-drift.ts";

export interface DriftFlags extends DriftOutput {
  readonly operation?: string;
  readonly all?: boolean;
  readonly failOn?: string;
}

/** `contract drift`. @returns 1 where a change is of the class asked for or of a worse one. @throws SuiteError for no class */
export async function drift(
  before: string,
  after: string,
  { operation, all = false, failOn = "annotation", ...output }: DriftFlags,
): Promise<number> {
  const least = changeClass(failOn);
  const ignored = readIgnored(ROOT);
  if (all) {
    if (operation !== undefined)
      throw new SuiteError("--all and --operation: expected one of them, found both");
    const { driftAll } = await import("./drift-all.ts");
    return driftAll(before, after, { least, ignored, ...output });
  }
  const report = withoutIgnored(await driftCommand(before, after, operation), ignored);
  for (const reference of report.unresolved ?? []) stderr.line(leftOut(reference));
  printDrift([report], output);
  annotateDrift([report], output, ROOT);
  return isReached(report.changes, least) ? 1 : 0;
}

function changeClass(word: string): ChangeClass {
  const found = CHANGE_CLASSES.find((name) => name === word);
  if (found !== undefined) return found;
  throw new SuiteError(`--fail-on: expected ${CHANGE_CLASSES.join(", ")}, found ${JSON.stringify(word)}`);
}
