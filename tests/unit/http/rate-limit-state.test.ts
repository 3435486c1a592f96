import type { Random } from "fast-check";
import { describe, expect, test } from "vitest";
import { randomOf } from "../../../src/core/seed.ts";
import { RateLimitState, type Slot } from "../../../src/http/rate-limit-state.ts";

const FIGURES = { requests: 25, intervalMs: 10_000 };

interface World {
  readonly allowance: RateLimitState;
  readonly inFlight: number;
  readonly forMs: number;
  /** How long a request takes to reach the other side, and its answer to come back. */
  readonly way: (random: Random) => { there: number; back: number };
  /** What the other side says of the account at this moment. */
  readonly remaining?: (arrivals: readonly number[], now: number) => number;
}

/** When requests reach the other side in a run that always has one more to send, in time that costs none. */
function arrivalsIn({ allowance, inFlight, forMs, way, remaining }: World, seed: number): number[] {
  const random = randomOf(seed);
  const arrivals: number[] = [];
  let flying: { slot: Slot; arrives: number; ends: number }[] = [];
  for (let now = 0; now < forMs; ) {
    const waitMs = flying.length < inFlight ? allowance.waitMs(now) : Number.POSITIVE_INFINITY;
    if (waitMs <= 0) {
      const { there, back } = way(random);
      flying.push({ slot: allowance.begin(), arrives: now + there, ends: now + there + back });
      arrivals.push(now + there);
      continue;
    }
    const next = Math.min(...flying.map(({ ends }) => ends));
    if (next > now + waitMs) {
      now += waitMs;
      continue;
    }
    now = next;
    for (const { slot } of flying.filter(({ ends }) => ends === next)) {
      const left = remaining?.(arrivals, now);
      allowance.learn({ ...FIGURES, remaining: left }, now);
      allowance.end(slot, now);
    }
    flying = flying.filter(({ ends }) => ends !== next);
  }
  return arrivals.sort((a, b) => a - b);
}

function most(times: readonly number[], intervalMs: number): number {
  return Math.max(...times.map((at) => times.filter((one) => one > at - intervalMs && one <= at).length));
}

/** The share of the allowance that is used in the middle of a run. */
function used(times: readonly number[], requests: number, from: number, to: number): number {
  const within = times.filter((at) => at >= from && at < to).length;
  return within / (((to - from) / FIGURES.intervalMs) * requests);
}

const steady = () => ({ there: 40, back: 60 });
const jittery = (random: Random) => ({ there: random.nextInt(1, 900), back: random.nextInt(1, 900) });
const slow = () => ({ there: 700, back: 700 });

describe("no window holds more than the limit, and at least nine tenths of it are used", () => {
  test.each([
    ["one in flight on a quick way", 1, 1, steady],
    ["four in flight on a quick way", 4, 1, steady],
    ["four in flight on a slow way", 4, 1, slow],
    ["eight in flight on a way whose length varies", 8, 1, jittery],
    ["half of it, with four in flight", 4, 0.5, steady],
  ])("%s", (_, inFlight, share, way) => {
    for (const seed of [1, 2, 3]) {
      const allowance = new RateLimitState(FIGURES, share);
      const times = arrivalsIn({ allowance, inFlight, forMs: 100_000, way }, seed);
      const ours = Math.floor(FIGURES.requests * share);
      expect(most(times, FIGURES.intervalMs)).toBeLessThanOrEqual(ours);
      // A request counts for as long as it is on its way as well, so a slow way costs its share.
      if (way === steady) expect(used(times, ours, 10_000, 90_000)).toBeGreaterThanOrEqual(0.9);
      else expect(used(times, ours, 10_000, 90_000)).toBeGreaterThanOrEqual(0.8);
    }
  });
});

describe("what others send", () => {
  test("is left to them, by what the answers say remains", () => {
    const others = (now: number): number => Math.min(10, Math.floor(now / 1000));
    const ours = (times: readonly number[], now: number): number =>
      times.filter((at) => at > now - FIGURES.intervalMs && at <= now).length;
    const allowance = new RateLimitState(FIGURES);
    const times = arrivalsIn(
      {
        allowance,
        inFlight: 4,
        forMs: 60_000,
        way: steady,
        remaining: (arrivals, now) => FIGURES.requests - ours(arrivals, now) - others(now),
      },
      1,
    );
    const late = times.filter((at) => at > 30_000);
    expect(most(late, FIGURES.intervalMs)).toBeLessThanOrEqual(15);
    expect(most(late, FIGURES.intervalMs)).toBeGreaterThanOrEqual(12);
  });

  test("is forgotten after an interval in which nothing is known of it", () => {
    const allowance = new RateLimitState(FIGURES);
    allowance.learn({ remaining: 0 }, 0);
    expect(allowance.waitMs(0)).toBe(10_000);
    expect(allowance.waitMs(10_000)).toBe(0);
  });
});

describe("before the first answer", () => {
  test("one request at a time goes", () => {
    const allowance = new RateLimitState(FIGURES);
    expect(allowance.waitMs(0)).toBe(0);
    const slot = allowance.begin();
    expect(allowance.waitMs(0)).toBe(Number.POSITIVE_INFINITY);
    allowance.learn({}, 5);
    allowance.end(slot, 5);
    expect(allowance.waitMs(5)).toBe(0);
  });

  test("nothing is held back where no limit is known", () => {
    const allowance = new RateLimitState(undefined);
    for (let sent = 0; sent < 100; sent++) {
      expect(allowance.waitMs(0)).toBe(0);
      allowance.end(allowance.begin(), 0);
    }
    const slot = allowance.begin();
    allowance.learn({ requests: 2, intervalMs: 100, remaining: 1 }, 0);
    allowance.end(slot, 0);
    expect(allowance.waitMs(0)).toBe(0);
    allowance.begin();
    expect(allowance.waitMs(0)).toBe(100);
  });
});

test("what an answer says goes before what the contract says", () => {
  const allowance = new RateLimitState({ requests: 1, intervalMs: 1000 });
  allowance.end(allowance.begin(), 0);
  allowance.learn({ requests: 3 }, 0);
  expect(allowance.waitMs(0)).toBe(0);
  allowance.learn({ requests: 1, intervalMs: 50 }, 0);
  expect(allowance.waitMs(0)).toBe(50);
});

test("a hold lasts as long as it was asked for, and the longest one counts", () => {
  const allowance = new RateLimitState(FIGURES);
  allowance.hold(3000, 0);
  allowance.hold(1000, 0);
  expect(allowance.waitMs(500)).toBe(2500);
  expect(allowance.waitMs(3000)).toBe(0);
});

test("a share of next to nothing is one request", () => {
  const allowance = new RateLimitState({ requests: 5, intervalMs: 1000 }, 0.01);
  allowance.learn({}, 0);
  expect(allowance.waitMs(0)).toBe(0);
  allowance.begin();
  expect(allowance.waitMs(0)).toBe(Number.POSITIVE_INFINITY);
});

test("what is left of the day counts what is on its way", () => {
  const allowance = new RateLimitState(FIGURES);
  expect(allowance.leftToday).toBeUndefined();
  const slot = allowance.begin();
  allowance.begin();
  allowance.learn({ dailyRemaining: 10 }, 0);
  allowance.end(slot, 0);
  expect(allowance.leftToday).toBe(9);
  allowance.begin();
  expect(allowance.leftToday).toBe(8);
});

test("what is left of the day is not counted twice, is lowered by what others send, and comes back with a new day", () => {
  const allowance = new RateLimitState(FIGURES);
  const before = allowance.begin();
  allowance.learn({ dailyRemaining: 10 }, 0);
  allowance.end(before, 0);
  const told = (dailyRemaining: number, slot: Slot): number | undefined => {
    allowance.learn({ dailyRemaining }, 0);
    allowance.end(slot, 0);
    return allowance.leftToday;
  };
  const [first, second, third] = [allowance.begin(), allowance.begin(), allowance.begin()];
  // All three have been counted when the first answer is written.
  expect(told(7, first)).toBe(7);
  expect(told(8, second)).toBe(7);
  expect(told(5, third)).toBe(5);
  expect(told(10_000, allowance.begin())).toBe(10_000);
});
