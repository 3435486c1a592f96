/** The comparison of all operations as a table for a terminal. */
import { log } from "../core/output/sinks.ts";
import type { AllDriftReport, ComparedOperation } from "./all-operations.ts";
import { CHANGE_CLASSES } from "./change.ts";
import { oneLine } from "./report-text.ts";
import { toldOnce } from "./told-once.ts";

const WIDTH = 12;

/** A line for each operation that is not the same, the worst first, and the sum of all. */
export function allOperationsText({ operations }: AllDriftReport): string {
  const told = operations.filter(({ status }) => status !== "same").toSorted((a, b) => rank(a) - rank(b));
  const head = `${CHANGE_CLASSES.map((name) => name.padEnd(WIDTH)).join("")}operation`;
  const count = (status: ComparedOperation["status"]): number =>
    operations.filter((operation) => operation.status === status).length;
  const sum = `${operations.length} operations: ${STATUSES.map((status) => `${count(status)} ${status}`).join(", ")}`;
  return log(`${[...(told.length > 0 ? [head] : []), ...told.map(row), sum].join("\n")}\n`);
}

const STATUSES = ["changed", "added", "removed", "unread", "same"] as const;

/** Operations that are gone come first, and those that are new last. */
function rank(operation: ComparedOperation): number {
  if (!("report" in operation))
    return operation.status === "added" ? 9 : operation.status === "unread" ? -1 : 0;
  const { changes } = operation.report;
  return 1 + Math.min(...changes.map((change) => CHANGE_CLASSES.indexOf(change.class)));
}

function row(operation: ComparedOperation): string {
  const line = oneLine(operation.line, 200);
  if (!("report" in operation)) {
    const words = "reason" in operation ? `${line}: ${oneLine(operation.reason, 300)}` : line;
    return `${operation.status.padEnd(WIDTH * CHANGE_CLASSES.length)}${words}`;
  }
  const told = toldOnce(operation.report.changes);
  const counts = CHANGE_CLASSES.map((name) => told.filter(({ change }) => change.class === name).length);
  return `${counts.map((count) => (count === 0 ? "-" : String(count)).padEnd(WIDTH)).join("")}${line}`;
}
