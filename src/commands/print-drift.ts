import { SuiteError } from "../core/errors.ts";
import { stdout } from "../core/output/printer.ts";
import { json as asJson } from "../core/output/sinks.ts";
import type { DriftReport } from "../drift/change.ts";
import { reportMarkdown } from "../drift/report-markdown.ts";
import { reportText } from "../drift/report-text.ts";

export interface DriftOutput {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Prints the report in the form asked for. @returns whether that form must stand alone on standard output. @throws SuiteError for two forms */
export function printDrift(report: DriftReport, { json = false, markdown = false }: DriftOutput): boolean {
  if (json && markdown) throw new SuiteError("--json and --markdown: expected one of them, found both");
  if (json) stdout.text(`${asJson(report)}\n`);
  else stdout.text(markdown ? reportMarkdown(report) : reportText(report));
  return json || markdown;
}
