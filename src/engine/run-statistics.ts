import { TextSet } from "../core/text-set.ts";
import { leavesUnread } from "../http/answer-limits.ts";
import { type Exchange, excessOf, type TransportFailure } from "../http/exchange.ts";
import type { JudgedEvent, RunEvent } from "./events.ts";
import type { Judgement } from "./judge.ts";
import { failureWords } from "./refusal-words.ts";
import type { Silent } from "./verdict.ts";

/** The outcome of a check on one exchange; `skipped` where it does not apply. */
type Outcome = "passed" | "failed" | "skipped";

function outcomeOf({ violations }: Judgement): Outcome {
  if (violations === undefined) return "skipped";
  return violations.some(({ severity }) => severity === "violation") ? "failed" : "passed";
}

/** An operation that was asked: its answers, and why a request to it brought none. */
export interface Asked {
  readonly operation: string;
  readonly answered: number;
  readonly reason?: string;
}

/** The operations of which nothing is known, because no request to them was answered. */
export const silentAmong = (asked: readonly Asked[]): Silent[] =>
  asked.flatMap(({ operation, answered, reason }) =>
    answered === 0 && reason !== undefined ? [{ operation, reason }] : [],
  );

/** Different reasons that are kept, at most: some hold words of the answer. */
const MOST_REASONS = 100;
const OTHER_REASONS = "for other reasons";

export interface CaseCount {
  /** Cases that were sent and answered. */
  sent: number;
  passed: number;
  failed: number;
  /** Cases that were not sent. */
  skipped: number;
  /** Cases that were sent, but whose answer says nothing of the endpoint. */
  unanswered: number;
}

/** Counts the cases of a run by kind, and the outcomes by check. */
export class RunStatistics {
  readonly cases: { [kind: string]: CaseCount } = {};
  readonly checks: { [check: string]: { passed: number; failed: number; skipped: number } } = {};
  /** Reasons why cases were not sent, or not answered, each with its count. */
  readonly reasons = new Map<string, number>();
  /** Number of unanswered cases, for each kind of failure. */
  readonly transport: { [reason in TransportFailure["reason"]]?: number } = {};
  /** Number of judged cases. */
  judged = 0;
  /** Number of cases that were sent, but whose answer says nothing of the endpoint. */
  unanswered = 0;

  /** Ids of the cases that have failed. */
  readonly #failed = new TextSet();
  readonly #skipped = new Map<string, number>();
  /** For each operation the number of its answers, and of requests to it that brought none. */
  readonly #operations = new Map<string, { answered: number; failure?: TransportFailure }>();

  /** Operations that were asked, with the number of answers, and the reason of the first failure. */
  get asked(): readonly Asked[] {
    return [...this.#operations].map(([operation, { answered, failure }]) => ({
      operation,
      answered,
      ...(failure === undefined ? {} : { reason: failureWords(failure) }),
    }));
  }

  /** The reason why most cases were not sent; undefined where none is known. */
  get mostlySkippedFor(): string | undefined {
    const [most] = [...this.#skipped].toSorted(([, one], [, other]) => other - one);
    return most?.[0];
  }

  /** Operations that were asked and have not given one answer of their own, with the reason of the first failure. */
  get silentOperations(): readonly Silent[] {
    return silentAmong(this.asked);
  }

  add(event: RunEvent): void {
    if (event.type === "skipped") this.#skip(event.origin.kind, event.reason);
    if (event.type === "exchanged") this.#exchange(event.exchange);
    if (event.type === "judged") this.#judge(event);
  }

  #skip(kind: string, reason: string): void {
    this.#of(kind).skipped += 1;
    this.#note(`case ${kind}: ${reason}`);
    if (this.#skipped.has(reason) || this.#skipped.size < MOST_REASONS)
      this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }

  #exchange({ case: { origin, operation }, failure }: Exchange): void {
    const known = this.#operations.get(operation) ?? { answered: 0 };
    if (failure === undefined) this.#operations.set(operation, { ...known, answered: known.answered + 1 });
    else if (failure.reason !== "exhausted") this.#operations.set(operation, { failure, ...known });
    if (failure === undefined) return;
    // A request that the account may not send any more was not sent.
    if (failure.reason === "exhausted") this.#skip(origin.kind, failure.message);
    else this.#fail(origin.kind, failure);
  }

  #fail(kind: string, { reason, message }: TransportFailure): void {
    this.unanswered += 1;
    this.#of(kind).unanswered += 1;
    this.transport[reason] = (this.transport[reason] ?? 0) + 1;
    this.#note(`case ${kind}: ${message}`);
  }

  #judge(event: JudgedEvent): void {
    const { case: judged, judgements, isAgain } = event;
    const isFailed = judgements.some((judgement) => outcomeOf(judgement) === "failed");
    if (!isAgain) this.#countJudged(event, isFailed);
    else if (isFailed && !this.#failed.has(judged.id)) this.#failAfterAll(judged.origin.kind);
    if (isFailed) this.#failed.add(judged.id);
    for (const judgement of judgements) {
      this.checks[judgement.check] ??= { passed: 0, failed: 0, skipped: 0 };
      const outcomes = this.checks[judgement.check];
      if (outcomes) outcomes[outcomeOf(judgement)] += 1;
    }
  }

  #countJudged({ case: { origin }, answer }: JudgedEvent, isFailed: boolean): void {
    if (!isFailed && leavesUnread(excessOf(answer))) {
      this.#leaveUnread(origin.kind);
      return;
    }
    this.judged += 1;
    const count = this.#of(origin.kind);
    count.sent += 1;
    count[isFailed ? "failed" : "passed"] += 1;
  }

  /** Counts a case as failed that has passed before. */
  #failAfterAll(kind: string): void {
    this.#of(kind).passed -= 1;
    this.#of(kind).failed += 1;
  }

  /** Counts a body that could not be judged: it speaks neither for the endpoint nor against it. */
  #leaveUnread(kind: string): void {
    this.unanswered += 1;
    this.#of(kind).unanswered += 1;
    this.#note(`case ${kind}: its answer is too much to be judged`);
  }

  #of(kind: string): CaseCount {
    this.cases[kind] ??= { sent: 0, passed: 0, failed: 0, skipped: 0, unanswered: 0 };
    return this.cases[kind];
  }

  #note(text: string): void {
    const reason = this.reasons.has(text) || this.reasons.size < MOST_REASONS ? text : OTHER_REASONS;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }
}
