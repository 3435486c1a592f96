/** What an account may send, as the live edge says it; times may be scaled down. */
export interface RateLimit {
  readonly requests: number;
  readonly intervalMs: number;
  /** How many a day; 10,000 unless given. */
  readonly daily?: number;
  /** How many of the day's requests are left at the start; all of them unless given. */
  readonly dailyLeft?: number;
  /** Whether answers carry `x-ratelimit-*` headers; true unless told. */
  readonly headers?: boolean;
  /** How a 429 says when to come back; not at all unless given. */
  readonly retryAfter?: "seconds" | "date";
}

/** Counts requests in a sliding window, the strictest reading of "so many in ten seconds". */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #taken: number[] = [];
  #dailyLeft: number;

  constructor(limit: RateLimit) {
    this.#limit = limit;
    this.#dailyLeft = limit.dailyLeft ?? limit.daily ?? 10_000;
  }

  /** Takes one request of the allowance, for the suite or for another job of the account. @returns whether there was one */
  take(now = performance.now()): boolean {
    this.#forget(now);
    if (this.#dailyLeft <= 0 || this.#taken.length >= this.#limit.requests) return false;
    this.#taken.push(now);
    this.#dailyLeft -= 1;
    return true;
  }

  /** The headers that go with every answer. */
  headers(now = performance.now()): { [name: string]: string } {
    this.#forget(now);
    const { requests, intervalMs, daily = 10_000, headers = true } = this.#limit;
    if (!headers) return {};
    return {
      "x-ratelimit-max": String(requests),
      "x-ratelimit-remaining": String(requests - this.#taken.length),
      "x-ratelimit-interval-milliseconds": String(intervalMs),
      "x-ratelimit-limit-daily": String(daily),
      "x-ratelimit-daily-remaining": String(this.#dailyLeft),
    };
  }

  /** When a refused caller may come back: whole seconds, rounded up, or a date (RFC 9110 §10.2.3). */
  retryAfter(now = performance.now()): { [name: string]: string } {
    const { retryAfter, intervalMs } = this.#limit;
    if (retryAfter === undefined) return {};
    const waitMs = Math.max(0, (this.#taken[0] ?? now) + intervalMs - now);
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    const date = new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000);
    return { "retry-after": retryAfter === "seconds" ? String(seconds) : date.toUTCString() };
  }

  #forget(now: number): void {
    while (this.#taken[0] !== undefined && this.#taken[0] <= now - this.#limit.intervalMs)
      this.#taken.shift();
  }
}
