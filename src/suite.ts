/** The one place to read: plan → case → exchange → checks → findings. */
import type { Account } from "./account.ts";
import { type BodySource, bodySource } from "./body/base.ts";
import { sitesOf } from "./body/sites.ts";
import type { Envelope, Planned } from "./cases/kind.ts";
import { recordedCase } from "./cases/recorded.ts";
import { isSuccess } from "./checks/check.ts";
import { CHECKS } from "./checks/index.ts";
import { Cleanup } from "./cleanup.ts";
import type { Contract } from "./contract.ts";
import { Coverage } from "./coverage/coverage.ts";
import { type Answer, type Case, type Exchange, isFailure, type Target } from "./exchange.ts";
import { type Finding, Findings } from "./findings/finding.ts";
import { judge, operationOf } from "./judge.ts";
import { planCases } from "./plan.ts";
import { matches } from "./rules/matches.ts";
import { Budget, isGateway, send } from "./send.ts";
import { type Outcome, Tally } from "./tally.ts";

export interface SuiteOptions {
  readonly contract: Contract;
  readonly target: Target;
  readonly operation: string;
  readonly seed: number;
  /** Hard ceiling on the requests sent, clean-up excepted. */
  readonly requests: number;
  readonly only?: readonly string[] | undefined;
  readonly account: Account;
  readonly userAgent: string;
  /** Stops the run between two cases; what was made is still deleted and reported. */
  readonly signal?: AbortSignal | undefined;
}

/** How many cases in a row may stay unanswered before the target counts as unreachable. */
const GIVE_UP_AFTER = 3;

/** One run: its cases, played one by one or all at once, and what was found. */
export class Suite {
  readonly options: SuiteOptions;
  readonly source: BodySource;
  readonly planned: readonly Planned[];
  readonly tally = new Tally();
  readonly budget: Budget;
  readonly cleanup: Cleanup;
  readonly coverage: Coverage;
  readonly findings = new Findings();
  /** Answers that speak of the way or the token rather than of the case, until another answer shows otherwise. */
  readonly #held: { readonly case: Case; readonly answer: Answer }[] = [];
  #unanswered = 0;
  #reached = { endpoint: false, account: false };
  #reason: string | undefined;

  constructor(options: SuiteOptions) {
    const { contract, target, seed } = options;
    this.options = options;
    this.source = bodySource(contract, operationOf(contract, options.operation));
    const sites = sitesOf(this.source.schema, this.source.docs, contract.schemas);
    this.coverage = new Coverage(this.source, sites);
    this.budget = new Budget(options.requests);
    this.cleanup = new Cleanup(contract, this.source.operation);
    const recorded = target.recorded
      ?.slice(0, options.requests)
      .map((one) => ({ case: recordedCase(one, this.source) }));
    this.planned =
      recorded ?? planCases({ contract, source: this.source, sites, seed }, this.envelope, options);
    for (const one of this.planned) if ("skipped" in one) this.tally.skip(one.kind, one.id, one.skipped);
  }

  get envelope(): Envelope {
    const { account, target, userAgent } = this.options;
    return { account, token: target.token, userAgent };
  }

  get cases(): Case[] {
    return this.planned.flatMap((one) => ("case" in one ? [one.case] : []));
  }

  /** Why no verdict could be reached, where it could not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Every case in turn, until the budget is spent, the target is given up or the run is stopped; then cleans up. */
  async run(
    onProgress: (done: number, of: number) => void = () => {},
    onExchange: (exchange: Exchange) => void = () => {},
  ): Promise<void> {
    const { cases } = this;
    for (const [index, one] of cases.entries()) {
      if (this.options.signal?.aborted || this.#reason !== undefined || this.budget.left <= 0) break;
      await this.play(one, onExchange);
      onProgress(index + 1, cases.length);
    }
    await this.close();
  }

  /** Sends one case and judges what comes back. @returns the findings that it trips. */
  async play(one: Case, onExchange: (exchange: Exchange) => void = () => {}): Promise<Finding[]> {
    const exchange = await this.#exchange(one);
    onExchange(exchange);
    if (exchange.answer === undefined) {
      this.#unanswered += 1;
      this.tally.fail(one.kind, exchange.failure);
      if (this.#unanswered >= GIVE_UP_AFTER && !this.#reached.endpoint)
        this.#reason = exchange.failure?.message;
      return [];
    }
    this.#unanswered = 0;
    this.cleanup.note(exchange.answer);
    return this.#isHeld(one, exchange.answer) ? [] : this.#judge(one, exchange.answer);
  }

  async #exchange(one: Case): Promise<Exchange> {
    const result = await send(this.options.target, one.request, this.budget);
    return isFailure(result) ? { case: one, failure: result } : { case: one, answer: result };
  }

  /** Holds back a gateway's error and a refused token: alone they are no verdict, among other answers they are. */
  #isHeld(one: Case, answer: Answer): boolean {
    const ofGateway = isGateway(answer);
    const ofToken = one.expect === "accept" && (answer.status === 401 || answer.status === 403);
    if (!ofGateway) this.#reached.endpoint = true;
    if (isSuccess(answer.status)) this.#reached.account = true;
    if (!ofGateway && !ofToken) return false;
    this.#held.push({ case: one, answer });
    return true;
  }

  #judge(one: Case, answer: Answer): Finding[] {
    const tripped: Finding[] = [];
    const outcomes: { [check: string]: Outcome } = {};
    for (const { check, violations } of judge(this.options.contract, CHECKS, one, answer)) {
      outcomes[check] =
        violations === undefined
          ? "skipped"
          : violations.some(({ severity }) => severity === "violation")
            ? "failed"
            : "passed";
      for (const violation of violations ?? [])
        tripped.push(this.findings.add(check, violation, one, answer));
    }
    this.tally.judge(one.kind, outcomes);
    if (one.body !== undefined) this.coverage.add(one.body, this.#isValid(one));
    return tripped;
  }

  #isValid({ body }: Case): boolean {
    return (
      body !== undefined &&
      this.source.isValid(body) &&
      this.source.rules.every((rule) => !matches(rule.breaks, body))
    );
  }

  /** Deletes what was made, and settles what was held back. Call once, at the end. */
  async close(): Promise<void> {
    const { target } = this.options;
    if (target.stores) await this.cleanup.run(target, this.envelope);
    for (const { case: one, answer } of this.#held) {
      const says = isGateway(answer) ? this.#reached.endpoint : this.#reached.account;
      if (says) this.#judge(one, answer);
      else
        this.#reason ??= isGateway(answer)
          ? `${target.name} answered ${answer.status} from a gateway only`
          : `${target.name} refuses the token with ${answer.status}: check that HIGHLEVEL_TOKEN is a token of the account, with the scope that the operation needs`;
    }
    if (this.tally.judged === 0) this.#reason ??= "no case was answered";
    else if (this.#held.length === 0 && this.#reached.endpoint) this.#reason = undefined;
  }
}
