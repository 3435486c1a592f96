import type { Counted } from "../coverage/level-coverage.ts";
import { fails } from "../findings/finding.ts";
import type { Columns } from "./columns.ts";
import type { Colors } from "./finding-block.ts";
import { nextStep } from "./next-step.ts";
import { counted, grouped, type Noun, things } from "./noun.ts";
import { someOperationNames } from "./operation-report.ts";
import type { Report } from "./report.ts";

/** The verdict in a line, with what it is about. */
export function verdictLine(report: Report): string {
  const { verdict, target, reason } = report;
  const on = `${someOperationNames(report)} on ${target}`;
  if (verdict === "pass") return `pass: nothing new about ${on}`;
  if (verdict === "fail") return `fail: ${findingsOf(report)} in ${on}`;
  return `inconclusive: ${on}: ${reason}`;
}

function findingsOf({ findings }: Report): string {
  return things(findings.filter(fails).length, "finding");
}

/** A run in lines for people, the verdict last. */
export function runSummary(report: Report, columns: Columns, c: Colors): string[] {
  const paint = report.verdict === "pass" ? c.green : report.verdict === "fail" ? c.red : c.yellow;
  const found = report.verdict === "fail" ? `: ${findingsOf(report)}` : "";
  const verdict = `${report.verdict}${found}`;
  return [
    ...factsOf(report).flatMap(([label, text, most]) =>
      text === undefined ? [] : columns.field(label, text, most),
    ),
    ...nextLines(report, columns),
    `  ${"verdict".padEnd(10)}${paint(c.bold(verdict))}${ofHowMany(report)}${leftWords(report)}`,
  ];
}

/** Texts of our own are shown whole; such as come from outside have an end. */
type Fact = readonly [label: string, text: string | undefined, mostLines?: number];

function factsOf(report: Report): Fact[] {
  const { requests, leftBehind, refused, reason } = report;
  const lost = Object.entries(report.transport).map(([why, count]) => `${why} ${count}`);
  return [
    ["target", targetLine(report), 2],
    ["seed", `${report.seed}, tag ${report.tag}`, 3],
    ["requests", requestsLine(report)],
    ["cases", casesLine(report)],
    ["unjudged", lost.length > 0 ? `without an answer: ${lost.join(", ")}` : undefined],
    ...operationLines(report),
    ["checks", checksLine(report)],
    ["coverage", coverageLine(report)],
    ["known", knownLine(report)],
    ["fixed", fixedLine(report)],
    ["open", openLine(report)],
    ["history", historyLine(report)],
    ["refused", refused, 3],
    ["left", leftBehind.length > 0 ? `could not be deleted: ${leftBehind.join(", ")}` : undefined, 3],
    [
      "unknown",
      requests.unknown > 0
        ? `${requests.unknown} lost answers: contract sweep looks for what they made`
        : undefined,
      2,
    ],
    ["reason", reason, 3],
  ];
}

/** The part of the plan that was sent, where it was not all of it. */
const partWords = ({ shard }: Report): string =>
  shard === undefined ? "" : `, part ${shard.index} of ${shard.of}`;

const targetLine = (report: Report): string =>
  report.operations === undefined
    ? `${report.target}, operation ${report.operation}${partWords(report)}`
    : `${report.target}, ${report.operations.length} operations${partWords(report)}`;

/** A line for each operation of a run of several. */
const operationLines = ({ operations = [] }: Report): Fact[] =>
  operations.map(({ id, verdict, cases, coverage: { values, pairs } }, index) => {
    const judged = Object.values(cases).reduce((sum, { sent }) => sum + sent, 0);
    const share = ({ covered, total }: Counted, name: string): string =>
      total === 0 ? "" : `, ${grouped(covered)} of ${grouped(total)} ${name}`;
    const text = `${id}: ${verdict}, ${grouped(judged)} cases${share(values, "values")}${share(pairs, "pairs")}`;
    return [index === 0 ? "each" : "", text, 2];
  });

function nextLines(report: Report, columns: Columns): string[] {
  const next = nextStep(report);
  if (next === undefined) return [];
  const page = report.verdict === "fail" ? "; --report DIR writes a page to look at" : "";
  const does = `${next.does}${page}`;
  return next.command === undefined
    ? columns.field("next", does)
    : columns.commandWith("next", next.command, does);
}

function requestsLine({ requests, leftBehind, noun, durationMs }: Report): string {
  const again = requests.retried === 0 ? "" : `, ${grouped(requests.retried)} of them again`;
  const { made = 0 } = requests;
  const deleted =
    leftBehind.length === 0 ? "all deleted" : `${grouped(Math.max(0, made - leftBehind.length))} deleted`;
  const ofMade = made === 0 ? "" : `; ${counted(made, noun ?? NOUN)} made, ${deleted}`;
  const more = requests.cleanup === 0 ? "" : ` (${things(requests.cleanup, "further request")})`;
  return `${grouped(requests.sent)} sent in ${seconds(durationMs)}${again}${ofMade}${more}`;
}

const NOUN: Noun = { one: "resource", several: "resources" };

const seconds = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : minutes(ms));
const minutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;

/** Cases by kind, and why some were not sent or not answered. What failed, findings tell. */
function casesLine({ cases }: Report): string {
  const all = Object.entries(cases).map(([kind, { sent, skipped, unanswered }]) => {
    const others = Object.entries({ skipped, unanswered }).filter(([, count]) => count > 0);
    return `${kind} ${sent}${others.map(([word, count]) => ` (${count} ${word})`).join("")}`;
  });
  return all.join(", ") || "none";
}

/** Number of judgements, and of those that new findings rest on; what is known is told beside. */
function checksLine({ checks, findings }: Report): string {
  const all = Object.entries(checks);
  const judged = all.reduce((sum, [, { passed, failed }]) => sum + passed + failed, 0);
  const counts = new Map<string, number>();
  for (const { check, count } of findings.filter(fails)) counts.set(check, (counts.get(check) ?? 0) + count);
  const failed = [...counts].map(([id, count]) => `${id} ${count}`);
  const total = `${grouped(judged)} judgements by ${all.length} checks`;
  return failed.length === 0 ? `${total}, nothing new` : `${total}; failed: ${failed.join(", ")}`;
}

function coverageLine({ coverage: { values, boundaries, pairs, rules } }: Report): string {
  const of = ({ covered, total }: Counted, name: string): string =>
    total === 0
      ? `no ${name}`
      : covered === total
        ? `all ${grouped(total)} ${name}`
        : `${grouped(covered)} of ${grouped(total)} ${name}`;
  return [
    of(values, "values"),
    of(boundaries, "boundaries"),
    of(pairs, "pairs"),
    of(rules, "rules kept and broken"),
  ].join(", ");
}

const VERBOSE = "--verbose lists them";

function knownLine({ findings, deviations }: Report): string | undefined {
  const known = findings.filter(({ status }) => status === "known");
  if (known.length === 0) return undefined;
  const shown = known.reduce((sum, { count }) => sum + count, 0);
  return `${things(deviations.known, "known difference")} from the docs, seen ${grouped(shown)} times; ${VERBOSE}`;
}

const fixedLine = ({ deviations: { fixed } }: Report): string | undefined =>
  fixed.length === 0
    ? undefined
    : `${things(fixed.length, "known difference")} not seen, though this run could have; ${VERBOSE}`;

function openLine({ findings }: Report): string | undefined {
  const open = findings.filter(({ severity, status }) => severity === "observation" && status !== "known");
  return open.length === 0 ? undefined : `${things(open.length, "thing")} the docs leave open; ${VERBOSE}`;
}

/** Findings that have come and gone since the last run; undefined where nothing has, or there was none. */
export function historyLine({ history, findings }: Report): string | undefined {
  const last = history?.runs.at(-2);
  if (history === undefined || last === undefined) return undefined;
  const fresh = findings.filter(({ standing }) => standing?.runs === 1).length;
  const gone = history.gone.length;
  const when = `the run of ${last.at.slice(0, 16).replace("T", " ")} UTC`;
  const told = [
    ...(fresh === 0 ? [] : [`${things(fresh, "finding")} new since ${when}`]),
    ...(gone === 0 ? [] : [`${things(gone, "finding")} gone${fresh === 0 ? ` since ${when}` : ""}`]),
  ];
  return told.length === 0 ? undefined : told.join(", ");
}

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
