import { type Finding, fails } from "../findings/finding.ts";

/** `inconclusive` where no verdict could be reached, which is never a pass. */
export type Verdict = "pass" | "fail" | "inconclusive";

/** An operation that was asked and has not given one answer of its own, and why. */
export interface Silent {
  readonly operation: string;
  readonly reason: string;
}

/** The facts of a run's events on which the verdict depends. */
export interface Evidence {
  readonly findings: readonly Pick<Finding, "severity" | "status">[];
  /** The reason why the run ended early, or why its answers say nothing; absent where neither is so. */
  readonly reason?: string | undefined;
  /** Number of judged cases, and of sent cases whose answer says nothing of the endpoint. */
  readonly judged: number;
  readonly unanswered: number;
  /** The reason why most cases were not sent. */
  readonly skippedFor?: string | undefined;
  readonly silent?: readonly Silent[];
  /** True if some recordings are requests that today's contract would not send. */
  readonly hasOrphans?: boolean;
  /** The operation that the recordings are asked for and hold nothing of. */
  readonly unrecorded?: string | undefined;
  /** Every recording is older than was asked for. */
  readonly isStale?: boolean;
}

/**
 * The reason why no verdict could be reached; undefined where one could. A verdict speaks of the run only where most of
 * it was judged.
 */
export function inconclusiveReason(evidence: Evidence): string | undefined {
  const { reason, judged, unanswered, skippedFor, unrecorded, silent = [], hasOrphans, isStale } = evidence;
  if (reason !== undefined) return reason;
  if (judged === 0 && unrecorded !== undefined)
    return `there is no recording of ${unrecorded}: npx contract record --operation ${unrecorded} --target URL makes them`;
  if (judged === 0 && hasOrphans) return "every recording is an orphan";
  if (judged === 0 && unanswered === 0 && skippedFor) return `no case was sent: ${skippedFor}`;
  if (judged === 0) return "no case was answered";
  if (unanswered > judged) return `only ${judged} of ${judged + unanswered} cases could be judged`;
  const [first] = silent;
  if (first !== undefined) {
    const all = silent.map(({ operation }) => operation).join(", ");
    return `${all} could not be judged: not one request to it was answered, ${first.reason}`;
  }
  return isStale ? "every recording is older than --max-age: record again" : undefined;
}

/** The verdict; a finding fails a run even where the run could not be finished. */
export function verdictOf(evidence: Evidence): Verdict {
  if (evidence.findings.some(fails)) return "fail";
  return inconclusiveReason(evidence) === undefined ? "pass" : "inconclusive";
}
