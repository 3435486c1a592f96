/** Limit of an account: so many requests in any stretch of time, and so many a day. */
export interface Limits {
  readonly requests: number;
  readonly intervalMs: number;
}

/** The limits that the headers of one answer state; absent where they state none. */
export interface StatedLimits {
  readonly requests?: number | undefined;
  readonly intervalMs?: number | undefined;
  /** Number of requests left at this moment, of all that the account sends. */
  readonly remaining?: number | undefined;
  readonly dailyRemaining?: number | undefined;
}

/** One request in flight, or answered not long ago. */
export interface Slot {
  answeredAt?: number;
}

/**
 * Says when the next request may go. A request counts from before it is sent until one interval after its answer: it
 * reached the other side somewhere in between, so that no window there, wherever it starts, holds more than the limit.
 * All times are of one clock that never jumps, in milliseconds.
 */
export class RateLimitState {
  readonly #share: number;
  #limits: Limits | undefined;
  /** Before the first answer one request at a time is sent: requests of others are not known yet. */
  #isStated = false;
  #slots: Slot[] = [];
  #others = { requests: 0, until: 0 };
  #heldUntil = 0;
  #left: number | undefined;

  /** @param limits the limit until an answer states another; without it nothing is held back until then */
  constructor(limits: Limits | undefined, share = 1) {
    this.#limits = limits;
    this.#share = share;
  }

  get intervalMs(): number | undefined {
    return this.#limits?.intervalMs;
  }

  /** Number of requests the account has left today, less those in flight; undefined where no answer states it. */
  get leftToday(): number | undefined {
    return this.#left;
  }

  /** Time that the next request must wait, in milliseconds: 0 where it may go, Infinity where only an answer can tell. */
  waitMs(now: number): number {
    if (now < this.#heldUntil) return this.#heldUntil - now;
    const limits = this.#limits;
    if (limits === undefined) return 0;
    this.#forget(now - limits.intervalMs);
    if (!this.#isStated && this.#inFlight > 0) return Number.POSITIVE_INFINITY;
    const others = now < this.#others.until ? this.#others : undefined;
    const own = Math.max(1, Math.floor(limits.requests * this.#share));
    const free = Math.min(own, limits.requests - (others?.requests ?? 0)) - this.#slots.length;
    if (free > 0) return 0;
    const [oldest] = this.#slots.flatMap(({ answeredAt }) => answeredAt ?? []);
    const ends = [
      ...(others ? [others.until] : []),
      ...(oldest === undefined ? [] : [oldest + limits.intervalMs]),
    ];
    return ends.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ends) - now;
  }

  /** Counts a request as sent. */
  begin(): Slot {
    const slot: Slot = {};
    this.#slots.push(slot);
    if (this.#left !== undefined) this.#left -= 1;
    return slot;
  }

  /** Counts a request as answered, or as lost. */
  end(slot: Slot, now: number): void {
    slot.answeredAt = now;
    this.#slots = this.#slots.filter((other) => other !== slot);
    // Without a limit nothing waits for it; else it is queued behind those that were answered before.
    if (this.#limits !== undefined) this.#slots.push(slot);
  }

  /** Takes in the limits that an answer states. Call before `end`. */
  learn({ requests, intervalMs, remaining, dailyRemaining }: StatedLimits, now: number): void {
    this.#isStated = true;
    const before = this.#limits;
    const span = intervalMs ?? before?.intervalMs;
    const most = requests ?? before?.requests;
    if (span !== undefined && most !== undefined) this.#limits = { requests: most, intervalMs: span };
    if (dailyRemaining !== undefined) this.#left = this.#leftOf(dailyRemaining);
    if (remaining === undefined || span === undefined || most === undefined) return;
    this.#forget(now - span);
    const used = most - remaining;
    this.#others = { requests: Math.max(0, used - this.#slots.length), until: now + span };
  }

  /** Holds back every request for some milliseconds, as the other side has asked. */
  hold(ms: number, now: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, now + ms);
  }

  /**
   * Requests left today after an answer that states a number. That number may or may not include the requests in
   * flight, so our own count stays while it can be right; otherwise a new day has begun, or not all that was sent
   * counted.
   */
  #leftOf(stated: number): number {
    const others = this.#inFlight - 1;
    return this.#left === undefined || stated > this.#left + others
      ? stated - others
      : Math.min(this.#left, stated);
  }

  get #inFlight(): number {
    return this.#slots.filter(({ answeredAt }) => answeredAt === undefined).length;
  }

  #forget(before: number): void {
    this.#slots = this.#slots.filter(({ answeredAt }) => answeredAt === undefined || answeredAt > before);
  }
}
