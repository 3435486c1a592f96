import { setTimeout as pause } from "node:timers/promises";
import { type Answer, isFailure, type Target, type TransportFailure, type WireRequest } from "./exchange.ts";

/** The requests that a run may send, and those it has sent; clean-up is not counted. */
export class Budget {
  sent = 0;
  retried = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get left(): number {
    return this.#most - this.sent;
  }
}

/** How often a request is sent again where the first try says nothing of the endpoint. */
const REPEATS = 2;
const PAUSE_MS = 50;

/** Statuses that a gateway in front of the endpoint answers for it (RFC 9110, 15.6.3 to 15.6.5). */
const GATEWAY = new Set([502, 503, 504]);

export const isGateway = (result: Answer | TransportFailure): boolean =>
  !isFailure(result) && GATEWAY.has(result.status);

/**
 * Sends a request, again where that is safe: a refused connection has reached nobody, and a gateway's 5xx is only the
 * endpoint's own where every repeat brings it.
 */
export async function send(
  target: Target,
  request: WireRequest,
  budget: Budget,
): Promise<Answer | TransportFailure> {
  let first: Answer | TransportFailure | undefined;
  for (let tries = 0; tries <= REPEATS && budget.left > 0; tries++) {
    if (tries > 0) {
      budget.retried += 1;
      await pause(PAUSE_MS * tries);
    }
    budget.sent += 1;
    const result = await target.send(request);
    first ??= result;
    if (isFailure(result) ? result.reason !== "refused" : !isGateway(result)) return result;
  }
  return first ?? { reason: "other", message: "no request left to send it with" };
}
