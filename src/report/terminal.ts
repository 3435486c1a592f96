import pc from "picocolors";
import { Words } from "../checks/words.ts";
import type { Counted } from "../coverage/coverage.ts";
import type { Report, ReportedFinding } from "./report.ts";

const WIDTH = 80;
/** How many findings are shown whole; the rest stand in the report file. */
const SHOWN = 10;

/** The report for people: new violations first, then what is known, then coverage and the verdict; 80 columns. */
export function terminalReport(report: Report, color: boolean): string {
  const c = pc.createColors(color);
  const violations = report.findings.filter(
    ({ severity, status }) => severity === "violation" && status !== "known",
  );
  const others = report.findings.filter((finding) => !violations.includes(finding));
  const shown = violations.slice(0, SHOWN).flatMap((finding) => [...block(finding, c), ""]);
  const more = violations.length - SHOWN;
  const lines = [
    ...shown,
    ...(more > 0 ? [`… and ${more} more; --report DIR writes them all`, ""] : []),
    ...others.map((finding) =>
      fit(
        `${finding.severity === "violation" ? finding.status : "observed"}  ${finding.title}  (${finding.count}×)`,
      ),
    ),
    ...(others.length > 0 ? [""] : []),
    ...summary(report, c),
  ];
  return `${lines.join("\n")}\n`;
}

type Colors = ReturnType<typeof pc.createColors>;

function block(finding: ReportedFinding, c: Colors): string[] {
  const count = finding.count === 1 ? "" : ` (${finding.count}×)`;
  return [
    c.red(c.bold(fit(`✗ ${finding.check}: ${finding.title}${count}`))),
    ...field("at", finding.at || `${finding.request.method} ${finding.request.path}`, 1),
    ...field("expected", show(finding.expected), 2),
    ...field("received", show(finding.received), 2),
    ...field("docs", finding.clause, 2),
    ...field("", finding.docs, 3),
    ...field("case", `${finding.case}, answered ${finding.response.status}`, 1),
    // The curl line stays whole, so that it can be copied; terminals wrap it.
    `  ${c.dim(finding.curl)}`,
  ];
}

const show = (value: unknown): string => (value instanceof Words ? value.text : JSON.stringify(value));

/** A labelled text, wrapped at words to at most `most` lines. */
function field(label: string, text: string, most: number): string[] {
  const room = WIDTH - 12;
  const words = clean(text)
    .split(" ")
    .flatMap((word) => word.match(new RegExp(`.{1,${room}}`, "gu")) ?? [""]);
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  const kept = lines.slice(0, most).map((one) => (one.length > room ? `${one.slice(0, room - 1)}…` : one));
  const last = kept.at(-1);
  if (lines.length > most && last !== undefined) kept[kept.length - 1] = `${last.slice(0, room - 1)}…`;
  return kept.map((one, index) => `  ${(index === 0 ? label : "").padEnd(10)}${one}`);
}

/** One line, no control characters: an answer must not move the reader's cursor, nor turn the text around. */
const clean = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, " ");

const fit = (text: string): string =>
  clean(text).length > WIDTH ? `${clean(text).slice(0, WIDTH - 1)}…` : clean(text);

function summary(report: Report, c: Colors): string[] {
  const { requests, coverage } = report;
  const cases = Object.entries(report.cases).map(
    ([kind, count]) =>
      `${kind} ${count.sent}${[
        count.failed > 0 ? `${count.failed} failed` : "",
        count.skipped > 0 ? `${count.skipped} skipped` : "",
        count.unanswered > 0 ? `${count.unanswered} unanswered` : "",
      ]
        .filter(Boolean)
        .map((one) => ` (${one})`)
        .join("")}`,
  );
  const checks = Object.entries(report.checks).map(
    ([id, count]) => `${id} ${count.passed}${count.failed > 0 ? ` (${count.failed} failed)` : ""}`,
  );
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
    ...field("checks", checks.join(", ") || "none", 3),
    ...field(
      "coverage",
      `values ${ratio(coverage.values)}, boundaries ${ratio(coverage.boundaries)}, pairs ${ratio(coverage.pairs)}, rules ${ratio(coverage.rules)}`,
      2,
    ),
    ...(report.leftBehind.length > 0
      ? field("left", `could not be deleted: ${report.leftBehind.join(", ")}`, 3)
      : []),
    ...(report.reason === undefined ? [] : field("reason", report.reason, 3)),
  ];
  const paint = report.verdict === "pass" ? c.green : report.verdict === "fail" ? c.red : c.yellow;
  const violations = report.findings.filter(
    ({ severity, status }) => severity === "violation" && status !== "known",
  ).length;
  const found = report.verdict === "fail" ? `: ${violations} finding${violations === 1 ? "" : "s"}` : "";
  return [...lines, `  ${"verdict".padEnd(10)}${paint(c.bold(`${report.verdict}${found}`))}`];
}
