/** One report of the reports of all parts of a plan. */
import { SuiteError } from "../../core/errors.ts";
import { Coverage } from "../../coverage/coverage.ts";
import { refusedLine } from "../../engine/refused-bodies.ts";
import { silentAmong } from "../../engine/run-statistics.ts";
import { type Evidence, inconclusiveReason, verdictOf } from "../../engine/verdict.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { operationNames, reportsByOperation } from "../operation-report.ts";
import { type Report, type ReportedFinding, reasonLines } from "../report.ts";
import { distinct, summed, summedPairs } from "./counts.ts";
import { mergedFields } from "./fields.ts";
import { mergedFindings } from "./findings.ts";
import { togetherReport } from "./operations.ts";
import { isPart, type Part } from "./part.ts";
import { sumsOf } from "./sums.ts";
import { mergedTimeline } from "./timeline.ts";

/**
 * Puts the parts of a plan together, which may be of several operations. @param underTests the operations by name
 * @throws SuiteError for parts of several plans, and for one that is given twice
 */
export function mergeParts(
  all: readonly Part[],
  underTests: ReadonlyMap<string, OperationUnderTest>,
): Report {
  const parts = inOrder(all);
  const merged = [...underTests].map(([id, underTest]) =>
    mergeReports(
      parts
        .flatMap(reportsByOperation)
        .filter((report): report is Part => report.operation === id && isPart(report)),
      underTest,
    ),
  );
  if (merged.length === 1) return togetherReport(merged);
  const timeline = mergedTimeline(parts.flatMap((part) => part.timeline ?? []));
  return {
    ...togetherReport(merged),
    // Of these each operation's report holds what all of them had.
    transport: summed(parts.map(({ transport }) => transport)),
    ...(timeline === undefined ? {} : { timeline }),
  };
}

/**
 * Puts the parts of one operation's plan together: what the whole run would have reported, but that one finding is shown by the simplest
 * request of all parts. A part that is missing leaves a run without findings inconclusive.
 * @throws SuiteError for parts of several plans, and for one that is given twice
 */
export function mergeReports(all: readonly Part[], underTest: OperationUnderTest): Report {
  const parts = inOrder(all);
  const [first] = parts;
  if (first === undefined) throw new SuiteError("no report to merge");
  const findings = mergedFindings(parts.map((part) => part.findings));
  const { shard: _, reason: __, refused: ___, ...kept } = first;
  const evidence = evidenceOf(parts, findings);
  const reason = inconclusiveReason(evidence);
  const refused = refusedOf(parts);
  return {
    ...kept,
    tag: distinct(
      parts.map(({ tag }) => tag),
      String,
    ).join(", "),
    ...sumsOf(parts),
    verdict: verdictOf(evidence),
    ...(reason === undefined ? {} : { reason }),
    ...(refused === undefined ? {} : { refused }),
    leftBehind: parts.flatMap(({ leftBehind }) => leftBehind),
    findings,
    deviations: deviationsOf(parts, findings),
    ...coverageOf(parts, underTest),
    ...besidesOf(parts),
  };
}

/** One line on the valid bodies that were refused in all parts. */
function refusedOf(parts: readonly Part[]): string | undefined {
  const all = parts.map(({ shard }) => shard.refused);
  return refusedLine({
    ...summed(all.map(({ valid, refused, adapted }) => ({ valid, refused, adapted }))),
    reasons: summedPairs(all.map(({ reasons }) => reasons)),
    hasOthers: all.some(({ hasOthers }) => hasOthers),
  });
}

/** The parts by their number. @throws SuiteError where they are not of one plan */
function inOrder(all: readonly Part[]): Part[] {
  const planOf = (part: Part): string =>
    `operation ${operationNames(part)}, seed ${part.seed}, ${part.shard.of} parts of ${part.shard.requests} requests, on ${part.target}, by the contract ${part.contract}`;
  const plans = distinct(all.map(planOf), String);
  if (plans.length > 1)
    throw new SuiteError(`the reports are of several plans: ${plans.join("; and ")}; merge those of one`);
  const indexes = all.map(({ shard }) => shard.index);
  const twice = indexes.find((index, at) => indexes.indexOf(index) !== at);
  if (twice !== undefined) throw new SuiteError(`part ${twice} is there twice; give each part's report once`);
  return all.toSorted((a, b) => a.shard.index - b.shard.index);
}

function evidenceOf(parts: readonly Part[], findings: readonly ReportedFinding[]): Evidence {
  const counts = parts.flatMap(({ cases }) => Object.values(cases));
  const reasons = [...endings(parts), ...missing(parts)];
  return {
    findings,
    reason: reasons.length === 0 ? undefined : reasons.join("; "),
    judged: counts.reduce((sum, { sent }) => sum + sent, 0),
    unanswered: counts.reduce((sum, { unanswered }) => sum + unanswered, 0),
    silent: silentAmong(askedOf(parts)),
    hasOrphans: parts.some(({ orphans }) => orphans.length > 0),
    isStale: parts.every(({ reason }) => reason !== undefined && reason === inconclusiveReason(STALE)),
  };
}

/** Evidence of which nothing is wrong but that all recordings are old. */
const STALE: Evidence = { findings: [], judged: 1, unanswered: 0, isStale: true };

/** Why parts have ended early; a reason that all of them have is told once. */
function endings(parts: readonly Part[]): string[] {
  const ended = parts.flatMap(({ shard }) =>
    shard.ended === undefined ? [] : { ...shard, ended: shard.ended },
  );
  const [first] = ended;
  const areAlike =
    ended.length === parts.length && ended.every(({ ended: reason }) => reason === first?.ended);
  return first !== undefined && areAlike
    ? [first.ended]
    : ended.map((shard) => `part ${shard.index} of ${shard.of}: ${shard.ended}`);
}

function missing(parts: readonly Part[]): string[] {
  const of = parts[0]?.shard.of ?? 0;
  const lost = Array.from({ length: of }, (_, at) => at + 1).filter((index) =>
    parts.every(({ shard }) => shard.index !== index),
  );
  return lost.length === 0 ? [] : [`the report of part ${lost.join(", ")} of ${of} is missing`];
}

function askedOf(parts: readonly Part[]) {
  const all = parts.flatMap(({ shard }) => shard.asked);
  return distinct(all, ({ operation }) => operation).map(({ operation }) => {
    const own = all.filter((one) => one.operation === operation);
    const reason = own.find((one) => one.reason !== undefined)?.reason;
    return {
      operation,
      answered: own.reduce((sum, { answered }) => sum + answered, 0),
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

/** The known differences by all findings: fixed is what no part has seen, and some part could have. */
function deviationsOf(parts: readonly Part[], findings: readonly ReportedFinding[]): Report["deviations"] {
  const seen = distinct(
    findings.filter(({ deviation }) => deviation !== undefined),
    ({ deviation }) => JSON.stringify(deviation),
  );
  const keys = new Set(seen.map(({ deviation }) => JSON.stringify(deviation)));
  const unseen = distinct(
    parts.flatMap(({ shard }) => shard.unseen),
    JSON.stringify,
  );
  return {
    known: seen.filter(({ status }) => status === "known").length,
    expired: seen.filter(({ status }) => status === "expired").length,
    fixed: unseen.filter((one) => !keys.has(JSON.stringify(one))).map(({ covers }) => covers),
  };
}

function coverageOf(
  parts: readonly Part[],
  underTest: OperationUnderTest,
): Pick<Report, "coverage" | "pairs"> {
  const coverage = new Coverage(underTest);
  for (const { shard } of parts) coverage.join(shard.reached);
  const pairs = parts.some((part) => part.pairs !== undefined) ? coverage.pairMap() : undefined;
  const reasons = summedPairs(parts.map(({ shard }) => shard.reasons));
  return { coverage: coverage.report(reasonLines(reasons)), ...(pairs === undefined ? {} : { pairs }) };
}

function besidesOf(parts: readonly Part[]): Pick<Report, "fields" | "timeline"> {
  const fields = mergedFields(parts.flatMap((part) => (part.fields === undefined ? [] : [part.fields])));
  const timeline = mergedTimeline(parts.flatMap((part) => part.timeline ?? []));
  return { ...(fields.length === 0 ? {} : { fields }), ...(timeline === undefined ? {} : { timeline }) };
}
