import { type Clock, SYSTEM_CLOCK } from "../core/clock.ts";
import { type Answer, isFailure, type Target, type TransportFailure, type WireRequest } from "./exchange.ts";

/** The requests that a run may send, and those it has sent; clean-up is not counted. */
export class Budget {
  #sent = 0;
  retried = 0;
  readonly #most: number;
  readonly #whole: Budget | undefined;

  /** @param whole the ceiling of which this is a part, which counts the same requests */
  constructor(most: number, whole?: Budget) {
    this.#most = most;
    this.#whole = whole;
  }

  get sent(): number {
    return this.#sent;
  }

  set sent(count: number) {
    if (this.#whole) this.#whole.sent += count - this.#sent;
    this.#sent = count;
  }

  /** Number of requests sent under the whole ceiling. */
  get sentOfAll(): number {
    return this.#whole?.sentOfAll ?? this.#sent;
  }

  get left(): number {
    return Math.min(this.#most - this.#sent, this.#whole?.left ?? Number.POSITIVE_INFINITY);
  }
}

/**
 * Times that a request is repeated after a failure that says nothing of the endpoint, and after 429 (too many
 * requests).
 */
const REPEATS = 2;
const REPEATS_OF_TOO_MANY = 5;

/** The first pause before a repeat, in milliseconds; each further one is twice as long. */
const PAUSE_MS = 500;
const PAUSE_ON_LOOPBACK_MS = 25;

/**
 * Statuses that an intermediary in front of the endpoint answers for it: 502 to 504 (RFC 9110, 15.6.3 to 15.6.5), and 520 to
 * 530, which content delivery networks use where the server behind them cannot be reached or gives no proper answer.
 */
const isGatewayStatus = (status: number): boolean =>
  (status >= 502 && status <= 504) || (status >= 520 && status <= 530);

export const isGateway = (result: Answer | TransportFailure): boolean =>
  !isFailure(result) && isGatewayStatus(result.status);

/** A gateway's answer in place of the endpoint's, as a transport failure. */
export const gatewayFailure = (answer: Answer): TransportFailure => ({
  reason: "gateway",
  message: `a gateway answered ${answer.status} in place of the endpoint`,
  answer,
});

/** True if sending a request twice is the same as once; a creation sent twice makes two (RFC 9110 §9.2.2). */
export const isRepeatable = ({ method }: WireRequest): boolean => method === "GET" || method === "DELETE";

/**
 * Failures in which a request has reached nobody, so that it has had no effect; and failures after which it may have
 * had one.
 */
const REACHED_NOBODY = ["refused", "dns"];
const LOST = ["reset", "timeout"];

/**
 * Sends a request, and again where that is safe: always where it reached nobody, but where it was lost only if it may
 * be done twice. A creation whose answer was lost is never sent again.
 */
export async function send(
  target: Target,
  request: WireRequest,
  budget: Budget,
  clock: Clock = SYSTEM_CLOCK,
): Promise<Answer | TransportFailure> {
  let result: Answer | TransportFailure = { reason: "other", message: "no request left to send it with" };
  let lost: TransportFailure | undefined;
  for (let tries = 0; budget.left > 0; tries++) {
    if (tries > 0) {
      budget.retried += 1;
      await clock.pause((target.loopback ? PAUSE_ON_LOOPBACK_MS : PAUSE_MS) * 2 ** (tries - 1));
    }
    budget.sent += 1;
    result = await target.send(request);
    if (isFailure(result) && result.reason === "exhausted") budget.sent -= 1;
    if (tries >= repeatsOf(request, result)) break;
    lost ??= lossIn(result);
  }
  return lost && isUnclear(request, result) ? lost : result;
}

/** Number of repeats that are allowed after such a result. */
function repeatsOf(request: WireRequest, result: Answer | TransportFailure): number {
  if (!isFailure(result)) return isGateway(result) && isRepeatable(request) ? REPEATS : 0;
  if (result.reason === "rate-limited") return REPEATS_OF_TOO_MANY;
  const isSafe = isRepeatable(request) && LOST.includes(result.reason);
  return isSafe || REACHED_NOBODY.includes(result.reason) ? REPEATS : 0;
}

/** The failure of an attempt that may have had its effect although no answer came. */
function lossIn(result: Answer | TransportFailure): TransportFailure | undefined {
  if (isFailure(result)) return LOST.includes(result.reason) ? result : undefined;
  return gatewayFailure(result);
}

/** True for a refused deletion after an earlier attempt was lost: that attempt may have deleted, so nothing is wrong. */
const isUnclear = ({ method }: WireRequest, result: Answer | TransportFailure): boolean =>
  method === "DELETE" && !isFailure(result) && result.status >= 300 && !isGateway(result);
