import { join } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { json as asJson } from "../core/output/sinks.ts";
import { writeFile } from "../core/write-file.ts";
import { projectDocument } from "../docs/project-docs.ts";
import { driftAnnotations } from "../drift/annotations.ts";
import type { DriftReport } from "../drift/change.ts";
import { reportHtml } from "../drift/report-html.ts";
import { reportMarkdown } from "../drift/report-markdown.ts";
import { reportText } from "../drift/report-text.ts";

export interface DriftOutput {
  readonly json?: boolean;
  readonly markdown?: boolean;
  /** The folder for the report in all of its forms. */
  readonly report?: string;
  /** The forge that annotations are for: github. */
  readonly annotations?: string | undefined;
}

/**
 * Annotations of the changes at the lines of the project's document, on standard error; without the option where GitHub runs
 * the command. @throws SuiteError for another forge
 */
export function annotateDrift(
  reports: readonly Pick<DriftReport, "operation" | "changes">[],
  { annotations }: Pick<DriftOutput, "annotations">,
  root: string,
): void {
  if (annotations !== undefined && annotations !== GITHUB)
    throw new SuiteError(`--annotations: expected ${GITHUB}, found ${JSON.stringify(annotations)}`);
  if (annotations === undefined && process.env.GITHUB_ACTIONS !== "true") return;
  const current = projectDocument(root);
  const all = reports.flatMap((report) => driftAnnotations(report, current));
  for (const annotation of all.slice(0, MOST_ANNOTATIONS)) stderr.annotation(annotation);
}

const GITHUB = "github";
/** GitHub shows ten of each level for a step, and some dozens for a job. */
const MOST_ANNOTATIONS = 50;

/**
 * Prints the report in the form asked for, and writes all forms where a folder is given.
 * @returns whether that form must stand alone on standard output. @throws SuiteError for two forms
 */
export function printDrift(
  report: DriftReport,
  { json = false, markdown = false, report: folder }: DriftOutput,
): boolean {
  if (json && markdown) throw new SuiteError("--json and --markdown: expected one of them, found both");
  if (folder !== undefined) for (const [file, write] of FILES) writeFile(join(folder, file), write(report));
  if (json) stdout.text(asText(report));
  else stdout.text(markdown ? reportMarkdown(report) : reportText(report));
  return json || markdown;
}

const asText = (report: DriftReport): string => `${asJson(report)}\n`;

const FILES: readonly (readonly [file: string, write: (report: DriftReport) => string])[] = [
  ["drift.json", asText],
  ["drift.html", reportHtml],
  ["drift.md", reportMarkdown],
  ["drift.txt", reportText],
];
