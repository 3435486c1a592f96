import type { Report, ReportedFinding } from "./report.ts";

/** The operations that a report is about, by name. */
export const operationsOf = ({ operation, operations = [] }: Report): readonly string[] =>
  operation === undefined ? operations.map(({ id }) => id) : [operation];

/** The names of all operations, by which two reports are known to be about the same ones. */
export const operationNames = (report: Report): string => operationsOf(report).join(", ");

/** Operations that are all named in a line. */
const MOST_NAMED = 5;

/** The names of the operations in a line for people: all of a few, else the first ones and how many more there are. */
export function someOperationNames(report: Report): string {
  const all = operationsOf(report);
  if (all.length <= MOST_NAMED) return all.join(", ");
  const named = all.slice(0, MOST_NAMED - 1);
  return `${named.join(", ")} and ${all.length - named.length} more`;
}

/** A report of several operations as one of each of them; any other report itself. */
export function reportsByOperation(report: Report): readonly Report[] {
  const { operations, ...whole } = report;
  if (operations === undefined) return [report];
  const { refused: _, fields: __, pairs: ___, reason: ____, ...kept } = whole;
  return operations.map(({ id, ...own }) => ({
    ...kept,
    ...own,
    operation: id,
    findings: report.findings.filter((finding) => isOf(finding, id)),
  }));
}

const isOf = ({ operation }: ReportedFinding, id: string): boolean => operation === id;
