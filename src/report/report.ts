import type { Severity } from "../checks/check.ts";
import { Words } from "../checks/violation/words.ts";
import { shellWord } from "../core/output/sinks.ts";
import type { CoverageReport } from "../coverage/coverage.ts";
import type { CaseCount, Tally } from "../engine/run-statistics.ts";
import type { Suite } from "../engine/suite.ts";
import { curlLine, shownHeaders } from "../findings/curl.ts";
import type { Deviation, DeviationSummary } from "../findings/deviations.ts";
import { type Finding, type FindingStatus, fails } from "../findings/finding.ts";
import { shrinkPathText } from "../findings/shrink-path.ts";
import { type Answer, jsonOf, type Orphan } from "../http/exchange.ts";
import type { StaleRecording } from "../recordings/stale-recordings.ts";
import { redactor, redactValue } from "../redact/secret.ts";

export type Verdict = "pass" | "fail" | "inconclusive";

export interface ReportedFinding {
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  /** The known difference that covers it; absent where it is new. */
  readonly deviation?: Deviation;
  readonly count: number;
  readonly title: string;
  readonly at: string;
  readonly expected: unknown;
  readonly received: unknown;
  /** File and JSON pointer of the clause that is broken. */
  readonly docs: string;
  readonly clause: string;
  readonly case: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: object;
    readonly body?: unknown;
  };
  readonly response: { readonly status: number; readonly headers: object; readonly body: unknown };
  readonly curl: string;
  readonly replay: string;
  readonly shrunk: boolean;
  /** How shrinking came from the case's body to this one: what a replay follows. */
  readonly path?: string;
}

/** What a run says, as data: `report.json`. */
export interface Report {
  readonly format: "contract-report/1";
  readonly target: string;
  readonly operation: string;
  readonly seed: number;
  /** Marks what the run made: it stands in every value that must be unique. */
  readonly tag: string;
  readonly contract: string;
  readonly durationMs: number;
  readonly verdict: Verdict;
  /** Why the run could not be carried through; absent where it was. */
  readonly reason?: string;
  readonly requests: {
    readonly sent: number;
    readonly retried: number;
    readonly cleanup: number;
    /** Creations whose answer was lost and of which nothing was found: `contract sweep` looks for them again. */
    readonly unknown: number;
  };
  /** Ids that the run made and could not delete. */
  readonly leftBehind: readonly string[];
  readonly findings: readonly ReportedFinding[];
  readonly deviations: DeviationSummary;
  readonly cases: { readonly [kind: string]: CaseCount };
  /** Why cases were not answered: how many for each kind of failure. */
  readonly transport: Tally["transport"];
  readonly checks: {
    readonly [check: string]: { readonly passed: number; readonly failed: number; readonly skipped: number };
  };
  readonly coverage: CoverageReport;
  /** Recordings whose request is none of today's contract any more; not judged. */
  readonly orphans: readonly Orphan[];
  /** Recordings that are older than was asked for. */
  readonly stale: readonly StaleRecording[];
}

/** The report of a suite that has been closed. `token` is taken out wherever an answer repeats it. */
export function reportOf(suite: Suite, durationMs: number): Report {
  const { target, operation, seed, account, contract } = suite.options;
  const findings = suite.findings.all();
  const { reason } = suite;
  const report: Report = {
    format: "contract-report/1",
    target: target.name,
    operation,
    seed,
    tag: account.tag,
    contract: contract.hash,
    durationMs: Math.round(durationMs),
    verdict: findings.some(fails) ? "fail" : reason !== undefined ? "inconclusive" : "pass",
    ...(reason === undefined ? {} : { reason }),
    requests: {
      sent: suite.budget.sent,
      retried: suite.budget.retried,
      cleanup: suite.cleanup.sent,
      unknown: suite.cleanup.unknown,
    },
    leftBehind: suite.cleanup.left,
    findings: findings.map((finding) => reported(finding, suite)),
    deviations: suite.differences.summary(findings),
    cases: suite.tally.cases,
    transport: suite.tally.transport,
    checks: suite.tally.checks,
    coverage: suite.coverage.report(
      [...suite.tally.reasons].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`)),
    ),
    orphans: suite.orphans,
    stale: suite.options.stale ?? [],
  };
  const redact = redactor(target.token);
  return redactValue(report, redact, (it) => (it instanceof Words ? new Words(redact(it.text)) : undefined));
}

function reported(finding: Finding, suite: Suite): ReportedFinding {
  const { target, contract } = suite.options;
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
    request: {
      method,
      path,
      headers: shownHeaders(headers, target.token),
      ...(body === undefined ? {} : { body: tripped.body ?? body }),
    },
    response: { status: answer.status, headers: answer.headers, body: bodyOf(answer) },
    curl: curlLine(target.url, tripped.request, target.token),
    replay: `contract replay ${shellWord(finding.fingerprint)}`,
    shrunk: finding.shrunk !== undefined,
    ...(finding.shrunk === undefined ? {} : { path: shrinkPathText(finding.shrunk.path) }),
  };
}

/** What came as JSON, else as text. */
function bodyOf(answer: Answer): unknown {
  const json = jsonOf(answer);
  return json === undefined ? answer.text : json;
}
