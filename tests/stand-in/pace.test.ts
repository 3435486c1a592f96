import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Target } from "../../src/http/exchange.ts";
import { rateLimited } from "../../src/http/rate-limiter.ts";
import { openUrlTarget, type UrlTargetOptions } from "../../src/targets/url-target.ts";
import { contract } from "../fixtures/project.ts";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { play, standIn, USER_AGENT } from "./playing.ts";
import { type Arrival, mostInAnyWindow, standInHere } from "./stand-in.ts";

/** What a sandbox may send in ten seconds. */
const REQUESTS = 25;

function open(url: string, share?: number, more: Partial<UrlTargetOptions> = {}): Target {
  const target = openUrlTarget(url, { token: "token-of-the-stand-in", ...more });
  onTestFinished(() => target.close());
  return rateLimited(target, { limit: contract.rateLimit, share });
}

const refused = (arrivals: readonly Arrival[]) => arrivals.filter((one) => one.refused !== undefined);

/** Which part of the allowance is used from the second round to the last whole one. */
function used(arrivals: readonly Arrival[], intervalMs: number): number {
  const rounds = arrivals.filter((_, index) => index % REQUESTS === 0).slice(1);
  return ((rounds.length - 1) * intervalMs) / (rounds.at(-1)!.at - rounds[0]!.at);
}

describe("25 requests in ten seconds, by a clock of the test's own", () => {
  const intervalMs = 10_000;
  const env = { HIGHLEVEL_LOCATION_ID: "LocAAAAAAAAAAAAAAAAA" };
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  const ways: [string, number, number, number][] = [
    ["four in flight on a slow way", 4, 900, 0.86],
    ["one in flight on a common way", 1, 300, 0.9],
    ["one in flight on a quick way", 1, 20, 0.9],
  ];
  for (const { options, rows } of sampled(ways, 3))
    test.each(rows)(
      "%s: not one over it, and a share of it used",
      options,
      async (_, inFlight, delayMs, leastUsed) => {
        const target = standInHere({ rate: { requests: REQUESTS, intervalMs }, delayMs });
        const playing = play(rateLimited(target, { limit: contract.rateLimit }), {
          inFlight,
          requests: 200,
          env,
        });
        let isOver = false;
        void playing.finally(() => {
          isOver = true;
        });
        while (!isOver) await vi.advanceTimersByTimeAsync(intervalMs / 4);
        const { report, alarms } = await playing;
        expect(alarms).toEqual([]);
        expect(report).toMatchObject({ verdict: "pass", leftBehind: [] });
        expect(refused(target.arrivals)).toEqual([]);
        expect(mostInAnyWindow(target.arrivals, intervalMs)).toBeLessThanOrEqual(REQUESTS);
        expect(used(target.arrivals, intervalMs)).toBeGreaterThanOrEqual(leastUsed);
      },
    );
});

test(
  "25 requests in an interval, over the wire and scaled down in time: not one over it",
  THOROUGH,
  async () => {
    const intervalMs = 150;
    const server = await standIn({ rate: { requests: REQUESTS, intervalMs } });
    const { report, alarms } = await play(open(server.url), { inFlight: 4, requests: 100 });
    expect(alarms).toEqual([]);
    expect(report.verdict).toBe("pass");
    expect(server.arrivals.length).toBeGreaterThan(100);
    expect(refused(server.arrivals)).toEqual([]);
    expect(mostInAnyWindow(server.arrivals, intervalMs)).toBeLessThanOrEqual(REQUESTS);
  },
);

test("of 25 requests in an interval a share of four tenths leaves the rest to others", THOROUGH, async () => {
  const intervalMs = 200;
  const server = await standIn({ rate: { requests: REQUESTS, intervalMs } });
  await play(open(server.url, 0.4), { requests: 25 });
  const most = mostInAnyWindow(server.arrivals, intervalMs);
  expect(most).toBeLessThanOrEqual(10);
  // A busy machine sends fewer.
  expect(most).toBeGreaterThan(5);
});

test(
  "an account elsewhere is paced from the first request on, and its missing values are told",
  THOROUGH,
  async () => {
    const intervalMs = 200;
    const server = await standIn({ rate: { requests: REQUESTS, intervalMs, headers: false } });
    const lookup: NonNullable<UrlTargetOptions["connect"]>["lookup"] = (_, { all }, callback) =>
      all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4);
    const target = openUrlTarget(`http://account.example:${server.port}`, {
      token: "token-of-the-stand-in",
      connect: { lookup },
    });
    onTestFinished(() => target.close());
    expect(target.loopback).toBe(false);
    const limit = { ...contract.rateLimit!, milliseconds: intervalMs };
    const env = { HIGHLEVEL_LOCATION_ID: "ocQHyuzHvysMo5N5VsXc" };
    const { report, alarms } = await play(rateLimited(target, { limit }), { env, inFlight: 4, requests: 80 });
    expect(alarms).toEqual([]);
    expect(refused(server.arrivals)).toEqual([]);
    expect(mostInAnyWindow(server.arrivals, intervalMs)).toBeLessThanOrEqual(REQUESTS);
    expect(server.stored()).toBe(0);

    const agents = new Set(server.arrivals.map(({ request }) => request.headers["user-agent"]));
    expect([...agents]).toEqual([USER_AGENT]);
    expect(server.arrivals.some(({ request }) => request.method === "DELETE")).toBe(true);

    const skipped = Object.values(report.cases).reduce((sum, one) => sum + one.skipped, 0);
    const told = report.coverage.missing.filter((one) => /^case .*HIGHLEVEL_(USER_IDS|GROUP_ID)/.test(one));
    expect(skipped).toBeGreaterThan(0);
    expect(told.some((one) => one.includes("HIGHLEVEL_USER_IDS"))).toBe(true);
    expect(told.some((one) => one.includes("HIGHLEVEL_GROUP_ID"))).toBe(true);
  },
);
