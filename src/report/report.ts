import type { Severity } from "../checks/check.ts";
import { Words } from "../checks/violation/words.ts";
import { shellWord } from "../core/output/sinks.ts";
import { shortened } from "../core/shorten.ts";
import type { CoverageReport } from "../coverage/coverage.ts";
import type { PairMap } from "../coverage/level-coverage.ts";
import type { RunOptions } from "../engine/prepare.ts";
import type { RunResult } from "../engine/run-result.ts";
import type { CaseCount, RunStatistics } from "../engine/run-statistics.ts";
import type { Verdict } from "../engine/verdict.ts";
import { curlLine, shownHeaders } from "../findings/curl.ts";
import type { Deviation, DeviationSummary } from "../findings/deviations.ts";
import { type Finding, type FindingStatus, fails } from "../findings/finding.ts";
import type { Scope } from "../findings/scopes.ts";
import { shrinkPathText } from "../findings/shrink-path.ts";
import type { Adaptation } from "../http/adaptation.ts";
import { type Answer, jsonOf, type Orphan } from "../http/exchange.ts";
import type { StaleRecording } from "../recordings/stale-recordings.ts";
import { redactor, redactValue } from "../redact/secret.ts";
import type { LineOf } from "./document-lines.ts";
import type { FieldReport } from "./field-records.ts";
import { type Noun, nounOf } from "./noun.ts";
import type { TimelineReport } from "./timeline.ts";
import type { NearestBody } from "./working-bodies.ts";

export interface ReportedFinding {
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  /** The known difference that covers it; absent where it is new. */
  readonly deviation?: Deviation;
  /** The scope that `contract accept` gives it: what came back, and for which requests; absent where it is known. */
  readonly scope?: Scope;
  readonly count: number;
  readonly title: string;
  readonly at: string;
  readonly expected: unknown;
  readonly received: unknown;
  /** File and JSON pointer of the clause that is broken. */
  readonly docs: string;
  /** The line of that clause, the first one 1; absent where it was not looked up. */
  readonly line?: number;
  /** The field of the request that it is about, by its name in `fields`; absent where it is about none. */
  readonly field?: string;
  readonly clause: string;
  readonly case: string;
  /** The difference to the planned case, where this one was sent in its place; a replay makes it again. */
  readonly adapted?: Adaptation;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: object;
    readonly body?: unknown;
  };
  readonly response: { readonly status: number; readonly headers: object; readonly body: unknown };
  /** The body that works and differs least from that of the request; absent where there is none. */
  readonly nearest?: NearestBody;
  readonly curl: string;
  readonly replay: string;
  readonly shrunk: boolean;
  /** Path of shrinking from the case's body to this one, which a replay follows. */
  readonly path?: string;
}

/** The result of a run as data: `report.json`. */
export interface Report {
  readonly format: "contract-report/1";
  readonly target: string;
  readonly operation: string;
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
  /** Names of what the operation creates, of one and of several. */
  readonly noun?: Noun;
  /** Recordings whose request today's contract would not send; not judged. */
  readonly orphans: readonly Orphan[];
  /** Recordings that are older than was asked for. */
  readonly stale: readonly StaleRecording[];
}

/** Parts of a report beside a run's result, from consumers of the same events. */
export interface Besides {
  readonly fields?: readonly FieldReport[];
  readonly pairs?: PairMap;
  readonly timeline?: TimelineReport;
  /** The field of a request that a finding is about. */
  readonly fieldOf?: (finding: Finding) => string | undefined;
  readonly nearestOf?: (finding: Finding) => NearestBody | undefined;
  readonly lineOf?: LineOf;
}

/** The report of a run's result. The token is taken out wherever an answer repeats it. */
export function reportOf(result: RunResult, durationMs: number, besides: Besides = {}): Report {
  const { options, orphans } = result.prepared;
  const { target, operation, seed, account, contract } = options;
  const { reason, statistics } = result;
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
    coverage: result.coverage.report(
      [...statistics.reasons].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`)),
    ),
    ...(besides.fields === undefined ? {} : { fields: besides.fields }),
    ...(besides.pairs === undefined ? {} : { pairs: besides.pairs }),
    ...(besides.timeline === undefined ? {} : { timeline: besides.timeline }),
    noun: nounOf(result.prepared.context.underTest.operation),
    orphans,
    stale: options.stale ?? [],
  };
  const redact = redactor(target.token);
  return redactValue(report, redact, (it) => (it instanceof Words ? new Words(redact(it.text)) : undefined));
}

/** Characters of all answers' bodies in a report, and of one where that is spent. */
const MOST_OF_BODIES = 8 * 1024 * 1024;
const MOST_OF_FURTHER = 1000;

function reportedAll(result: RunResult, besides: Besides): ReportedFinding[] {
  let left = MOST_OF_BODIES;
  return result.findings.map((finding) => {
    left -= finding.answer.text.length;
    const scope = finding.status === "known" ? {} : { scope: result.scopeOf(finding) };
    const own = reported(finding, result.prepared.options, left < 0);
    return { ...own, ...placed(finding, besides), ...scope };
  });
}

/** The place of a finding in the contract, and, where it is new, the nearest body that works. */
function placed(finding: Finding, { fieldOf, lineOf, nearestOf }: Besides): Partial<ReportedFinding> {
  const field = fieldOf?.(finding);
  const [line, nearest] = fails(finding)
    ? [lineOf?.(finding.violation.docs), nearestOf?.(finding)]
    : [undefined, undefined];
  return {
    ...(field === undefined ? {} : { field }),
    ...(line === undefined ? {} : { line }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function reported(finding: Finding, { target, contract }: RunOptions, isShortened: boolean): ReportedFinding {
  const { violation, case: tripped, answer } = finding;
  const { method, path, headers, body } = tripped.request;
  return {
    fingerprint: finding.fingerprint,
    check: finding.check,
    severity: finding.severity,
    status: finding.status,
    ...(finding.deviation === undefined ? {} : { deviation: finding.deviation }),
    count: finding.count,
    title: violation.title,
    at: violation.at,
    expected: violation.expected,
    received: violation.received,
    docs: `${contract.document}${violation.docs}`,
    clause: violation.clause,
    case: tripped.id,
    ...(tripped.adapted === undefined ? {} : { adapted: tripped.adapted }),
    request: {
      method,
      path,
      headers: shownHeaders(headers, target.token),
      ...(body === undefined ? {} : { body: tripped.body ?? body }),
    },
    response: {
      status: answer.status,
      headers: answer.headers,
      body: isShortened ? shortened(bodyOf(answer), MOST_OF_FURTHER) : bodyOf(answer),
    },
    curl: curlLine(target.url, tripped.request, target.token),
    replay: `contract replay ${shellWord(finding.fingerprint)}`,
    shrunk: finding.shrunk !== undefined,
    ...(finding.shrunk === undefined ? {} : { path: shrinkPathText(finding.shrunk.path) }),
  };
}

/** The body as JSON, else as text. */
function bodyOf(answer: Answer): unknown {
  const json = jsonOf(answer);
  return json === undefined ? answer.text : json;
}
