/** Limit of an account: so many requests in any stretch of time, and so many a day. */
export interface Figures {
  readonly requests: number;
  readonly intervalMs: number;
}

/** The limits that the headers of one answer state; absent where they state none. */
export interface Word {
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
export class Allowance {
  readonly #share: number;
  #figures: Figures | undefined;
  /** Before the first answer one request at a time is sent: requests of others are not known yet. */
  #isTold = false;
  #slots: Slot[] = [];
  #others = { requests: 0, until: 0 };
  #heldUntil = 0;
  #left: number | undefined;

  /** @param figures the limit until an answer states another; without it nothing is held back until then */
  constructor(figures: Figures | undefined, share = 1) {
    this.#figures = figures;
    this.#share = share;
  }

  get intervalMs(): number | undefined {
    return this.#figures?.intervalMs;
  }

  /** Number of requests the account has left today, less those in flight; undefined where no answer states it. */
  get leftToday(): number | undefined {
    return this.#left;
  }

  /** Time that the next request must wait, in milliseconds: 0 where it may go, Infinity where only an answer can tell. */
  waitMs(now: number): number {
    if (now < this.#heldUntil) return this.#heldUntil - now;
    const figures = this.#figures;
    if (figures === undefined) return 0;
    this.#forget(now - figures.intervalMs);
    if (!this.#isTold && this.#underWay > 0) return Number.POSITIVE_INFINITY;
    const others = now < this.#others.until ? this.#others : undefined;
    const own = Math.max(1, Math.floor(figures.requests * this.#share));
    const free = Math.min(own, figures.requests - (others?.requests ?? 0)) - this.#slots.length;
    if (free > 0) return 0;
    const [oldest] = this.#slots.flatMap(({ answeredAt }) => answeredAt ?? []);
    const ends = [
      ...(others ? [others.until] : []),
      ...(oldest === undefined ? [] : [oldest + figures.intervalMs]),
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
    this.#slots = this.#slots.filter((one) => one !== slot);
    // Without a limit nothing waits for it; else it is queued behind those that were answered before.
    if (this.#figures !== undefined) this.#slots.push(slot);
  }

  /** Takes in the limits that an answer states. Call before `end`. */
  learn({ requests, intervalMs, remaining, dailyRemaining }: Word, now: number): void {
    this.#isTold = true;
    const before = this.#figures;
    const span = intervalMs ?? before?.intervalMs;
    const most = requests ?? before?.requests;
    if (span !== undefined && most !== undefined) this.#figures = { requests: most, intervalMs: span };
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
  #leftOf(told: number): number {
    const others = this.#underWay - 1;
    return this.#left === undefined || told > this.#left + others
      ? told - others
      : Math.min(this.#left, told);
  }

  get #underWay(): number {
    return this.#slots.filter(({ answeredAt }) => answeredAt === undefined).length;
  }

  #forget(before: number): void {
    this.#slots = this.#slots.filter(({ answeredAt }) => answeredAt === undefined || answeredAt > before);
  }
}
