import { log, markdown } from "../../core/output/sinks.ts";
import type { Counted } from "../../coverage/level-coverage.ts";
import { fails } from "../../findings/finding.ts";
import {
  acceptCommand,
  differencesOf,
  docsOf,
  headingOf,
  placeOf,
  replayCommand,
  shownValue,
} from "../finding-text.ts";
import { someOperationNames } from "../operation-report.ts";
import type { Report, ReportedFinding } from "../report.ts";
import { leftWords } from "../run-summary.ts";
import type { ReportFormat } from "./format.ts";

/** Lines of each list that are shown: a job's summary holds a mebibyte at most, and readers hold less. */
const SHOWN = 30;

/** Characters of a value that are shown. */
const MOST = 200;

/** The report in Markdown, for a job's summary: the verdict, what is new with the lines to send it again, what was covered, and what is missing. */
export function markdownSummary(report: Report): string {
  const failing = report.findings.filter(fails);
  const { requests, target, seed, reason } = report;
  const parts = [
    `## ${MARKS[report.verdict]} ${markdown(someOperationNames(report))}: ${report.verdict}${leftWords(report)}`,
    ...(reason === undefined ? [] : [markdown(reason)]),
    `${markdown(target)}, seed ${seed}, ${requests.sent} requests (${requests.retried} retried, ${requests.cleanup} to clean up), ${report.durationMs} ms`,
    ...(failing.length === 0
      ? [`No new finding; ${report.deviations.known} known differences.`]
      : ["### New findings", ...failing.slice(0, SHOWN).map(found)]),
    ...(failing.length > SHOWN ? [`… and ${failing.length - SHOWN} more`] : []),
    operationsTable(report),
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

/** A row for each operation of a run of several. */
function operationsTable({ operations = [] }: Report): string {
  if (operations.length === 0) return "";
  const rows = operations.map(({ id, verdict, requests, coverage: { values, pairs, rules } }) => {
    const counts = [values, pairs, rules].map(({ covered, total }) => `${covered} of ${total}`);
    return [markdown(id), `${MARKS[verdict]} ${verdict}`, requests.sent, ...counts].join(" | ");
  });
  return [
    "### Operations",
    "",
    "| Operation | Verdict | Requests | Values | Pairs | Rules |",
    "| --- | --- | ---: | ---: | ---: | ---: |",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `### ${title}\n\n${listed(lines.map((text) => `- ${markdown(text)}`))}`;

function listed(lines: readonly string[]): string {
  const more = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n");
}

/** One finding: what was expected and came, the clause of the docs, and what to copy. */
function found(finding: ReportedFinding): string {
  const { count, expected, received, clause } = finding;
  const facts = [
    `at ${markdown(placeOf(finding), MOST)}`,
    `expected ${shown(expected)}, received ${shown(received)}`,
    ...differencesOf(finding).map((text) => markdown(text, MOST)),
    markdown(clause, MOST),
    markdown(docsOf(finding)),
  ];
  return [
    `#### ${markdown(headingOf(finding), MOST)}${count === 1 ? "" : ` (${count}×)`}`,
    facts.join("<br>\n"),
    code([finding.curl, replayCommand(finding), acceptCommand(finding)]),
  ].join("\n\n");
}

/** Lines to copy, those that are too long left out; nothing in them ends the block. */
function code(lines: readonly string[]): string {
  const short = lines
    .filter((text) => text.length <= MOST_OF_CODE)
    .map((text) => log(text).replaceAll("\n", " "));
  const longest = Math.max(2, ...(short.join("\n").match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}sh`, ...short, fence].join("\n");
}

/** Characters of a line to copy, at most; a longer one stands in the other files of the report. */
const MOST_OF_CODE = 8000;

const shown = (value: unknown): string => markdown(shownValue(value), MOST);

function coverage({ coverage: { values, boundaries, pairs, rules } }: Report): string {
  const ratio = ({ covered, total }: Counted): string => `${covered}/${total}`;
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    row(["values", "boundaries", "pairs", "rules"]),
    row(["---", "---", "---", "---"]),
    row([values, boundaries, pairs, rules].map(ratio)),
  ].join("\n");
}
