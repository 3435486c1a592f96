import { Words } from "../../checks/violation/words.ts";
import { markdown } from "../../core/output/sinks.ts";
import type { Counted } from "../../coverage/level-coverage.ts";
import { fails } from "../../findings/finding.ts";
import type { Report, ReportedFinding } from "../report.ts";
import type { ReportFormat } from "./format.ts";
import { leftWords } from "./text.ts";

/** Lines of each list that are shown: a job's summary holds a mebibyte at most, and readers hold less. */
const SHOWN = 30;

/** Characters of a value that are shown. */
const MOST = 200;

/** The report in Markdown, for a job's summary: the verdict, what is new, what was covered, and what is missing. */
export function markdownSummary(report: Report): string {
  const found = report.findings.filter(fails);
  const { requests, target, operation, seed, reason } = report;
  const parts = [
    `## ${MARKS[report.verdict]} ${markdown(operation)}: ${report.verdict}${leftWords(report)}`,
    ...(reason === undefined ? [] : [markdown(reason)]),
    `${markdown(target)}, seed ${seed}, ${requests.sent} requests (${requests.retried} retried, ${requests.cleanup} to clean up), ${report.durationMs} ms`,
    ...(found.length === 0
      ? [`No new finding; ${report.deviations.known} known differences.`]
      : [`### New findings\n\n${listed(found.map(line))}`]),
    section("Could not be deleted", report.leftBehind),
    section("No longer seen", report.deviations.fixed),
    `### Coverage\n\n${coverage(report)}`,
    section("Missing", report.coverage.missing),
    section(
      "Orphaned recordings",
      report.orphans.map(({ file, case: caseId, reason }) => `${caseId} (${file}): ${reason}`),
    ),
    section(
      "Old recordings",
      report.stale.map(({ file, date, ageInDays }) => `${file}: ${date}, ${ageInDays} days ago`),
    ),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The report in Markdown, for the summary of a CI job. */
export const summary: ReportFormat = { id: "summary", file: "summary.md", write: markdownSummary };

const MARKS = { pass: "✅", fail: "❌", inconclusive: "⚪" } as const;

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `### ${title}\n\n${listed(lines.map((text) => `- ${markdown(text)}`))}`;

function listed(lines: readonly string[]): string {
  const more = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n");
}

function line(finding: ReportedFinding): string {
  const { check, title, count, expected, received, fingerprint, clause } = finding;
  return [
    `- **${markdown(check)}: ${markdown(title, MOST)}** (${count}×)`,
    `expected ${shown(expected)}, received ${shown(received)}`,
    markdown(clause, MOST),
    markdown(fingerprint),
  ].join("<br>\n  ");
}

const shown = (value: unknown): string =>
  markdown(value instanceof Words ? value.text : (JSON.stringify(value) ?? "nothing"), MOST);

function coverage({ coverage: { values, boundaries, pairs, rules } }: Report): string {
  const ratio = ({ covered, total }: Counted): string => `${covered}/${total}`;
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    row(["values", "boundaries", "pairs", "rules"]),
    row(["---", "---", "---", "---"]),
    row([values, boundaries, pairs, rules].map(ratio)),
  ].join("\n");
}
