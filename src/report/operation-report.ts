import type { Report, ReportedFinding } from "./report.ts";

/** The operations that a report is about, by name. */
export const operationsOf = ({ operation, operations = [] }: Report): readonly string[] =>
  operation === undefined ? operations.map(({ id }) => id) : [operation];

/** The names of the operations in a line. */
export const operationNames = (report: Report): string => operationsOf(report).join(", ");

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
