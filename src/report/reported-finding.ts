import type { Severity } from "../checks/check.ts";
import { Words } from "../checks/violation/words.ts";
import { shellWord } from "../core/output/sinks.ts";
import { shortened } from "../core/shorten.ts";
import type { RunOptions } from "../engine/prepare.ts";
import type { RunResult } from "../engine/run-result.ts";
import { curlLine, shownHeaders } from "../findings/curl.ts";
import type { Deviation } from "../findings/deviations.ts";
import { type Finding, type FindingStatus, fails } from "../findings/finding.ts";
import type { Scope } from "../findings/scopes.ts";
import { shrinkPathText } from "../findings/shrink-path.ts";
import type { Adaptation } from "../http/adaptation.ts";
import { type Answer, jsonOf } from "../http/exchange.ts";
import { redactor, redactValue } from "../redact/secret.ts";
import type { LineOf } from "./document-lines.ts";
import type { Standing } from "./past-run.ts";
import type { NearestBody } from "./working-bodies.ts";

export interface ReportedFinding {
  readonly fingerprint: string;
  /** The operation in whose part of the run it was found; absent where the run has but one. */
  readonly operation?: string;
  readonly check: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  /** The known difference that covers it; absent where it is new. */
  readonly deviation?: Deviation;
  /** The scope that `contract accept` gives it: what came back, and for which requests; absent where it is known. */
  readonly scope?: Scope;
  readonly count: number;
  /** Number of requests that the run had sent when it showed first. */
  readonly firstRequest: number;
  /** The places of a cause that shows at several. */
  readonly locations?: readonly string[];
  readonly title: string;
  readonly at: string;
  readonly expected: unknown;
  readonly received: unknown;
  /** Those of the two that are words in place of a value, which JSON writes as a text; absent where both are values. */
  readonly inWords?: readonly ("expected" | "received")[];
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
  /** Its standing against the runs before; absent where there were none, and where it does not fail the run. */
  readonly standing?: Standing;
  /** The body that works and differs least from that of the request; absent where there is none. */
  readonly nearest?: NearestBody;
  readonly curl: string;
  readonly replay: string;
  readonly shrunk: boolean;
  /** Path of shrinking from the case's body to this one, which a replay follows. */
  readonly path?: string;
}

/** Whatever is known of a finding beside its exchange, from other consumers of the same events. */
export interface Places {
  /** The field of a request that a finding is about. */
  readonly fieldOf?: (finding: Finding) => string | undefined;
  readonly nearestOf?: (finding: Finding) => NearestBody | undefined;
  readonly lineOf?: LineOf;
}

/** The same value without the token, wherever it is repeated. */
export function withoutToken<T>(value: T, token: string): T {
  const redact = redactor(token);
  return redactValue(value, redact, (it) => (it instanceof Words ? new Words(redact(it.text)) : undefined));
}

/** Characters of all answers' bodies in a report, and of one where that is spent. */
const MOST_OF_BODIES = 8 * 1024 * 1024;
const MOST_OF_FURTHER = 1000;

/** All findings of a run, those that fail it with their place. */
export function reportedAll(result: RunResult, places: Places): ReportedFinding[] {
  let left = MOST_OF_BODIES;
  return result.findings.map((finding) => {
    left -= finding.answer.text.length;
    const scope = finding.status === "known" ? {} : { scope: result.scopeOf(finding) };
    const own = reported(finding, result.prepared.options, left < 0);
    const document = documentOf(result.prepared.options.contract, finding);
    return { ...own, ...placed(finding, document, places), ...scope };
  });
}

/** The place of a finding in the contract, and, where it is new, the nearest body that works. */
function placed(
  finding: Finding,
  document: string,
  { fieldOf, lineOf, nearestOf }: Places,
): Partial<ReportedFinding> {
  const field = fieldOf?.(finding);
  const [line, nearest] = fails(finding)
    ? [lineOf?.(document, finding.violation.docs), nearestOf?.(finding)]
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
    firstRequest: finding.firstRequest,
    ...(finding.locations === undefined ? {} : { locations: finding.locations }),
    title: violation.title,
    at: violation.at,
    expected: violation.expected,
    received: violation.received,
    ...inWordsOf(violation),
    docs: `${documentOf(contract, finding)}${violation.docs}`,
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

function inWordsOf(shown: Pick<ReportedFinding, "expected" | "received">): Pick<ReportedFinding, "inWords"> {
  const inWords = (["expected", "received"] as const).filter((name) => shown[name] instanceof Words);
  return inWords.length === 0 ? {} : { inWords };
}

/** The file that a finding's pointer leads into. */
const documentOf = (
  { operations, document }: RunOptions["contract"],
  { case: { operation } }: Pick<Finding, "case">,
): string => operations[operation]?.document ?? document;

/** The body as JSON, else as text. */
function bodyOf(answer: Answer): unknown {
  const json = jsonOf(answer);
  return json === undefined ? answer.text : json;
}
