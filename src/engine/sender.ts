import type { Clock } from "../core/clock.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../http/exchange.ts";
import { type Budget, send } from "../http/retry.ts";

/** Sends a run's requests, counted against one ceiling. */
export class Sender {
  readonly #target: Target;
  readonly #budget: Budget;
  readonly #clock: Clock | undefined;

  constructor(target: Target, budget: Budget, clock?: Clock) {
    this.#clock = clock;
    this.#target = target;
    this.#budget = budget;
  }

  /** Number of requests sent, repeats included. */
  get sent(): number {
    return this.#budget.sent;
  }

  /** Number of requests sent by all that share the ceiling. */
  get sentOfAll(): number {
    return this.#budget.sentOfAll;
  }

  /** Number of repeats among them. */
  get retried(): number {
    return this.#budget.retried;
  }

  /** Number of requests left. */
  get left(): number {
    return this.#budget.left;
  }

  /**
   * Sends a case's request.
   * @param budget another ceiling than the run's
   */
  send(request: WireRequest, budget: Budget = this.#budget): Promise<Answer | TransportFailure> {
    return send(this.#target, request, budget, this.#clock);
  }

  /** Sends a request that stands for no case of its own. */
  repeat(request: WireRequest): Promise<Answer | TransportFailure> {
    this.#budget.retried += 1;
    return this.send(request);
  }
}
