import { type Finding, fails } from "../findings/finding.ts";

/** `inconclusive` where no verdict could be reached, which is never a pass. */
export type Verdict = "pass" | "fail" | "inconclusive";

/** What a run's events say, as far as the verdict depends on it. */
export interface Evidence {
  readonly findings: readonly Pick<Finding, "severity" | "status">[];
  /** Why the run ended early, or its answers say nothing; absent where neither is so. */
  readonly reason?: string | undefined;
  /** How many cases were judged, and how many were sent and said nothing of the endpoint. */
  readonly judged: number;
  readonly unanswered: number;
  /** Some recordings are no requests of today's contract. */
  readonly hasOrphans?: boolean;
  /** Every recording is older than was asked for. */
  readonly isStale?: boolean;
}

/** Why no verdict could be reached; undefined where one could. A verdict speaks of the run only where most of it was judged. */
export function inconclusiveReason(evidence: Evidence): string | undefined {
  const { reason, judged, unanswered, hasOrphans, isStale } = evidence;
  if (reason !== undefined) return reason;
  if (judged === 0) return hasOrphans ? "every recording is an orphan" : "no case was answered";
  if (unanswered > judged) return `only ${judged} of ${judged + unanswered} cases could be judged`;
  return isStale ? "every recording is older than --max-age: record again" : undefined;
}

/** What was found fails a run even where it could not be carried through. */
export function verdictOf(evidence: Evidence): Verdict {
  if (evidence.findings.some(fails)) return "fail";
  return inconclusiveReason(evidence) === undefined ? "pass" : "inconclusive";
}
