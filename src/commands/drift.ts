import { stderr } from "../core/output/printer.ts";
import { leftOut } from "../docs/source/remarks.ts";
import { driftCommand } from "../drift/drift-command.ts";
import { type DriftOutput, printDrift } from "./print-drift.ts";

/** `contract drift`. @returns 1 where the two differ */
export async function drift(
  before: string,
  after: string,
  { operation, ...output }: DriftOutput & { readonly operation?: string },
): Promise<number> {
  const report = await driftCommand(before, after, operation);
  for (const reference of report.unresolved ?? []) stderr.line(leftOut(reference));
  printDrift(report, output);
  return report.drift ? 1 : 0;
}
