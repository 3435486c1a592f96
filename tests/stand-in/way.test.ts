/** Faults of the way to the endpoint: each is told as what it is, and none as a finding. */
import type { LookupFunction } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { RunOptions } from "../../src/engine/prepare.ts";
import { isFailure, type Target, type TransportFailure } from "../../src/http/exchange.ts";
import { rateLimited } from "../../src/http/rate-limiter.ts";
import type { ConnectOptions } from "../../src/http/undici-dispatch.ts";
import { openUrlTarget } from "../../src/targets/url-target.ts";
import { closedPort } from "../e2e/servers.ts";
import { instantClock } from "../fixtures/instant-clock.ts";
import { contract } from "../fixtures/project.ts";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { byChance, byNumber, type WayFaultName } from "./faults.ts";
import { play, standIn } from "./playing.ts";
import { selfSigned } from "./self-signed.ts";
import type { StandIn, StandInOptions } from "./stand-in.ts";

/** Far longer than a request takes on a busy machine: it passes only where a test lets it pass. */
const TIMEOUT_MS = 600_000;

function open(url: string, connect: ConnectOptions = {}): Target {
  const target = openUrlTarget(url, { token: "token-of-the-stand-in", timeoutMs: TIMEOUT_MS, connect });
  onTestFinished(() => target.close());
  return rateLimited(target, { limit: contract.rateLimit, clock: instantClock() });
}

/** A stand-in where a request that meets a fault waits in vain, until its time is over at once. */
function lateStandIn(options: StandInOptions): Promise<StandIn> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  return standIn({ ...options, afterFault: () => vi.advanceTimersByTime(TIMEOUT_MS) });
}

/** A run against a stand-in; faults for the given reason take all the time that there is. */
async function playAgainst(
  options: StandInOptions,
  more: Partial<RunOptions>,
  reason?: TransportFailure["reason"],
) {
  const server = await (reason === "timeout" ? lateStandIn : standIn)(options);
  return { server, ...(await play(open(server.url), more)) };
}

const GET = { method: "GET", path: "/nowhere", headers: { "user-agent": "t/1" } };

describe("a fault of the way is told as what it is", () => {
  const faults: [WayFaultName, TransportFailure["reason"] | undefined][] = [
    ["reset before the request is heard", "reset"],
    ["reset before the answer", "reset"],
    ["reset during the body", "reset"],
    ["reset after the body", undefined],
    ["silence", "timeout"],
    ["a slow body", "timeout"],
    ["a body shorter than its length", "reset"],
    ["too many requests", "rate-limited"],
    ["a proxy's 407", "proxy"],
    ["a redirect", "redirect"],
  ];
  test.each(faults)("%s: %s", async (fault, reason) => {
    const server = await (reason === "timeout" ? lateStandIn : standIn)({ faults: () => fault });
    const result = await open(server.url).send(GET);
    expect(isFailure(result) ? result.reason : undefined).toBe(reason);
  });

  test("nothing listens: refused", async () => {
    const result = await open(`http://127.0.0.1:${await closedPort()}`).send(GET);
    expect(result).toMatchObject({ reason: "refused" });
  });

  test("nobody has the name: dns", async () => {
    const lookup: LookupFunction = (name, _, found) =>
      found(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }), "", 4);
    expect(await open("http://name.invalid", { lookup }).send(GET)).toMatchObject({ reason: "dns" });
  });

  test("nobody vouches for the certificate: tls, and the request is not sent", async () => {
    const server = await standIn({ tls: selfSigned() });
    expect(await open(server.url).send(GET)).toMatchObject({ reason: "tls" });
    expect(server.arrivals).toEqual([]);
  });
});

describe("one request in ten meets a fault: what was answered is judged, and nobody is blamed", () => {
  const faults: [WayFaultName, TransportFailure["reason"]][] = [
    ["reset before the request is heard", "reset"],
    ["reset before the answer", "reset"],
    ["reset during the body", "reset"],
    ["reset after the body", "reset"],
    ["silence", "timeout"],
    ["a slow body", "timeout"],
    ["a body shorter than its length", "reset"],
    ["a body longer than its length", "reset"],
    ["a gateway's 502", "gateway"],
    ["a gateway's 503", "gateway"],
    ["a gateway's 504", "gateway"],
    ["a gateway's 503 in JSON", "gateway"],
    ["too many requests", "rate-limited"],
    ["a proxy's 407", "proxy"],
    ["a redirect", "redirect"],
  ];
  const parts = sampled(faults, 8);
  for (const { options, rows } of parts)
    test.each(rows)("%s", options, async (fault, reason) => {
      const { report, alarms } = await playAgainst(
        { faults: byChance(7, { [fault]: 0.1 }) },
        { requests: 30 },
        reason,
      );
      expect(alarms).toEqual([]);
      expect(report.verdict, report.reason).toBe("pass");
      expect(Object.keys(report.transport).filter((one) => one !== reason)).toEqual([]);
      const unanswered = Object.values(report.cases).reduce((sum, one) => sum + one.unanswered, 0);
      expect(Object.values(report.transport).reduce((sum, count) => sum + count, 0)).toBe(unanswered);
      expect(report.coverage.missing.filter((one) => one.startsWith("case ")).length > 0).toBe(
        unanswered > 0,
      );
      expect(report.requests.sent).toBeLessThanOrEqual(40);
    });
});

describe("on a way that fails much of the time, nothing of it is a finding, and no run passes without answers", () => {
  const mixes: [string, Parameters<typeof byChance>[1]][] = [
    ["one in five reset", { "reset before the request is heard": 0.1, "reset before the answer": 0.1 }],
    ["nearly half answered by a gateway", { "a gateway's 503": 0.25, "a gateway's 503 in JSON": 0.2 }],
    ["three in five are too many", { "too many requests": 0.6 }],
    ["all of these", { "reset before the answer": 0.1, "a gateway's 503": 0.2, "too many requests": 0.2 }],
  ];
  const all = mixes.flatMap(([name, chances]) => [1, 2].map((seed) => [name, seed, chances] as const));
  for (const { options, rows } of sampled(all, 8))
    test.each(rows)("%s, seed %i", options, async (_, seed, chances) => {
      const { server, report, alarms } = await playAgainst(
        { faults: byChance(seed, chances) },
        { requests: 40, seed },
      );
      expect(alarms.map(({ fingerprint }) => fingerprint)).toEqual([]);
      expect(report.verdict).not.toBe("fail");
      // What stays is named, and nothing else is.
      expect(server.stored()).toBeLessThanOrEqual(report.leftBehind.length);
    });
});

test.each([1, 2])(
  "seed %i: one in twenty reset and one in twenty 503 end with no finding",
  THOROUGH,
  async (seed) => {
    const resets = { "reset before the request is heard": 0.02, "reset before the answer": 0.03 };
    const gateways = { "a gateway's 503": 0.02, "a gateway's 503 in JSON": 0.03 };
    const faults = byChance(seed, { ...resets, ...gateways });
    const { report, alarms } = await playAgainst({ faults }, { requests: 200, seed });
    expect(alarms).toEqual([]);
    expect(report.verdict).toBe("pass");
    expect(report.transport.reset).toBeGreaterThan(0);
  },
);

test("every request meets a fault: nothing can be said", async () => {
  for (const fault of [
    "a gateway's 503",
    "a redirect",
    "a proxy's 407",
    "reset before the answer",
  ] as const) {
    const { report } = await playAgainst({ faults: () => fault }, { requests: 12 });
    expect(report.verdict).toBe("inconclusive");
    expect(report.reason).toBeTruthy();
  }
});

test("the endpoint goes away in the middle: the run ends, and says how far it came", async () => {
  const faults = (nth: number) => (nth > 30 ? "a gateway's 502" : undefined);
  const { report, alarms } = await playAgainst({ faults }, { requests: 400 });
  expect(alarms).toEqual([]);
  expect(report).toMatchObject({ verdict: "inconclusive", reason: expect.stringContaining("502") });
  expect(report.requests.sent).toBeLessThan(60);
});

test("a day whose requests are spent ends the run with what it has, and what it made is deleted", async () => {
  const rate = { requests: 1000, intervalMs: 1000, daily: 10_000, dailyLeft: 40 };
  const { server, report, alarms } = await playAgainst({ rate }, { requests: 400 });
  expect(alarms).toEqual([]);
  expect(report).toMatchObject({ verdict: "inconclusive", reason: expect.stringContaining("of the day") });
  expect(report.requests.sent).toBeGreaterThan(15);
  expect(server.arrivals.length).toBeLessThanOrEqual(40);
  expect(server.arrivals.every(({ refused }) => refused === undefined)).toBe(true);
  expect(server.stored()).toBe(0);
});

test("too many requests in a burst are waited for", async () => {
  const burst = Object.fromEntries([9, 10, 11, 24].map((nth) => [nth, "too many requests" as const]));
  const { report, alarms } = await playAgainst({ faults: byNumber(burst) }, { requests: 40 });
  expect(alarms).toEqual([]);
  expect(report).toMatchObject({ verdict: "pass", transport: {}, requests: { retried: 4 } });
});
