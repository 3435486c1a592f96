import { json as printable } from "../../core/output/sinks.ts";
import type { ReportFormat } from "./format.ts";

/** The report as data (contract-report/1). */
export const json: ReportFormat = {
  id: "json",
  file: "report.json",
  write: (report) => `${printable(report)}\n`,
};
