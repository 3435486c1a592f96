import { once } from "node:events";
import type { RateLimit } from "../contract/contract.ts";
import { type Clock, SYSTEM_CLOCK } from "../core/clock.ts";
import { type Answer, isFailure, type Target, type TransportFailure, type WireRequest } from "./exchange.ts";
import { RateLimitState, type Slot } from "./rate-limit-state.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface RateLimiterOptions {
  /** The account's limit as the contract knows it: figures and names of headers. */
  readonly limit: RateLimit | undefined;
  /** The share of the limit that is ours, above 0 and up to 1; all of it unless given. */
  readonly share?: number | undefined;
  /** Once it is aborted, no creation waits for the limit any more. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of each wait of a second or more, before it begins. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
  /** By which it waits; that of this process unless given. */
  readonly clock?: Clock | undefined;
}

/** A pause before the next request. */
export interface Wait {
  readonly ms: number;
  /** The reason, in words. */
  readonly why: string;
}

/** The shortest wait that is told of, in milliseconds. */
const LEAST_TOLD_MS = 1000;

/** The longest delay that counts as a pause, in milliseconds; a longer one means that the account is exhausted. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Wraps a target so that it never sends more than the account allows, by the limits that its answers state. On another
 * machine the contract's limit holds from the first request on; on this one nothing is held back until an answer states
 * a limit.
 */
export function rateLimited(target: Target, options: RateLimiterOptions): Target {
  const limiter = new RateLimiter(target, options);
  return { ...target, send: (request) => limiter.send(request) };
}

/** The number that a header states of a limit, where it is plausible. */
const plausible = (
  text: string | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined => {
  const value = text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
};

class RateLimiter {
  readonly #target: Target;
  readonly #host: string;
  readonly #names: RateLimit["headers"];
  readonly #state: RateLimitState;
  readonly #signal: AbortSignal | undefined;
  readonly #onWait: ((wait: Wait) => void) | undefined;
  readonly #clock: Clock;
  /** Requests go in the order in which they came. */
  #last: Promise<unknown> = Promise.resolve();
  #wake: () => void = () => {};
  /** Creations that may have to be deleted today: the daily limit must leave room for that. */
  #deletionsOwed = 0;
  /** The last answer that asked to wait, with the end of that wait. */
  #asked = { status: 0, until: 0 };
  #isExhausted = false;

  constructor(target: Target, { limit, share, signal, onWait, clock = SYSTEM_CLOCK }: RateLimiterOptions) {
    this.#clock = clock;
    this.#onWait = onWait;
    this.#target = target;
    this.#host = new URL(target.url).host;
    this.#signal = signal;
    signal?.addEventListener("abort", () => this.#wake(), { once: true });
    this.#names = limit?.headers ?? {};
    const stated = limit && { requests: limit.requests, intervalMs: limit.milliseconds };
    this.#state = new RateLimitState(target.loopback ? undefined : stated, share);
  }

  async send(request: WireRequest): Promise<Answer | TransportFailure> {
    const turn = this.#last.then(() => this.#turn(request));
    this.#last = turn;
    const slot = await turn;
    if ("reason" in slot) return slot;
    if (request.method === "POST") this.#deletionsOwed += 1;
    const result = await this.#target.send(request);
    const now = this.#clock.now();
    const answer = isFailure(result) ? result.answer : result;
    if (answer) this.#learn(answer, now);
    this.#state.end(slot, now);
    this.#settle(request, result);
    this.#wake();
    return result;
  }

  /** Waits until the account allows one more request, or fails where it allows none today. */
  async #turn(request: WireRequest): Promise<Slot | TransportFailure> {
    for (;;) {
      const over = this.#over(request);
      if (over) return over;
      const now = this.#clock.now();
      const waitMs = this.#state.waitMs(now);
      if (waitMs <= 0) return this.#state.begin();
      this.#tell(waitMs, now);
      await this.#pause(waitMs);
    }
  }

  #tell(ms: number, now: number): void {
    if (ms < LEAST_TOLD_MS || ms === Number.POSITIVE_INFINITY) return;
    const { status, until } = this.#asked;
    const why =
      now < until
        ? `${this.#host} answered ${status} and asks to wait`
        : `${this.#host} takes no more requests for now`;
    this.#onWait?.({ ms, why });
  }

  /** Pauses for some milliseconds, or until an answer changes what is known. */
  async #pause(ms: number): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    if (ms === Number.POSITIVE_INFINITY) await once(woken.signal, "abort");
    else await this.#clock.pause(Math.min(ms, LONGEST_WAIT_MS), woken.signal);
  }

  #over({ method }: WireRequest): TransportFailure | undefined {
    if (this.#signal?.aborted && method === "POST")
      return { reason: "exhausted", message: "stopped before the plan was through" };
    const left = this.#state.leftToday ?? Number.POSITIVE_INFINITY;
    const host = this.#host;
    if (this.#isExhausted)
      return { reason: "exhausted", message: `${host} asks to come back much later (429)` };
    const needed = method === "DELETE" ? 1 : this.#deletionsOwed + (method === "POST" ? 2 : 1);
    if (left >= needed) return undefined;
    const kept = left > 0 ? ", but for those that delete what was made" : "";
    return { reason: "exhausted", message: `the account's requests of the day at ${host} are spent${kept}` };
  }

  #learn({ status, headers }: Answer, now: number): void {
    const { requests = "", remaining = "", milliseconds = "", dailyRemaining = "" } = this.#names;
    this.#state.learn(
      {
        requests: plausible(headers[requests], 1),
        remaining: plausible(headers[remaining], 0),
        intervalMs: plausible(headers[milliseconds], 1, LONGEST_WAIT_MS),
        dailyRemaining: plausible(headers[dailyRemaining], 0),
      },
      now,
    );
    if (status !== 429 && status !== 503) return;
    const usual = status === 429 ? this.#state.intervalMs : undefined;
    const waitMs = retryAfterMs(headers) ?? usual ?? 0;
    if (waitMs <= LONGEST_WAIT_MS) {
      this.#state.hold(waitMs, now);
      this.#asked = { status, until: now + waitMs };
    } else this.#isExhausted ||= status === 429;
  }

  /** Drops a deletion from those owed: of a creation that failed, or that has been deleted. */
  #settle({ method }: WireRequest, result: Answer | TransportFailure): void {
    const isDone = !isFailure(result) && result.status < 300;
    if (method === "POST" ? !isDone : method === "DELETE" && isDone)
      this.#deletionsOwed = Math.max(0, this.#deletionsOwed - 1);
  }
}
