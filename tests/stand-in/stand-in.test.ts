import { describe, expect, test } from "vitest";
import { openUrlTarget } from "../../src/targets/url-target.ts";
import { byChance, byNumber } from "./faults.ts";
import { play, standIn } from "./playing.ts";
import { mostInAnyWindow } from "./stand-in.ts";

const get = (url: string, agent = "test/1") =>
  fetch(`${url}/nowhere`, { headers: { "user-agent": agent, "x-a": "1" } });

describe("the stand-in of the live edge", () => {
  test("lets a run through that the contract allows, and keeps nothing", async () => {
    const server = await standIn();
    const target = openUrlTarget(server.url, { token: "token-of-the-stand-in" });
    const { result, alarms } = await play(target, { requests: 30 });
    await target.close();
    expect(result.reason).toBeUndefined();
    expect(alarms).toEqual([]);
    expect(server.stored()).toBe(0);
    expect(server.arrivals).toHaveLength(result.requests.sent + result.requests.cleanup);
  });

  test("refuses a request that does not say who sends it", async () => {
    const server = await standIn();
    expect((await get(server.url, "")).status).toBe(403);
    expect((await get(server.url)).status).toBe(404);
    expect(server.arrivals.map(({ refused }) => refused)).toEqual([403, undefined]);
  });

  test("counts what an account sends, other jobs included, and refuses what is over it", async () => {
    const rate = { requests: 3, intervalMs: 60_000, daily: 10, retryAfter: "seconds" } as const;
    const server = await standIn({ rate });
    const first = await get(server.url);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "x-ratelimit-max": "3",
      "x-ratelimit-remaining": "2",
      "x-ratelimit-interval-milliseconds": "60000",
      "x-ratelimit-limit-daily": "10",
      "x-ratelimit-daily-remaining": "9",
    });
    expect([server.otherJob(), server.otherJob(), server.otherJob()]).toEqual([true, true, false]);
    const refused = await get(server.url);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(mostInAnyWindow(server.arrivals, 60_000)).toBe(2);
  });

  test("meets requests with faults by number, and by chance from a seed", async () => {
    const server = await standIn({
      faults: byNumber({ 2: "a gateway's 502", 3: "reset before the answer" }),
    });
    expect((await get(server.url)).status).toBe(404);
    expect((await get(server.url)).status).toBe(502);
    await expect(get(server.url)).rejects.toThrow();
    const drawn = (seed: number) => {
      const faults = byChance(seed, { silence: 0.5, "a redirect": 0.1 });
      return Array.from({ length: 200 }, (_, nth) => faults(nth, { method: "GET", path: "/", headers: {} }));
    };
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    const silent = drawn(7).filter((one) => one === "silence").length;
    expect(silent).toBeGreaterThan(70);
    expect(silent).toBeLessThan(130);
  });
});
