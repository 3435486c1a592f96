import { CHECKS } from "../../checks/index.ts";
import { json } from "../../core/output/sinks.ts";
import { PACKAGE_NAME, VERSION } from "../../core/package.ts";
import { fails } from "../../findings/finding.ts";
import { findingText, headingOf } from "../finding-text.ts";
import { operationNames } from "../operation-report.ts";
import type { Report, ReportedFinding } from "../report.ts";
import type { ReportFormat } from "./format.ts";

/** Results of one run that code scanning takes, at most. */
const MOST_RESULTS = 5000;

/** The new findings in SARIF 2.1.0, for code scanning: each at the line of the document that it breaks. */
export const sarif: ReportFormat = {
  id: "sarif",
  file: "report.sarif",
  write: (report) => `${json(logOf(report))}\n`,
};

function logOf(report: Report): object {
  const found = report.findings.filter(fails).slice(0, MOST_RESULTS);
  const ids = [...new Set(found.map(({ check }) => check))];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: PACKAGE_NAME, version: VERSION, rules: ids.map(ruleOf) } },
        automationDetails: { id: `contract/${operationNames(report)}/` },
        invocations: [
          {
            executionSuccessful: report.verdict !== "inconclusive",
            ...(report.reason === undefined
              ? {}
              : { toolExecutionNotifications: [{ level: "warning", message: { text: report.reason } }] }),
          },
        ],
        results: found.map((finding) => resultOf(finding, ids.indexOf(finding.check))),
      },
    ],
  };
}

function ruleOf(id: string): object {
  const claim = CHECKS.find((check) => check.id === id)?.claim ?? id;
  return { id, shortDescription: { text: claim } };
}

/** A file's path as a relative URI; half a character, which no URI can hold, becomes a whole one. */
const addressOf = (file: string): string => encodeURI(Buffer.from(file).toString());

function resultOf(finding: ReportedFinding, ruleIndex: number): object {
  const { check, docs, line, fingerprint, count } = finding;
  const [file = ""] = docs.split("#");
  return {
    ruleId: check,
    ruleIndex,
    level: "error",
    message: { text: `${headingOf(finding)}\n\n${findingText(finding)}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: addressOf(file) },
          region: { startLine: line ?? 1 },
        },
      },
    ],
    partialFingerprints: { "contractFinding/v1": fingerprint },
    occurrenceCount: Math.max(1, count),
  };
}
