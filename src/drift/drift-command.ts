import { loadSource } from "../docs/source/load-source.ts";
import { type DriftReport, driftReport } from "./change.ts";
import { compareOperations } from "./compare-operations.ts";
import { operationModel } from "./operation-model.ts";

/**
 * Compares two sources of any form with nothing of the project in between; throws `CaptureError`. Without `operation` the second
 * source may hold several: the one that the first has is taken.
 */
export async function driftCommand(before: string, after: string, operation?: string): Promise<DriftReport> {
  const wanted = operation === undefined ? {} : { operation };
  const from = operationModel((await loadSource(before, wanted)).document, before);
  const to = operationModel((await loadSource(after, { ...wanted, preferred: from.id })).document, after);
  return driftReport(to.id, compareOperations(from, to));
}
