import { join } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { json as asJson } from "../core/output/sinks.ts";
import { addedOperations } from "../core/project.ts";
import { writeFile } from "../core/write-file.ts";
import { addedDocs } from "../docs/added/added-docs.ts";
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
  const added = addedOperations(root);
  const all = reports.flatMap((report) => {
    const isAdded = added.includes(report.operation);
    return driftAnnotations(report, isAdded ? addedDocs(root, report.operation).current : current);
  });
  for (const annotation of all.slice(0, MOST_ANNOTATIONS)) stderr.annotation(annotation);
}

const GITHUB = "github";
/** GitHub shows ten of each level for a step, and some dozens for a job. */
const MOST_ANNOTATIONS = 50;

/**
 * Prints the reports in the form asked for, and writes all forms where a folder is given; of several, the files of all but the
 * first have the operation's id in their names.
 * @returns whether that form must stand alone on standard output. @throws SuiteError for two forms
 */
export function printDrift(
  reports: readonly DriftReport[],
  { json = false, markdown = false, report: folder }: DriftOutput,
): boolean {
  if (json && markdown) throw new SuiteError("--json and --markdown: expected one of them, found both");
  if (folder !== undefined) writeDrift(reports, folder);
  if (json) stdout.text(asText(together(reports)));
  else stdout.text(reports.map(markdown ? reportMarkdown : reportText).join("\n"));
  return json || markdown;
}

function writeDrift(reports: readonly DriftReport[], folder: string): void {
  for (const [index, report] of reports.entries()) {
    const name = index === 0 ? "drift" : `drift-${report.operation}`;
    for (const [suffix, write] of FILES) writeFile(join(folder, `${name}.${suffix}`), write(report));
  }
}

/** One report as it is; of several, the first one with the list of all. */
function together(reports: readonly DriftReport[]): object {
  const [first, ...others] = reports;
  if (first === undefined || others.length === 0) return { ...first };
  return { ...first, drift: reports.some(({ drift }) => drift), operations: reports };
}

const asText = (report: object): string => `${asJson(report)}\n`;

const FILES: readonly (readonly [suffix: string, write: (report: DriftReport) => string])[] = [
  ["json", asText],
  ["html", reportHtml],
  ["md", reportMarkdown],
  ["txt", reportText],
];
