import { driftCommand } from "../drift/drift-command.ts";
import { type DriftOutput, printDrift } from "./print-drift.ts";

/** `contract drift`. @returns 1 where the two differ */
export async function drift(
  before: string,
  after: string,
  { operation, ...output }: DriftOutput & { readonly operation?: string },
): Promise<number> {
  const report = await driftCommand(before, after, operation);
  printDrift(report, output);
  return report.drift ? 1 : 0;
}
