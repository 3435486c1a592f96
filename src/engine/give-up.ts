import type { TransportFailure } from "../http/exchange.ts";

/** How many cases in a row may stay unanswered before the target counts as out of reach, or as gone. */
const MOST_BEFORE_ANY = 3;
const MOST_LATER = 10;

/** What stops a run from outside. */
export interface Stops {
  readonly signal?: AbortSignal | undefined;
  /** Says why nothing more may be made, where that is so. */
  readonly failure?: () => string | undefined;
}

/** Decides when a run ends before its plan does, and keeps the first reason why. */
export class GiveUp {
  readonly #stops: Stops;
  #unanswered = 0;
  #isReached = false;
  #reason: string | undefined;

  constructor(stops: Stops = {}) {
    this.#stops = stops;
  }

  /** Why the run ends early; what stops it from outside counts once `isOver` has been asked. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Some answer has been the endpoint's own. */
  get isReached(): boolean {
    return this.#isReached;
  }

  /** Nothing more is to be sent. */
  get isOver(): boolean {
    if (this.#stops.signal?.aborted) this.because("stopped before the plan was through");
    const failure = this.#stops.failure?.();
    if (failure !== undefined) this.because(failure);
    return this.#reason !== undefined;
  }

  because(reason: string): void {
    this.#reason ??= reason;
  }

  /** An answer came that is the endpoint's, whole or not. */
  reached(): void {
    this.#isReached = true;
  }

  /** A case has its answer. */
  answered(): void {
    this.#isReached = true;
    this.#unanswered = 0;
  }

  /** A case has none: ends the run where the target is out of reach, or the account may send no more. */
  missed({ reason, message }: TransportFailure, requestsLeft: number): void {
    this.#unanswered += 1;
    const most = this.#isReached ? MOST_LATER : MOST_BEFORE_ANY;
    const isRefused = reason === "exhausted" || (reason === "rate-limited" && requestsLeft > 0);
    if (isRefused || this.#unanswered >= most) this.because(message);
  }
}
