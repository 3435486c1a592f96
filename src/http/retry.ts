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

/** How often a request is sent again where a try says nothing of the endpoint, and where there were too many. */
const REPEATS = 2;
const REPEATS_OF_TOO_MANY = 5;

/** The first pause before a repeat, in milliseconds; each further one is twice as long. */
const PAUSE_MS = 500;
const PAUSE_ON_LOOPBACK_MS = 25;

/** Statuses that a gateway in front of the endpoint answers for it (RFC 9110, 15.6.3 to 15.6.5). */
const GATEWAY = new Set([502, 503, 504]);

export const isGateway = (result: Answer | TransportFailure): boolean =>
  !isFailure(result) && GATEWAY.has(result.status);

/** What a gateway answered in place of the endpoint, as the failure that it is. */
export const gatewayFailure = (answer: Answer): TransportFailure => ({
  reason: "gateway",
  message: `a gateway answered ${answer.status} in place of the endpoint`,
  answer,
});

/** Whether sending a request twice is the same as once; a creation sent twice makes two (RFC 9110 §9.2.2). */
export const isRepeatable = ({ method }: WireRequest): boolean => method === "GET" || method === "DELETE";

/** Why a request has reached nobody, so that it has done nothing whatever it is; and why it may have been done unheard. */
const REACHED_NOBODY = ["refused", "dns"];
const LOST = ["reset", "timeout"];

/**
 * Sends a request, again where that is safe: what reached nobody always is, what was lost on the way only where it may
 * be done twice. A creation whose answer was lost is never sent again.
 */
export async function send(
  target: Target,
  request: WireRequest,
  budget: Budget,
): Promise<Answer | TransportFailure> {
  let result: Answer | TransportFailure = { reason: "other", message: "no request left to send it with" };
  let lost: TransportFailure | undefined;
  for (let tries = 0; budget.left > 0; tries++) {
    if (tries > 0) {
      budget.retried += 1;
      await pause((target.loopback ? PAUSE_ON_LOOPBACK_MS : PAUSE_MS) * 2 ** (tries - 1));
    }
    budget.sent += 1;
    result = await target.send(request);
    if (isFailure(result) && result.reason === "exhausted") budget.sent -= 1;
    if (tries >= repeatsOf(request, result)) break;
    lost ??= lossIn(result);
  }
  return lost && isUnclear(request, result) ? lost : result;
}

/** How often a request may be repeated after such a result. */
function repeatsOf(request: WireRequest, result: Answer | TransportFailure): number {
  if (!isFailure(result)) return isGateway(result) && isRepeatable(request) ? REPEATS : 0;
  if (result.reason === "rate-limited") return REPEATS_OF_TOO_MANY;
  const isSafe = isRepeatable(request) && LOST.includes(result.reason);
  return isSafe || REACHED_NOBODY.includes(result.reason) ? REPEATS : 0;
}

/** A try that may have done what it asked without our hearing of it. */
function lossIn(result: Answer | TransportFailure): TransportFailure | undefined {
  if (isFailure(result)) return LOST.includes(result.reason) ? result : undefined;
  return gatewayFailure(result);
}

/** A deletion that is refused after an earlier try was lost: that try may have deleted, so that nobody is to blame. */
const isUnclear = ({ method }: WireRequest, result: Answer | TransportFailure): boolean =>
  method === "DELETE" && !isFailure(result) && result.status >= 300 && !isGateway(result);
