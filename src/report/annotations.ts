import type { Annotation } from "../core/output/sinks.ts";
import { fails } from "../findings/finding.ts";
import { findingText, headingOf } from "./finding-text.ts";
import { someOperationNames } from "./operation-report.ts";
import type { Report, ReportedFinding } from "./report.ts";

/** Errors that GitHub shows of one step. */
const MOST_ERRORS = 10;

/**
 * The report as annotations: an error at the line of the document that each new finding breaks, and a warning where there
 * is no verdict.
 */
export function annotationsOf(report: Report): Annotation[] {
  const found = report.findings.filter(fails);
  const shown = found.length > MOST_ERRORS ? found.slice(0, MOST_ERRORS - 1) : found;
  const more = found.length - shown.length;
  return [
    ...shown.map(annotationOf),
    ...(more === 0
      ? []
      : [note("error", `${more} more findings`, found.slice(-more).map(headingOf).join("\n"))]),
    ...(report.reason === undefined
      ? []
      : [note("warning", `${someOperationNames(report)}: ${report.verdict}`, report.reason)]),
    ...(report.leftBehind.length === 0
      ? []
      : [note("warning", `${report.leftBehind.length} left behind`, report.leftBehind.join("\n"))]),
  ];
}

function annotationOf(finding: ReportedFinding): Annotation {
  const [file = ""] = finding.docs.split("#");
  return {
    level: "error",
    file,
    ...(finding.line === undefined ? {} : { line: finding.line }),
    title: headingOf(finding),
    message: findingText(finding),
  };
}

const note = (level: Annotation["level"], title: string, message: string): Annotation => ({
  level,
  title,
  message,
});
