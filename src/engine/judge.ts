import type { Check, Judged, Violation } from "../checks/check.ts";
import { documentedStatus, type Memory, newMemory } from "../checks/check.ts";
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
  const reported: string[] = [];
  return checks.map((check) => {
    const found = check.judge(exchange);
    if (found === undefined) return { check: check.id };
    const violations = found.filter(
      ({ at }) => at === "" || !reported.some((location) => at === location || at.startsWith(`${location}/`)),
    );
    reported.push(...violations.filter(({ at }) => at !== "").map(({ at }) => at));
    return { check: check.id, violations };
  });
}

function judged(contract: Contract, tried: Case, answer: Answer, memory: Memory): Judged {
  const documented = documentedOperation(contract, tried.operation);
  const { operation } = documented;
  const exchange: Judged = { contract, operation, documented, case: tried, answer, memory };
  const wantsJson = documentedStatus(exchange) !== undefined || answer.text !== "";
  const json = wantsJson ? jsonOf(answer) : undefined;
  return json === undefined ? exchange : { ...exchange, json };
}
