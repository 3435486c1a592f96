import type { TransportFailure } from "../http/exchange.ts";
import { failureWords } from "./refusal-words.ts";

/** Unanswered cases in a row after which the target counts as out of reach: before any answer, and later. */
const MOST_BEFORE_ANY = 3;
const MOST_LATER = 10;

/** Reasons from outside for stopping a run. */
export interface Stops {
  readonly signal?: AbortSignal | undefined;
  /** The reason why nothing more may be created, where there is one. */
  readonly failure?: () => string | undefined;
}

/** Decides that a run ends before its plan does, and keeps the first reason for it. */
export class GiveUp {
  readonly #stops: Stops;
  #unanswered = 0;
  #isReached = false;
  #reason: string | undefined;

  constructor(stops: Stops = {}) {
    this.#stops = stops;
  }

  /** The reason why the run ends early; reasons from outside count once `isOver` has been read. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** True once some answer was the endpoint's own. */
  get isReached(): boolean {
    return this.#isReached;
  }

  /** True if nothing more is to be sent. */
  get isOver(): boolean {
    if (this.#stops.signal?.aborted) this.because("stopped before the plan was through");
    this.because(this.#stops.failure?.());
    return this.#reason !== undefined;
  }

  /** Ends the run for a reason; goes on where there is none. */
  because(reason: string | undefined): void {
    this.#reason ??= reason;
  }

  /** Notes an answer of the endpoint, whole or not. */
  reached(): void {
    this.#isReached = true;
  }

  /** Notes that a case was answered. */
  answered(): void {
    this.#isReached = true;
    this.#unanswered = 0;
  }

  /**
   * Notes that a case was not answered: ends the run where the target is out of reach, or the account may send no more.
   */
  missed(failure: TransportFailure, requestsLeft: number): void {
    this.#unanswered += 1;
    const most = this.#isReached ? MOST_LATER : MOST_BEFORE_ANY;
    const { reason } = failure;
    const isRefused = reason === "exhausted" || (reason === "rate-limited" && requestsLeft > 0);
    if (isRefused || this.#unanswered >= most) this.because(failureWords(failure));
  }
}
