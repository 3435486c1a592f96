/** The one place to read: plan → case → exchange → checks → findings. */
import type { Account } from "../account/bind.ts";
import {
  type About,
  type Draft,
  type Envelope,
  type KindContext,
  type Planned,
  plan,
  type Scenario,
} from "../cases/kind.ts";
import { expectationOf } from "../cases/shared/expectation.ts";
import { isSuccess, type Memory, newMemory, resourceOf, type Violation } from "../checks/check.ts";
import { CHECKS } from "../checks/index.ts";
import type { Contract } from "../contract/contract.ts";
import { operationOf } from "../contract/documented-operation.ts";
import type { Json } from "../core/json.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import { seedOf } from "../core/seed.ts";
import { Coverage } from "../coverage/coverage.ts";
import { type Deviation, KnownDifferences } from "../findings/deviations.ts";
import { type Finding, Findings, fails, toldBy } from "../findings/finding.ts";
import { fingerprintOf } from "../findings/fingerprint.ts";
import { OperationUnderTest } from "../generation/operation-under-test.ts";
import { type CaseOrigin, identityOf } from "../http/case-origin.ts";
import {
  type Answer,
  type Case,
  type Exchange,
  isFailure,
  type Orphan,
  type Target,
  type TransportFailure,
} from "../http/exchange.ts";
import { Budget, gatewayFailure, isGateway, send } from "../http/retry.ts";
import { Cleanup } from "../journal/cleanup.ts";
import type { Journal } from "../journal/journal.ts";
import { recordedCase } from "../recordings/recorded-case.ts";
import { areAllStale, type StaleRecording } from "../recordings/stale-recordings.ts";
import { Doubts, isCut } from "./confirm.ts";
import { judge } from "./judge.ts";
import { Novelty } from "./novelty.ts";
import { chosenKinds, planCases } from "./plan.ts";
import { type Outcome, Tally } from "./run-statistics.ts";
import { hint, shrink } from "./shrink.ts";

export interface SuiteOptions {
  readonly contract: Contract;
  readonly target: Target;
  readonly operation: string;
  readonly seed: number;
  /** Hard ceiling on the requests sent, clean-up excepted. */
  readonly requests: number;
  readonly only?: readonly string[] | undefined;
  /** How many levels at once the covering rows combine; two unless given. */
  readonly strength?: 2 | 3;
  readonly account: Account;
  readonly userAgent: string;
  /** Where the run notes what it makes before it makes it; in memory alone unless given. */
  readonly journal?: Journal | undefined;
  /** How the live endpoint is known to differ from its docs; nothing unless given. */
  readonly deviations?: readonly Deviation[] | undefined;
  /** Recordings that are older than was asked for. */
  readonly stale?: readonly StaleRecording[];
  /** How many cases are under way at once; one unless given, so that they arrive in order. */
  readonly inFlight?: number;
  /** Stops the run between two cases; what was made is still deleted and reported. */
  readonly signal?: AbortSignal | undefined;
}

/** How many cases in a row may stay unanswered before the target counts as unreachable, or as gone. */
const GIVE_UP_AFTER = 3;
const GIVE_UP_LATER = 10;

/** How many requests shrinking one finding may cost, and which share of a plan gives way to it. */
const MOST_TO_SHRINK = 60;
const SHARE_TO_SHRINK = 0.1;

/** How often the embedded endpoint may be asked to shrink one finding: it costs nobody anything. */
const MOST_ON_SANDBOX = 2000;

/** One run: its cases, played one by one or all at once, and what was found. */
export class Suite {
  readonly options: SuiteOptions;
  readonly underTest: OperationUnderTest;
  readonly tally = new Tally();
  readonly budget: Budget;
  readonly cleanup: Cleanup;
  readonly coverage: Coverage;
  readonly findings: Findings;
  readonly differences: KnownDifferences;
  readonly context: KindContext;
  /** The target, noting for the clean-up what is made. */
  readonly #target: Target;
  readonly #novelty = new Novelty();
  /** Cases whose answers were of a new kind, for fuzzing to mutate. */
  readonly #interesting: CaseOrigin[] = [];
  /** What checks keep from one exchange to the next, for each endpoint whose answers were recorded. */
  readonly #memories = new Map<Case["source"], Memory>();
  /** Recordings that are no requests of today's contract; not judged. */
  readonly orphans: readonly Orphan[];
  readonly #recorded: readonly Case[];
  /** The drafts behind the cases that stand for findings. */
  readonly #drafts = new Map<string, { readonly draft: Draft; readonly kind: string }>();
  /** Refusals that speak of the token rather than of the case, until another answer shows otherwise. */
  readonly #held: { readonly case: Case; readonly answer: Answer }[] = [];
  readonly #doubts: Doubts;
  #unanswered = 0;
  #reached = { endpoint: false, account: false };
  #reason: string | undefined;

  constructor(options: SuiteOptions) {
    const { contract, seed } = options;
    this.options = options;
    this.underTest = new OperationUnderTest(contract, operationOf(contract, options.operation), seed);
    this.context = {
      underTest: this.underTest,
      strength: options.strength ?? 2,
      interesting: this.#interesting,
    };
    this.coverage = new Coverage(this.underTest);
    this.budget = new Budget(options.requests);
    this.cleanup = new Cleanup(contract, this.underTest.operation, options.journal);
    this.#target = this.cleanup.watch(options.target);
    this.differences = new KnownDifferences(options.deviations ?? [], options.target.live === true);
    this.findings = new Findings(this.differences);
    this.#doubts = new Doubts(
      {
        bind: (kind, draft) => this.bind(kind, draft),
        send: (request) => this.#ask(request),
        canAsk: () => this.#reached.endpoint && !options.signal?.aborted && this.budget.left > 0,
      },
      options.target.recorded !== undefined,
    );
    const recorded = (options.target.recorded ?? []).map((one) => recordedCase(one, this.underTest));
    const chosen = chosenKinds(options.only).map(({ id }) => id);
    this.#recorded = recorded.flatMap((one) =>
      "case" in one && (options.only === undefined || chosen.includes(one.case.origin.kind))
        ? [one.case]
        : [],
    );
    this.orphans = recorded.flatMap((one) => ("orphan" in one ? [one.orphan] : []));
  }

  get envelope(): Envelope {
    const { account, target, userAgent } = this.options;
    return { account, token: target.token, userAgent };
  }

  /** What the run sends, in order; made while it is read, so that an endless kind costs no memory. */
  *plan(): Iterable<Planned> {
    const { target } = this.options;
    if (target.recorded === undefined) return yield* planCases(this.context, this.envelope, this.options);
    for (const one of this.#recorded) yield { case: one };
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
    const { requests, inFlight = 1 } = this.options;
    const plan = this.plan()[Symbol.iterator]();
    const worker = async (): Promise<void> => {
      for (let next = plan.next(); !next.done && this.#goesOn; next = plan.next()) {
        await this.play(next.value, onExchange);
        onProgress(this.budget.sent, requests);
      }
    };
    try {
      const ended = await Promise.allSettled(Array.from({ length: inFlight }, worker));
      for (const one of ended) if (one.status === "rejected") throw one.reason;
      if (this.#reason === undefined) await this.#shrinkAll();
    } catch (error) {
      await this.#cleanUp();
      throw error;
    }
    await this.close();
  }

  get #goesOn(): boolean {
    return !this.#isStopped && this.budget.left > this.#kept;
  }

  /** Whether nothing more is to be sent, for a reason of its own. */
  get #isStopped(): boolean {
    if (this.options.signal?.aborted) this.#reason ??= "stopped before the plan was through";
    this.#reason ??= this.cleanup.failure;
    return this.#reason !== undefined;
  }

  async #cleanUp(): Promise<void> {
    await this.cleanup.run(this.options.target, this.envelope);
  }

  /** Requests that the plan leaves for shrinking and for asking again, once there is something to. */
  get #kept(): number {
    const { target, requests } = this.options;
    const toShrink = target.shrinksFree ? 0 : this.#drafts.size * MOST_TO_SHRINK;
    return Math.min(toShrink + this.#doubts.cost, Math.floor(requests * SHARE_TO_SHRINK));
  }

  async #shrinkAll(): Promise<void> {
    for (const finding of this.findings.all()) {
      const known = this.#drafts.get(finding.case.id);
      if (fails(finding) && known?.draft.body !== undefined && known.draft.text === undefined)
        await this.#shrink(finding, known.kind, known.draft);
    }
  }

  /** Sends simpler and simpler bodies while they show the finding; the simplest stands for it from then on. */
  async #shrink(finding: Finding, kind: string, draft: Draft): Promise<void> {
    const budget = this.options.target.shrinksFree ? new Budget(MOST_ON_SANDBOX) : this.budget;
    const most = this.options.target.shrinksFree
      ? MOST_ON_SANDBOX
      : Math.max(0, Math.min(budget.left - this.#doubts.cost, MOST_TO_SHRINK));
    let tries = 0;
    let last: Pick<Finding, "violation" | "case" | "answer"> | undefined;
    const trips = async (body: Json): Promise<boolean> => {
      const bound = plan(
        kind,
        { ...draft, body, name: `${draft.name}/shrunk/${tries++}` },
        this.context,
        this.envelope,
      );
      if ("skipped" in bound || budget.left <= 0 || this.#isStopped) return false;
      const answer = await send(this.#target, bound.case.request, budget);
      if (isFailure(answer)) return false;
      const violation = this.#violationOf(finding, bound.case, answer);
      // A field that comes back as something says more than one that does not come back.
      if (violation && toldBy(violation) < toldBy(finding.violation)) return false;
      if (violation) last = { violation, case: { ...bound.case, ...identityOf(finding.case) }, answer };
      return violation !== undefined;
    };
    const places = this.#placesInBody(finding);
    const start = hint(this.underTest, draft, places, finding.case.seed);
    const hinted = start !== undefined && (await trips(start));
    const { path } = await shrink(
      this.underTest,
      hinted ? { ...draft, body: start } : draft,
      trips,
      most - tries,
    );
    if (last)
      this.findings.shrink(finding.fingerprint, {
        ...last,
        shrunk: { origin: finding.case.id, path: { ...(hinted ? { places } : {}), steps: path } },
      });
  }

  /** The places of the request that a finding's places in the answer speak of. */
  #placesInBody({ violation: { at, also } }: Finding): string[] {
    const pointer = resourceOf(this.underTest.operation)?.pointer ?? "";
    const inBody = (place: string) =>
      pointer !== "" && place.startsWith(`${pointer}/`) ? place.slice(pointer.length) : place;
    return [at, ...(also === undefined ? [] : [also])].map(inBody);
  }

  #violationOf({ fingerprint }: Finding, one: Case, answer: Answer): Violation | undefined {
    for (const { check, violations } of judge(this.options.contract, CHECKS, one, answer)) {
      const found = violations?.find(
        ({ subject }) => fingerprintOf(one.operation, check, subject) === fingerprint,
      );
      if (found) return found;
    }
    return undefined;
  }

  /** Sends what was planned and judges what comes back. @returns the findings that it trips. */
  async play(planned: Planned, onExchange: (exchange: Exchange) => void = () => {}): Promise<Finding[]> {
    if ("skipped" in planned) this.tally.skip(planned.origin.kind, planned.skipped);
    else if ("scenario" in planned)
      return this.#playScenario(planned.origin.kind, planned.scenario, onExchange);
    else {
      const { findings } = await this.#playCase(planned.case, onExchange, planned.draft);
      const { draft } = planned;
      const stands = findings.some((finding) => finding.case.id === planned.case.id && fails(finding));
      if (draft && stands) this.#drafts.set(planned.case.id, { draft, kind: planned.case.origin.kind });
      return findings;
    }
    return [];
  }

  async #playScenario(
    kind: string,
    scenario: Scenario,
    onExchange: (exchange: Exchange) => void,
  ): Promise<Finding[]> {
    const findings: Finding[] = [];
    await scenario.run(async (draft: Draft, about?: About) => {
      const bound = plan(kind, draft, this.context, this.envelope, about);
      if ("skipped" in bound) this.tally.skip(kind, bound.skipped);
      if ("skipped" in bound || this.budget.left <= this.#kept || this.#isStopped) return undefined;
      const played = await this.#playCase(bound.case, onExchange, about ? undefined : draft);
      findings.push(...played.findings);
      return played.answer;
    });
    return findings;
  }

  async #playCase(
    one: Case,
    onExchange: (exchange: Exchange) => void,
    draft?: Draft,
  ): Promise<{ findings: Finding[]; answer?: Answer }> {
    const result = await send(this.#target, one.request, this.budget);
    if (!isFailure(result) && isGateway(result)) {
      this.#doubts.hold({ case: one, answer: result, draft, onExchange });
      this.#miss(gatewayFailure(result));
      return { findings: [] };
    }
    if (isFailure(result) || !isCut(result)) return this.#settle(one, result, onExchange, draft);
    this.#reached.endpoint = true;
    const whole = await this.#doubts.whole({ case: one, answer: result, draft, onExchange });
    return this.#settle(whole.case, whole.result, onExchange, draft);
  }

  #settle(
    one: Case,
    result: Answer | TransportFailure,
    onExchange: (exchange: Exchange) => void,
    draft: Draft | undefined,
  ): { findings: Finding[]; answer?: Answer } {
    if (isFailure(result)) {
      this.#fail(one, result, onExchange);
      this.#miss(result);
      return { findings: [] };
    }
    if (draft && isSuccess(result.status)) this.#doubts.accepted(one.origin.kind, draft);
    return { findings: this.#take(one, result, onExchange), answer: result };
  }

  #fail(one: Case, failure: TransportFailure, onExchange: (exchange: Exchange) => void): void {
    onExchange({ case: one, failure });
    // What the account may not send any more was not sent.
    if (failure.reason === "exhausted") this.tally.skip(one.origin.kind, failure.message);
    else this.tally.fail(one.origin.kind, failure);
  }

  /** Ends the run where the target is out of reach, or the account may send no more. */
  #miss({ reason, message }: TransportFailure): void {
    this.#unanswered += 1;
    const most = this.#reached.endpoint ? GIVE_UP_LATER : GIVE_UP_AFTER;
    const isRefused = reason === "exhausted" || (reason === "rate-limited" && this.budget.left > 0);
    if (isRefused || this.#unanswered >= most) this.#reason ??= message;
  }

  #take(one: Case, answer: Answer, onExchange: (exchange: Exchange) => void): Finding[] {
    onExchange({ case: one, answer });
    if (this.#novelty.isNew(answer)) this.#interesting.push(one.origin);
    this.#unanswered = 0;
    return this.#isHeld(one, answer) ? [] : this.#judge(one, answer);
  }

  /** Holds back a refused token: alone it is no verdict, among other answers it is. */
  #isHeld(one: Case, answer: Answer): boolean {
    this.#reached.endpoint = true;
    if (isSuccess(answer.status)) this.#reached.account = true;
    if (one.expect !== "accept" || (answer.status !== 401 && answer.status !== 403)) return false;
    this.#held.push({ case: one, answer });
    return true;
  }

  /** Sends a request that stands for no case of its own. */
  #ask(request: Case["request"]): Promise<Answer | TransportFailure> {
    this.budget.retried += 1;
    return send(this.#target, request, this.budget);
  }

  #judge(one: Case, answer: Answer): Finding[] {
    const tripped: Finding[] = [];
    const outcomes: { [check: string]: Outcome } = {};
    const memory = this.#memories.get(one.source) ?? newMemory();
    this.#memories.set(one.source, memory);
    for (const { check, violations } of judge(this.options.contract, CHECKS, one, answer, memory)) {
      outcomes[check] = outcomeOf(violations);
      if (violations !== undefined) this.differences.exercise(one.operation, check, one.source);
      for (const violation of violations ?? [])
        tripped.push(this.findings.add(check, violation, one, answer));
    }
    this.tally.judge(one.origin.kind, outcomes);
    if (one.body !== undefined && one.operation === this.underTest.operation.id)
      this.coverage.add(one.body, this.#isValid(one));
    return tripped;
  }

  /** What a kind says must be accepted is valid; what was recorded may have been so by another contract. */
  #isValid({ body, expect, source }: Case): boolean {
    if (expect !== "accept" || body === undefined) return false;
    return source === undefined || expectationOf(body, this.underTest).expect !== "reject";
  }

  /** A draft as a case of this run. */
  bind(kind: string, draft: Draft): Planned {
    return plan(kind, draft, this.context, this.envelope);
  }

  /** The seed that a case has in this run, by its id. */
  seedOfCase(id: string): number {
    return seedOf(this.options.seed, id);
  }

  /** Counts a case as if it were sent and answered. */
  foresee(one: Case): void {
    if (one.body !== undefined) this.coverage.add(one.body, this.#isValid(one));
  }

  /** Settles what was held back, and deletes what was made, whatever goes wrong. Call once, at the end. */
  async close(): Promise<void> {
    const { target, signal } = this.options;
    try {
      await this.#settleDoubts();
    } finally {
      await this.#cleanUp();
    }
    for (const { case: one, answer } of this.#held) {
      if (this.#reached.account) this.#judge(one, answer);
      else this.#reason ??= `${target.name} refuses the token with ${answer.status}: ${TOKEN_ADVICE}`;
    }
    if (signal?.aborted) this.#reason ??= "stopped before the plan was through";
    this.#weigh();
  }

  async #settleDoubts(): Promise<void> {
    const { target } = this.options;
    const { status } = this.#doubts;
    for await (const { case: one, result, onExchange } of this.#doubts.settle(
      target.recorded !== undefined,
    )) {
      if (isFailure(result)) this.#fail(one, result, onExchange);
      else if (isGateway(result)) {
        onExchange({ case: one, answer: result });
        this.#judge(one, result);
      } else this.#take(one, result, onExchange);
    }
    if (status !== undefined && !this.#reached.endpoint)
      this.#reason ??= `${target.name} answered ${status} from a gateway only`;
  }

  /** A verdict speaks of the run only where most of it could be judged. */
  #weigh(): void {
    const { judged, unanswered } = this.tally;
    if (judged === 0)
      this.#reason ??= this.orphans.length > 0 ? "every recording is an orphan" : "no case was answered";
    else if (unanswered > judged)
      this.#reason ??= `only ${judged} of ${judged + unanswered} cases could be judged`;
    if (areAllStale(this.options.target.recorded, this.options.stale))
      this.#reason ??= "every recording is older than --max-age: record again";
  }
}

const TOKEN_ADVICE = `check that ${TOKEN_VARIABLE} is a token of the account, with the scope that the operation needs`;

function outcomeOf(violations: readonly { readonly severity: string }[] | undefined): Outcome {
  if (violations === undefined) return "skipped";
  return violations.some(({ severity }) => severity === "violation") ? "failed" : "passed";
}
