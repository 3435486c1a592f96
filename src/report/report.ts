import type { CoverageReport } from "../coverage/coverage.ts";
import type { PairMap } from "../coverage/level-coverage.ts";
import type { RunResult } from "../engine/run-result.ts";
import type { CaseCount, RunStatistics } from "../engine/run-statistics.ts";
import type { Verdict } from "../engine/verdict.ts";
import type { DeviationSummary } from "../findings/deviations.ts";
import type { Orphan } from "../http/exchange.ts";
import type { StaleRecording } from "../recordings/stale-recordings.ts";
import type { FieldReport } from "./field-records.ts";
import { type Noun, nounOf } from "./noun.ts";
import type { PastRun } from "./past-run.ts";
import { type Places, type ReportedFinding, reportedAll, withoutToken } from "./reported-finding.ts";
import { type ShardRecord, shardRecordOf } from "./shard-record.ts";
import type { TimelineReport } from "./timeline.ts";

export type { ReportedFinding } from "./reported-finding.ts";

/** The result of a run as data: `report.json`. */
export interface Report {
  readonly format: "contract-report/1";
  readonly target: string;
  /** Absent where there are several. */
  readonly operation?: string;
  /** The operations of a run of several; all else are their sums. */
  readonly operations?: readonly OperationReport[];
  readonly seed: number;
  /** The tag of the run's resources: it stands in every value that must be unique. */
  readonly tag: string;
  readonly contract: string;
  readonly durationMs: number;
  readonly verdict: Verdict;
  /** The reason why the run could not be finished; absent where it was. */
  readonly reason?: string;
  readonly requests: {
    readonly sent: number;
    readonly retried: number;
    readonly cleanup: number;
    /** Creations whose answer was lost and of which nothing was found: `contract sweep` looks for them again. */
    readonly unknown: number;
    /** Number of things that the run has created. */
    readonly made?: number;
  };
  /** Ids that the run created and could not delete. */
  readonly leftBehind: readonly string[];
  readonly findings: readonly ReportedFinding[];
  readonly deviations: DeviationSummary;
  readonly cases: { readonly [kind: string]: CaseCount };
  /** Number of unanswered cases, for each kind of failure. */
  readonly transport: RunStatistics["transport"];
  readonly checks: {
    readonly [check: string]: { readonly passed: number; readonly failed: number; readonly skipped: number };
  };
  /** One line on the valid bodies that were refused, with the reasons; absent where none was. */
  readonly refused?: string;
  readonly coverage: CoverageReport;
  /** Every field of the operation's requests. */
  readonly fields?: readonly FieldReport[];
  /** The pairs of values that were sent, by the fields that they are of; absent where there are too many fields to show. */
  readonly pairs?: PairMap;
  readonly timeline?: TimelineReport;
  /** The runs before on the same target, this one last, and the findings of the last one that are gone; absent for the first. */
  readonly history?: { readonly runs: readonly PastRun[]; readonly gone: readonly string[] };
  /** Names of what the operation creates, of one and of several. */
  readonly noun?: Noun;
  /** Recordings whose request today's contract would not send; not judged. */
  readonly orphans: readonly Orphan[];
  /** Recordings that are older than was asked for. */
  readonly stale: readonly StaleRecording[];
  /** The part of the plan that was sent; absent where all of it was. */
  readonly shard?: ShardRecord;
}

/** The part of a report of several operations that is about one of them. */
export interface OperationReport
  extends Pick<
    Report,
    | "verdict"
    | "reason"
    | "requests"
    | "cases"
    | "checks"
    | "coverage"
    | "refused"
    | "fields"
    | "pairs"
    | "noun"
    | "shard"
  > {
  readonly id: string;
}

/** Parts of a report beside a run's result, from consumers of the same events. */
export interface Besides extends Places {
  readonly fields?: readonly FieldReport[];
  readonly pairs?: PairMap;
  readonly timeline?: TimelineReport;
}

/** Reasons why cases were not sent, or not answered, a line each. */
export const reasonLines = (reasons: readonly (readonly [reason: string, count: number])[]): string[] =>
  reasons.map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`));

/** The report of a run's result. The token is taken out wherever an answer repeats it. */
export function reportOf(result: RunResult, durationMs: number, besides: Besides = {}): Report {
  const { options, orphans } = result.prepared;
  const { target, operation, seed, account, contract } = options;
  const { reason, statistics } = result;
  const shard = shardRecordOf(result);
  const report: Report = {
    format: "contract-report/1",
    target: target.name,
    operation,
    seed,
    tag: account.tag,
    contract: contract.hash,
    durationMs: Math.round(durationMs),
    verdict: result.verdict,
    ...(reason === undefined ? {} : { reason }),
    requests: result.requests,
    leftBehind: result.left,
    findings: reportedAll(result, besides),
    deviations: result.deviations,
    cases: statistics.cases,
    transport: statistics.transport,
    checks: statistics.checks,
    ...(result.refused === undefined ? {} : { refused: result.refused }),
    coverage: result.coverage.report(reasonLines([...statistics.reasons])),
    ...(besides.fields === undefined ? {} : { fields: besides.fields }),
    ...(besides.pairs === undefined ? {} : { pairs: besides.pairs }),
    ...(besides.timeline === undefined ? {} : { timeline: besides.timeline }),
    noun: nounOf(result.prepared.context.underTest.operation),
    orphans,
    stale: options.stale ?? [],
    ...(shard === undefined ? {} : { shard }),
  };
  return withoutToken(report, target.token);
}
