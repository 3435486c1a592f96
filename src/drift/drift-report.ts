import { CHANGE_CLASSES, type DriftReport, type FoundChange } from "./change.ts";
import { changeId } from "./change-id.ts";

/** The report on changes, the worst first, each with its id. */
export function driftReport(
  operation: string,
  changes: readonly FoundChange[],
  more: Pick<DriftReport, "overlay" | "unresolved" | "cases" | "unjudged"> = {},
): DriftReport {
  const rank = (change: FoundChange): number => CHANGE_CLASSES.indexOf(change.class);
  const sorted = changes
    .toSorted((a, b) => rank(a) - rank(b))
    .map((change) => ({ id: changeId(operation, change), ...change }));
  return { format: "contract-drift/1", operation, drift: sorted.length > 0, changes: sorted, ...more };
}
