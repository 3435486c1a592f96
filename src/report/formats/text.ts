import pc from "picocolors";
import { log } from "../../core/output/sinks.ts";
import { fails } from "../../findings/finding.ts";
import { Columns } from "../columns.ts";
import { findingBlock } from "../finding-block.ts";
import { headingOf } from "../finding-text.ts";
import type { Report } from "../report.ts";
import { runSummary, verdictLine } from "../run-summary.ts";
import type { ReportFormat } from "./format.ts";

/** Number of findings and of recordings that are shown one by one; the others stand in the report file. */
const SHOWN = 10;

/** The amount that is said: the verdict and the names of new findings, what a person needs, or all there is. */
export type Detail = "quiet" | "usual" | "verbose";

export interface TextOptions {
  readonly color?: boolean;
  /** Columns of the terminal; text is whole where there is none. */
  readonly columns?: number | undefined;
  readonly detail?: Detail;
}

/**
 * The report for people: the verdict; new and expired violations, a block each; what is known, fixed, open and covered in a
 * line each; and the verdict again. With `verbose`, each of these is listed.
 */
export function terminalReport(report: Report, options: TextOptions = {}): string {
  const { color = false, detail = "usual" } = options;
  const columns = new Columns(options.columns);
  const c = pc.createColors(color);
  const paint = report.verdict === "pass" ? c.green : report.verdict === "fail" ? c.red : c.yellow;
  const verdict = columns.lines(verdictLine(report)).map((text) => paint(c.bold(text)));
  const failing = report.findings.filter(fails);
  const lines =
    detail === "quiet"
      ? [...verdict, ...failing.map((finding) => columns.fit(`✗ ${headingOf(finding)}`))]
      : [
          ...verdict,
          "",
          ...blocks(report, columns, c, detail),
          ...lists(report, columns, detail),
          ...runSummary(report, columns, c),
        ];
  return log(`${lines.join("\n")}\n`, color);
}

/** The report for people, whole and without colour. */
export const text: ReportFormat = {
  id: "text",
  file: "report.txt",
  write: (report) => terminalReport(report, { detail: "verbose" }),
};

function blocks(
  { findings }: Report,
  columns: Columns,
  c: ReturnType<typeof pc.createColors>,
  detail: Detail,
): string[] {
  const failing = findings.filter(fails);
  const shown = detail === "verbose" ? failing : failing.slice(0, SHOWN);
  const more = failing.length - shown.length;
  return [
    ...shown.flatMap((finding) => [...findingBlock(finding, columns, c), ""]),
    ...(more > 0 ? [columns.fit(`… and ${more} more; --verbose lists them`), ""] : []),
  ];
}

/** Lines before the summary, one by one: recordings that are not judged any more or old, and, where asked for, all else. */
function lists(report: Report, columns: Columns, detail: Detail): string[] {
  const all =
    detail === "verbose" ? [...known(report), ...fixed(report), ...open(report), ...missing(report)] : [];
  const lines = [...all, ...recordings(report)].map((line) => columns.fit(line));
  return lines.length === 0 ? [] : [...lines, ""];
}

/** One line for each known difference that was seen, however many findings it covers. */
function known({ findings }: Report): string[] {
  const seen = new Map<string, { title: string; count: number }>();
  for (const { status, deviation, title, count, fingerprint } of findings) {
    if (status !== "known") continue;
    const covers = deviation?.covers ?? fingerprint;
    const before = seen.get(covers);
    seen.set(covers, before ? { title: covers, count: before.count + count } : { title, count });
  }
  return [...seen.values()].map(({ title, count }) => row("known", count, title));
}

const fixed = ({ deviations }: Report): string[] => deviations.fixed.map((covers) => row("fixed", 0, covers));

/** Observations that are new, and those whose entry among the known differences has expired. */
const open = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity, status }) => severity === "observation" && status !== "known")
    .map(({ status, title, count }) => row(status === "expired" ? "expired" : "observed", count, title));

const missing = ({ coverage }: Report): string[] => coverage.missing.map((gap) => `missing   ${gap}`);

/** Recordings that are not judged any more, up to as many as are shown of findings, and those that are old. */
function recordings({ orphans, stale }: Report): string[] {
  const more = orphans.length - SHOWN;
  return [
    ...orphans
      .slice(0, SHOWN)
      .flatMap(({ file, case: caseId, reason }) => [`orphan    ${caseId} (${file})`, `          ${reason}`]),
    ...(more > 0 ? [`… and ${more} more orphans; --report DIR writes them all`] : []),
    ...stale.map(({ file, date, ageInDays }) => `stale     ${file}: recorded ${date}, ${ageInDays} days ago`),
  ];
}

const row = (label: string, count: number, text: string): string =>
  `${label.padEnd(9)} ${`${count}×`.padStart(5)}  ${text}`;
