import type { Check, Judged, Violation } from "../checks/check.ts";
import { type Memory, newMemory } from "../checks/check.ts";
import { isRefusalInDisguise } from "../checks/violation/refusal-in-disguise.ts";
import { OTHERS } from "../checks/violation/subject.ts";
import type { Contract } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import { type Answer, type Case, jsonOf } from "../http/exchange.ts";

/** The judgement of one check on one exchange. */
export interface Judgement {
  readonly check: string;
  /** Absent where the check does not apply. */
  readonly violations?: readonly Violation[];
}

/**
 * Runs every check on one exchange; where two report the same location of the answer, only the violation of the first
 * counts.
 */
export function judge(
  contract: Contract,
  checks: readonly Check[],
  tried: Case,
  answer: Answer,
  memory = newMemory(),
): Judgement[] {
  const exchange = judged(contract, tried, answer, memory);
  const reported = new Set<string>();
  const isDisguised = isRefusalInDisguise(exchange);
  return checks.map((check) => {
    const found = isDisguised && check.judgesDisguised !== true ? undefined : check.judge(exchange);
    if (found === undefined) return { check: check.id };
    const violations = found.filter(({ at }) => !isReported(at, reported));
    for (const { at, also } of violations) reported.add(at).add(also ?? at);
    return { check: check.id, violations: withinLimit(violations) };
  });
}

/** True if a location, or one around it, is in a set; the whole is never. */
function isReported(at: string, reported: ReadonlySet<string>): boolean {
  for (let end = at.length; end > 0; end = at.lastIndexOf("/", end - 1))
    if (reported.has(at.slice(0, end))) return true;
  return false;
}

/** Violations of one check in one answer that are reported one by one, at most. */
const MOST_VIOLATIONS = 500;

/** The first of the violations, and one for the rest that are about something else: it is as severe as the worst of them. */
function withinLimit(violations: readonly Violation[]): readonly Violation[] {
  if (violations.length <= MOST_VIOLATIONS) return violations;
  const subjects = new Set(violations.slice(0, MOST_VIOLATIONS).map(subjectKey));
  const rest = violations.slice(MOST_VIOLATIONS).filter((one) => !subjects.has(subjectKey(one)));
  const worst = rest.find(({ severity }) => severity === "violation") ?? rest[0];
  const kept = violations.slice(0, MOST_VIOLATIONS);
  if (worst === undefined) return kept;
  const title = `${rest.length} more in one answer, the first of them: ${worst.title}`;
  return [...kept, { ...worst, subject: { kind: "named", name: OTHERS }, title }];
}

const subjectKey = ({ subject }: Violation): string => JSON.stringify(subject);

function judged(contract: Contract, tried: Case, answer: Answer, memory: Memory): Judged {
  const documented = documentedOperation(contract, tried.operation);
  const { operation } = documented;
  const exchange: Judged = { contract, operation, documented, case: tried, answer, memory };
  const json = jsonOf(answer);
  return json === undefined ? exchange : { ...exchange, json };
}
