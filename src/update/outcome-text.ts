import { log } from "../core/output/sinks.ts";
import type { DriftReport } from "../drift/change.ts";
import { countWords, oneLine } from "../drift/report-text.ts";
import { toldOnce } from "../drift/told-once.ts";
import { shownPair } from "../drift/what-differs.ts";
import type { LeftOver } from "./left-over.ts";
import type { PlayedOn } from "./tried.ts";
import type { UpdateOutcome } from "./update.ts";

/** Changes that are named; drift and capture name all of them. */
const MOST_CHANGES = 20;
/** A place is shown whole, however long a real one may be. */
const WHOLE = 400;

/** An update in a few lines: what changed, what was done, and what is left to a person. */
export function outcomeText(outcome: UpdateOutcome, check: boolean): string {
  const { files, left, runs } = outcome;
  const done = [
    ...filesByFolder(files).map((file) => `${check ? "to do   " : "wrote   "} ${file}`),
    ...runs.map(runLine),
    ...(files.length === 0 ? ["nothing to do"] : []),
  ];
  const { reports, source } = outcome;
  const changed = reports.flatMap((report) => changeLines(report, source));
  const lines = [...changed, ...done, ...(left.length > 0 ? ["", "left to you:"] : [])];
  return log(`${[...lines, ...left.flatMap(leftLines)].join("\n")}\n`);
}

/** Several files of one folder are told as one line. */
function filesByFolder(files: readonly string[]): string[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.split("/").slice(0, -1).join("/");
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].flatMap(([folder, all]) =>
    all.length > 2 ? [`${folder}/ (${all.length} files)`] : all,
  );
}

function changeLines(report: DriftReport, source: string): string[] {
  const told = toldOnce(report.changes);
  const shown = told.slice(0, MOST_CHANGES).map(({ change }) => {
    const [before, after] = shownPair(change.before, change.after);
    const at = `${change.at === "" ? "(whole)" : change.at}${change.status === undefined ? "" : ` of ${change.status}`}`;
    return `changed  ${change.class.padEnd(10)} ${change.side.padEnd(9)} ${change.kind} ${oneLine(at, WHOLE)}: ${before} → ${after}`;
  });
  const more = told.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`changed  … and ${more} more; contract drift tells all of them`] : []),
    report.changes.length === 0
      ? `${oneLine(report.operation)}: ${oneLine(source, WHOLE)} says what the project has`
      : `${oneLine(report.operation)}: ${countWords(report)}`,
  ];
}

function runLine({ target, operation, result }: PlayedOn): string {
  const { verdict, requests, reason, findings } = result;
  const found = findings.filter(
    ({ severity, status }) => severity === "violation" && status !== "known",
  ).length;
  const why =
    verdict === "fail" ? `: ${found} findings` : reason === undefined ? "" : `: ${oneLine(reason, WHOLE)}`;
  const what = operation === undefined ? "" : `${oneLine(operation)} `;
  return `ran      ${what}on the ${target}, ${requests.sent} requests: ${verdict}${why}`;
}

const leftLines = ({ isError, file, line, says, todo }: LeftOver): string[] => [
  `${isError ? "error    " : "         "}${file}:${line}: ${says}`,
  `           → ${todo}`,
];
