import pc from "picocolors";
import { Words } from "../../checks/violation/words.ts";
import { log } from "../../core/output/sinks.ts";
import type { Counted } from "../../coverage/level-coverage.ts";
import { fails } from "../../findings/finding.ts";
import { field, fit, WIDTH } from "../columns.ts";
import type { Report, ReportedFinding } from "../report.ts";
import { wrappedCurl } from "../wrapped-curl.ts";
import type { ReportFormat } from "./format.ts";

/** Number of findings that are shown whole; the others stand in the report file. */
const SHOWN = 10;

/**
 * The report for people, in 80 columns: new and expired violations first, a block each; then what is known, fixed and
 * observed, a line each; then coverage and the verdict.
 */
export function terminalReport(report: Report, color: boolean): string {
  const c = pc.createColors(color);
  const violations = report.findings.filter(fails);
  const shown = violations.slice(0, SHOWN).flatMap((finding) => [...block(finding, c), ""]);
  const more = violations.length - SHOWN;
  const others = [
    ...knownLines(report),
    ...fixedLines(report),
    ...observedLines(report),
    ...recordingLines(report),
  ];
  const lines = [
    ...shown,
    ...(more > 0 ? [`… and ${more} more; --report DIR writes them all`, ""] : []),
    ...others,
    ...(others.length > 0 ? [""] : []),
    ...summary(report, c),
  ];
  return log(`${lines.join("\n")}\n`, color);
}

/** The report for people, without colour. */
export const text: ReportFormat = {
  id: "text",
  file: "report.txt",
  write: (report) => terminalReport(report, false),
};

type Colors = ReturnType<typeof pc.createColors>;

/** A finding in at most 12 lines, its curl line included. */
function block(finding: ReportedFinding, c: Colors): string[] {
  const count = finding.count === 1 ? "" : ` (${finding.count}×)`;
  const expired = finding.status === "expired" ? `expired ${finding.deviation?.expires}: ` : "";
  const lines = [
    c.red(c.bold(fit(`✗ ${expired}${finding.check}: ${finding.title}${count}`))),
    ...field("at", finding.at || `${finding.request.method} ${finding.request.path}`, 1),
    ...field("expected", show(finding.expected), 1),
    ...field("received", show(finding.received), 1),
    ...field("docs", finding.clause, 1),
    ...field("", finding.docs, 1),
    ...field("case", `${finding.case}, answered ${finding.response.status}`, 1),
  ];
  const curl = wrappedCurl(finding.curl, WIDTH - 2, MOST_LINES - lines.length);
  // A body that is too long to show is in the curl line, which then stays whole, so that it can be copied.
  const { body } = finding.request;
  const sent = curl || body === undefined ? [] : field("body", show(body), 2);
  return [...lines, ...sent, ...(curl ?? [finding.curl]).map((line) => `  ${c.dim(line)}`)];
}

const MOST_LINES = 12;

/** One line for each known difference that was seen, however many findings it covers. */
function knownLines({ findings }: Report): string[] {
  const seen = new Map<string, { title: string; count: number }>();
  for (const { status, deviation, title, count, fingerprint } of findings) {
    if (status !== "known") continue;
    const covers = deviation?.covers ?? fingerprint;
    const known = seen.get(covers);
    seen.set(covers, known ? { title: covers, count: known.count + count } : { title, count });
  }
  return [...seen.values()].map(({ title, count }) => line("known", count, title));
}

const fixedLines = ({ deviations }: Report): string[] =>
  deviations.fixed.map((covers) => line("fixed", 0, covers));

/** Observations that are new, and those whose entry among the known differences has expired. */
const observedLines = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity, status }) => severity === "observation" && status !== "known")
    .map(({ status, title, count }) => line(status === "expired" ? "expired" : "observed", count, title));

/** Recordings that are not judged any more, up to as many as are shown of findings, and those that are old. */
function recordingLines({ orphans, stale }: Report): string[] {
  const more = orphans.length - SHOWN;
  return [
    ...orphans
      .slice(0, SHOWN)
      .flatMap(({ file, case: caseId, reason }) => [
        fit(`orphan    ${caseId} (${file})`),
        fit(`          ${reason}`),
      ]),
    ...(more > 0 ? [`… and ${more} more orphans; --report DIR writes them all`] : []),
    ...stale.map(({ file, date, ageInDays }) =>
      fit(`stale     ${file}: recorded ${date}, ${ageInDays} days ago`),
    ),
  ];
}

const line = (label: string, count: number, text: string): string =>
  fit(`${label.padEnd(9)} ${`${count}×`.padStart(5)}  ${text}`);

const show = (value: unknown): string => (value instanceof Words ? value.text : JSON.stringify(value));

function summary(report: Report, c: Colors): string[] {
  const { requests, coverage } = report;
  const cases = Object.entries(report.cases).map(([kind, count]) => caseWords(kind, count));
  const lost = Object.entries(report.transport).map(([reason, count]) => `${reason} ${count}`);
  const ratio = ({ covered, total }: Counted) => `${covered}/${total}`;
  const lines = [
    ...field("target", `${report.target}, operation ${report.operation}`, 1),
    ...field("seed", `${report.seed}, tag ${report.tag}`, 1),
    ...field(
      "requests",
      `${requests.sent} sent, ${requests.retried} retried, ${requests.cleanup} to clean up, ${report.durationMs} ms`,
      1,
    ),
    ...field("cases", cases.join(", ") || "none", 3),
    ...(lost.length > 0 ? field("unjudged", `without an answer: ${lost.join(", ")}`, 2) : []),
    ...field("checks", checksLine(report), 3),
    ...field(
      "coverage",
      `values ${ratio(coverage.values)}, boundaries ${ratio(coverage.boundaries)}, pairs ${ratio(coverage.pairs)}, rules ${ratio(coverage.rules)}`,
      2,
    ),
    ...(report.refused === undefined ? [] : field("refused", report.refused, 3)),
    ...(report.leftBehind.length > 0
      ? field("left", `could not be deleted: ${report.leftBehind.join(", ")}`, 3)
      : []),
    ...(requests.unknown > 0
      ? field("unknown", `${requests.unknown} lost answers: contract sweep looks for what they made`, 1)
      : []),
    ...(report.reason === undefined ? [] : field("reason", report.reason, 3)),
  ];
  const paint = report.verdict === "pass" ? c.green : report.verdict === "fail" ? c.red : c.yellow;
  const violations = report.findings.filter(fails).length;
  const found = report.verdict === "fail" ? `: ${violations} finding${violations === 1 ? "" : "s"}` : "";
  return [
    ...lines,
    `  ${"verdict".padEnd(10)}${paint(c.bold(`${report.verdict}${found}`))}${ofHowMany(report)}${leftWords(report)}`,
  ];
}

const caseWords = (kind: string, { sent, failed, skipped, unanswered }: Report["cases"][string]): string => {
  const others = Object.entries({ failed, skipped, unanswered }).filter(([, count]) => count > 0);
  return `${kind} ${sent}${others.map(([word, count]) => ` (${count} ${word})`).join("")}`;
};

/** The number of answered cases among all, where a verdict does not speak of all of them. */
function ofHowMany({ cases }: Report): string {
  const all = Object.values(cases);
  const judged = all.reduce((sum, { sent }) => sum + sent, 0);
  const lost = all.reduce((sum, { unanswered }) => sum + unanswered, 0);
  return lost === 0 || judged === 0 ? "" : `, ${judged} of ${judged + lost} cases judged`;
}

/** The number of things that the run made and could not delete, where there are any. */
export const leftWords = ({ leftBehind }: Pick<Report, "leftBehind">): string =>
  leftBehind.length === 0 ? "" : `, ${leftBehind.length} left behind`;

/** Number of answers that checks judged, and the checks that failed; all others passed. */
function checksLine({ checks }: Report): string {
  const all = Object.entries(checks);
  const judged = all.reduce((sum, [, { passed, failed }]) => sum + passed + failed, 0);
  const failed = all.filter(([, count]) => count.failed > 0).map(([id, count]) => `${id} ${count.failed}`);
  const total = `${judged} judgements by ${all.length} checks`;
  return failed.length === 0 ? `${total}, none failed` : `${total}; failed: ${failed.join(", ")}`;
}
