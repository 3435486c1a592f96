import { expectationOf } from "../cases/shared/expectation.ts";
import { isSuccess } from "../contract/resource.ts";
import { Coverage, type CoverageReport, type Reached } from "../coverage/coverage.ts";
import type { PairMap } from "../coverage/level-coverage.ts";
import { type Deviation, type DeviationSummary, KnownDifferences } from "../findings/deviations.ts";
import { type Finding, Findings } from "../findings/finding.ts";
import { type Scope, Scopes } from "../findings/scopes.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import type { Case } from "../http/exchange.ts";
import { areAllStale } from "../recordings/stale-recordings.ts";
import type { CleanedUpEvent, EndedEvent, JudgedEvent, RunEvent, ShrunkEvent } from "./events.ts";
import { isUnrecorded, type PreparedRun } from "./prepare.ts";
import { RefusedBodies, type RefusedCounts } from "./refused-bodies.ts";
import { RunStatistics } from "./run-statistics.ts";
import { type Evidence, inconclusiveReason, type Verdict, verdictOf } from "./verdict.ts";

/** Nothing sent, nothing left: the values until an event states others. */
const NOT_CLEANED_UP: Omit<CleanedUpEvent, "type"> = { sent: 0, left: [], unknown: 0, made: 0 };
const NOT_ENDED: Omit<EndedEvent, "type"> = { sent: 0, retried: 0 };

/** The result of a run's events, each part from the events alone. */
export class RunResult {
  readonly prepared: PreparedRun;
  readonly statistics = new RunStatistics();
  readonly coverage: CaseCoverage;
  readonly #refused: RefusedBodies;
  readonly #differences: KnownDifferences;
  readonly #findings: Findings;
  readonly #scopes: Scopes;
  #cleanedUp = NOT_CLEANED_UP;
  #sent = 0;
  #ended = NOT_ENDED;

  constructor(prepared: PreparedRun) {
    const { deviations = [], target, contract, account } = prepared.options;
    this.prepared = prepared;
    this.coverage = new CaseCoverage(prepared.context.underTest);
    this.#refused = new RefusedBodies(prepared.context.underTest.operation.id);
    this.#differences = new KnownDifferences(deviations, target.live === true);
    this.#findings = new Findings(this.#differences);
    this.#scopes = new Scopes(contract, account.tag);
  }

  /** Takes in the next event. */
  add(event: RunEvent): void {
    this.statistics.add(event);
    if (event.type === "exchanged") this.#sent = event.sent;
    if (event.type === "judged") this.#judge(event);
    if (event.type === "shrunk") this.#shrink(event);
    if (event.type === "cleaned-up") this.#cleanedUp = event;
    if (event.type === "ended") this.#ended = event;
  }

  #judge({ case: judged, answer, judgements }: JudgedEvent): void {
    this.coverage.add(judged, isSuccess(answer.status));
    this.#refused.add(judged, answer);
    for (const { check, violations } of judgements) {
      if (violations === undefined) continue;
      this.#differences.exercise(check, judged);
      this.#scopes.judged(check, judged, answer);
      this.#findings.judged(check, judged, violations.length > 0);
      for (const violation of violations) {
        const finding = this.#findings.add(check, violation, judged, answer, this.#sent);
        this.#scopes.add(finding, { violation, case: judged, answer });
      }
    }
  }

  #shrink(event: ShrunkEvent): void {
    const { violation, case: simplest, answer, shrunk } = event;
    this.#findings.shrink(event, { violation, case: simplest, answer, shrunk });
  }

  /** One line on the valid bodies that were refused, with the reasons; undefined where none was. */
  get refused(): string | undefined {
    return this.#refused.line;
  }

  /** The counts behind `refused`. */
  get refusedCounts(): RefusedCounts {
    return this.#refused.counts;
  }

  /** The known differences that this run could have seen and did not. */
  get unseen(): readonly Deviation[] {
    return this.#differences.unseen(this.findings);
  }

  /** The reason why the run has ended early, or why its answers say nothing; undefined where neither is so. */
  get ended(): string | undefined {
    return this.#ended.reason;
  }

  /** Violations first, then by how many exchanges show them. */
  get findings(): Finding[] {
    return this.#findings.all();
  }

  /** The scope of a known difference that covers a finding, and no more than the run has shown of it. */
  scopeOf(finding: Finding): Scope {
    return this.#scopes.scopeOf(finding);
  }

  /** The known differences after the run. */
  get deviations(): DeviationSummary {
    return this.#differences.summary(this.findings);
  }

  get verdict(): Verdict {
    return verdictOf(this.#evidence);
  }

  /** The reason why no verdict could be reached; undefined where one could. */
  get reason(): string | undefined {
    return inconclusiveReason(this.#evidence);
  }

  get #evidence(): Evidence {
    const { orphans, options } = this.prepared;
    return {
      findings: this.findings,
      reason: this.#ended.reason,
      judged: this.statistics.judged,
      unanswered: this.statistics.unanswered,
      skippedFor: this.statistics.mostlySkippedFor,
      silent: this.statistics.silentOperations,
      unrecorded: isUnrecorded(options) ? options.operation : undefined,
      hasOrphans: orphans.length > 0,
      isStale: areAllStale(options.target.recorded, options.stale),
    };
  }

  /** Number of requests sent, of repeats among them, of clean-up requests, of requests with an unknown outcome, and of what was created. */
  get requests(): { sent: number; retried: number; cleanup: number; unknown: number; made: number } {
    const { sent, retried } = this.#ended;
    const { sent: cleanup, unknown, made } = this.#cleanedUp;
    return { sent, retried, cleanup, unknown, made };
  }

  /** Ids that the run made and could not delete. */
  get left(): readonly string[] {
    return this.#cleanedUp.left;
  }
}

/** Coverage by whole cases: by those that a run has judged, or that a plan would send. */
export class CaseCoverage {
  readonly #underTest: OperationUnderTest;
  readonly #coverage: Coverage;

  constructor(underTest: OperationUnderTest) {
    this.#underTest = underTest;
    this.#coverage = new Coverage(underTest);
  }

  /**
   * Counts a case as answered; one of another operation, or without the body in JSON that it takes, covers nothing, and a
   * valid one that was refused covers no value.
   */
  add(answered: Case, isAccepted = true): void {
    const { operation, body, parameters = this.#underTest.baseParameters } = answered;
    const { id, requestBody } = this.#underTest.operation;
    if (operation !== id || (requestBody && body === undefined)) return;
    this.#coverage.add(
      { ...parameters, ...(body === undefined ? {} : { body }) },
      isAccepted && this.#isValid(answered),
    );
  }

  /**
   * True if a body is valid: one that its kind calls valid is not checked again, unless it was recorded, perhaps by
   * another contract.
   */
  #isValid({ body, expect, source }: Case): boolean {
    if (expect !== "accept") return false;
    return (
      source === undefined || body === undefined || expectationOf(body, this.#underTest).expect !== "reject"
    );
  }

  /** The pairs of values by the fields that they are of; undefined where they have not been counted, or are too many. */
  pairMap(): PairMap | undefined {
    return this.#coverage.pairMap();
  }

  /** The goals that were reached, for several runs of one plan to be put together. */
  reached(): Reached {
    return this.#coverage.reached();
  }

  /** @param reasons of cases that were not sent, or not answered */
  report(reasons: readonly string[] = []): CoverageReport {
    return this.#coverage.report(reasons);
  }
}

/** Collects all events of a run into its result. */
export async function resultOf(prepared: PreparedRun, events: AsyncIterable<RunEvent>): Promise<RunResult> {
  const result = new RunResult(prepared);
  for await (const event of events) result.add(event);
  return result;
}
