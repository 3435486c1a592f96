import { type Check, type Memory, newMemory } from "../checks/check.ts";
import { CHECKS } from "../checks/index.ts";
import { lifecycle } from "../checks/lifecycle.ts";
import { madeOnce } from "../checks/made-once.ts";
import type { Contract } from "../contract/contract.ts";
import type { Showing } from "../findings/deviations.ts";
import { type Finding, Findings } from "../findings/finding.ts";
import type { Answer, Case } from "../http/exchange.ts";
import type { FoundEvent, JudgedEvent } from "./events.ts";
import { judge } from "./judge.ts";

/** Judges a run's answers one after the other, and gathers the findings. */
export class Judging {
  readonly #contract: Contract;
  readonly #findings: Findings;
  /** State of the checks across exchanges, for each endpoint whose answers were recorded. */
  readonly #memories = new Map<Case["source"], Memory>();

  constructor(contract: Contract, findings = new Findings()) {
    this.#contract = contract;
    this.#findings = findings;
  }

  /** The findings so far. */
  get findings(): readonly Finding[] {
    return this.#findings.all();
  }

  /** True if an exchange shows a finding in the finding's own status. */
  shows(finding: Finding, showing: Showing): boolean {
    return this.#findings.statusOf(finding, showing) === finding.status;
  }

  /** Judges one answer: a `judged` event, and a `found` event for each violation. */
  judge(judged: Case, answer: Answer): [JudgedEvent, ...FoundEvent[]] {
    return this.#judge(CHECKS, judged, answer);
  }

  /** Judges once more a list, by what else it must hold. */
  judgeListed(judged: Case, answer: Answer): [JudgedEvent, ...FoundEvent[]] {
    const [event, ...found] = this.#judge([lifecycle], judged, answer);
    return [{ ...event, isAgain: true }, ...found];
  }

  /** Judges once more an answer whose request has made what lists show now. */
  judgeMade(judged: Case, answer: Answer): [JudgedEvent, ...FoundEvent[]] {
    const [event, ...found] = this.#judge([madeOnce], judged, answer);
    return [{ ...event, isAgain: true }, ...found];
  }

  #judge(checks: readonly Check[], judged: Case, answer: Answer): [JudgedEvent, ...FoundEvent[]] {
    const memory = this.#memories.get(judged.source) ?? newMemory();
    this.#memories.set(judged.source, memory);
    const judgements = judge(this.#contract, checks, judged, answer, memory);
    for (const { check, violations } of judgements)
      if (violations !== undefined) this.#findings.judged(check, judged, violations.length > 0);
    const found = judgements.flatMap(({ check, violations = [] }) =>
      violations.map((violation): FoundEvent => {
        return { type: "found", finding: this.#findings.add(check, violation, judged, answer) };
      }),
    );
    return [{ type: "judged", case: judged, answer, judgements }, ...found];
  }
}
