import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RateLimit } from "../../../src/contract/contract.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { rateLimited } from "../../../src/http/rate-limiter.ts";

const LIMIT: RateLimit = {
  requests: 3,
  milliseconds: 1000,
  headers: {
    requests: "x-max",
    remaining: "x-left",
    milliseconds: "x-interval",
    daily: "x-day",
    dailyRemaining: "x-day-left",
  },
};

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

const request = (method = "GET"): WireRequest => ({ method, path: "/", headers: {} });
const ok = (headers: Answer["headers"] = {}, status = 200): Answer => ({ status, headers, text: "" });
const tooMany = (headers: Answer["headers"] = {}): TransportFailure => ({
  reason: "rate-limited",
  message: "too many",
  answer: ok(headers, 429),
});

interface Given {
  readonly loopback?: boolean;
  readonly share?: number;
  readonly limit?: RateLimit | null;
  readonly takesMs?: number;
  readonly signal?: AbortSignal;
  readonly answers?: (nth: number, request: WireRequest) => Answer | TransportFailure;
}

/** A target in this process whose requests are written down with their time. */
function open({
  loopback = false,
  share,
  limit = LIMIT,
  takesMs = 10,
  signal,
  answers = () => ok(),
}: Given = {}) {
  const sent: { at: number; method: string }[] = [];
  const start = performance.now();
  const target: Target = {
    name: "live",
    url: "https://api.example",
    loopback,
    stores: true,
    token: "t",
    async send(one) {
      const nth = sent.push({ at: performance.now() - start, method: one.method });
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      return answers(nth, one);
    },
    close: async () => {},
  };
  const { send } = rateLimited(target, { limit: limit ?? undefined, share, signal });
  return { sent, send, times: () => sent.map(({ at }) => Math.round(at)) };
}

const many = (send: Target["send"], count: number, method = "GET") =>
  Promise.all(Array.from({ length: count }, () => send(request(method))));

describe("elsewhere than on this machine", () => {
  test("the contract's figures hold from the first request on, and one goes ahead to ask", async () => {
    const { send, times } = open();
    const done = many(send, 7);
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 10, 10, 1010, 1020, 1020, 2020]);
  });

  test("what the answers say holds from the first one on", async () => {
    const { send, times } = open({ answers: () => ok({ "x-max": "5", "x-interval": "200" }) });
    const done = many(send, 7);
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 10, 10, 10, 10, 210, 220]);
  });

  test("requests that get no answer do not hold up those after them, and count all the same", async () => {
    const { send, times } = open({ answers: () => ({ reason: "reset", message: "reset" }) });
    const done = many(send, 5);
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 10, 20, 1010, 1020]);
  });

  test("a share is kept", async () => {
    const { send, times } = open({ share: 0.4, limit: { ...LIMIT, requests: 5 } });
    const done = many(send, 4);
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 10, 1010, 1020]);
  });

  test.each([
    ["no number", { "x-max": "many", "x-interval": "-1" }],
    ["nothing at all", { "x-max": "0", "x-interval": "0" }],
    ["more than a pause", { "x-interval": "99999999999" }],
    ["a number that is none", { "x-max": "1e400" }],
  ])("a header that says %s changes nothing", async (_, headers) => {
    const { send, times } = open({ answers: () => ok(headers) });
    const done = many(send, 4);
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 10, 10, 1010]);
  });
});

describe("on this machine", () => {
  test("nothing is held back, nor elsewhere where the contract names no limit", async () => {
    for (const given of [{ loopback: true }, { limit: null }]) {
      const { send, times } = open(given);
      const done = many(send, 20);
      await vi.runAllTimersAsync();
      await done;
      expect(new Set(times())).toEqual(new Set([0]));
    }
  });

  test("a limit that an answer names is kept from then on", async () => {
    const { send, times } = open({
      loopback: true,
      answers: () => ok({ "x-max": "2", "x-interval": "500" }),
    });
    const done = send(request()).then(() => many(send, 3));
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 10, 510, 520]);
  });
});

describe("too many requests", () => {
  test.each([
    ["the interval where nothing is said", {}, 1000],
    ["as long as it is asked to, in seconds", { "retry-after": "7" }, 7000],
    [
      "until the date that it is told, by the answer's own clock",
      { "retry-after": "Wed, 25 Nov 2020 10:00:04 GMT", date: "Wed, 25 Nov 2020 10:00:00 GMT" },
      4000,
    ],
  ])("are followed by a pause for all: %s", async (_, headers, waitMs) => {
    const { send, times } = open({ answers: (nth) => (nth === 1 ? tooMany(headers) : ok()) });
    const done = many(send, 2);
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 10 + waitMs]);
  });

  test("that last longer than a pause end what the account may send", async () => {
    const { send, sent } = open({
      answers: (nth) => (nth === 1 ? tooMany({ "retry-after": "86400" }) : ok()),
    });
    const done = send(request()).then(async () => [await send(request()), await send(request("DELETE"))]);
    await vi.runAllTimersAsync();
    expect(await done).toMatchObject([{ reason: "exhausted" }, { reason: "exhausted" }]);
    expect(sent.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("an unavailable service that says when it is back is waited for", async () => {
    const { send, times } = open({ answers: (nth) => ok(nth === 1 ? { "retry-after": "2" } : {}, 503) });
    const done = many(send, 2);
    await vi.runAllTimersAsync();
    await done;
    expect(times()).toEqual([0, 2010]);
  });
});

test("Ctrl-C ends the waiting of what would make something, not of what deletes it", async () => {
  const stop = new AbortController();
  const { send, sent, times } = open({ signal: stop.signal });
  const first = many(send, 3, "POST");
  const waiting = Promise.all([send(request("POST")), send(request("DELETE"))]);
  await vi.advanceTimersByTimeAsync(100);
  stop.abort();
  await vi.runAllTimersAsync();
  await first;
  expect(await waiting).toMatchObject([{ reason: "exhausted" }, { status: 200 }]);
  expect(sent.map(({ method }) => method)).toEqual(["POST", "POST", "POST", "DELETE"]);
  expect(times().at(-1)).toBe(1010);
});

describe("the day's requests", () => {
  test("that are spent end the run without one more", async () => {
    const { send, sent } = open({ answers: () => ok({ "x-day-left": "0" }) });
    const done = send(request()).then(() => send(request()));
    await vi.runAllTimersAsync();
    expect(await done).toEqual({
      reason: "exhausted",
      message: "the account's requests of the day at api.example are spent",
    });
    expect(sent).toHaveLength(1);
  });

  test("are kept for the deletion of what was made", async () => {
    let left = 7;
    const { send, sent } = open({
      limit: { ...LIMIT, requests: 100 },
      answers: () => ok({ "x-day-left": String(--left) }),
    });
    const done = many(send, 6, "POST").then(async (made) => [made, await many(send, 6, "DELETE")]);
    await vi.runAllTimersAsync();
    const [made, deleted] = (await done) as (Answer | TransportFailure)[][];
    const failed = (all: readonly (Answer | TransportFailure)[] = []) => all.filter((one) => "reason" in one);
    const created = 6 - failed(made).length;
    expect(created).toBeGreaterThan(2);
    expect(6 - failed(deleted).length).toBeGreaterThanOrEqual(created);
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(failed(made)[0]).toMatchObject({
      message: expect.stringContaining("but for those that delete what was made"),
    });
  });
});

test.each([
  ["back", -86_400_000],
  ["ahead", 86_400_000],
])("the clock of the machine jumps %s a day: the pace stays", async (_, byMs) => {
  const { send, times } = open({
    answers: (nth) => {
      if (nth === 2) vi.setSystemTime(Date.now() + byMs);
      return ok();
    },
  });
  const done = many(send, 7);
  await vi.runAllTimersAsync();
  await done;
  expect(times()).toEqual([0, 10, 10, 1010, 1020, 1020, 2020]);
});
