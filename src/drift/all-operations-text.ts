/** The comparison of all operations as a table for a terminal. */
import { log } from "../core/output/sinks.ts";
import type { AllDriftReport, ComparedOperation } from "./all-operations.ts";
import { CHANGE_CLASSES } from "./change.ts";
import { oneLine } from "./report-text.ts";

const WIDTH = 12;

/** A line for each operation that is not the same, the worst first, and the sum of all. */
export function allOperationsText({ operations }: AllDriftReport): string {
  const told = operations.filter(({ status }) => status !== "same").toSorted((a, b) => rank(a) - rank(b));
  const head = `${CHANGE_CLASSES.map((name) => name.padEnd(WIDTH)).join("")}operation`;
  const count = (status: ComparedOperation["status"]): number =>
    operations.filter((one) => one.status === status).length;
  const sum = `${operations.length} operations: ${STATUSES.map((status) => `${count(status)} ${status}`).join(", ")}`;
  return log(`${[...(told.length > 0 ? [head] : []), ...told.map(row), sum].join("\n")}\n`);
}

const STATUSES = ["changed", "added", "removed", "unread", "same"] as const;

/** Operations that are gone come first, and those that are new last. */
function rank(one: ComparedOperation): number {
  if (!("report" in one)) return one.status === "added" ? 9 : one.status === "unread" ? -1 : 0;
  const { changes } = one.report;
  return 1 + Math.min(...changes.map((change) => CHANGE_CLASSES.indexOf(change.class)));
}

function row(one: ComparedOperation): string {
  const line = oneLine(one.line, 200);
  if (!("report" in one)) {
    const words = "reason" in one ? `${line}: ${oneLine(one.reason, 300)}` : line;
    return `${one.status.padEnd(WIDTH * CHANGE_CLASSES.length)}${words}`;
  }
  const { changes } = one.report;
  const counts = CHANGE_CLASSES.map((name) => changes.filter((change) => change.class === name).length);
  return `${counts.map((count) => (count === 0 ? "-" : String(count)).padEnd(WIDTH)).join("")}${line}`;
}
