import { describe, expect, test } from "vitest";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { Budget, send } from "../../../src/http/retry.ts";

type Result = Answer | TransportFailure;

const ok: Answer = { status: 200, headers: {}, text: "{}" };
const answer = (status: number): Answer => ({ ...ok, status });
const failure = (reason: TransportFailure["reason"]): TransportFailure => ({ reason, message: reason });

/** A target that comes to these results, one after the other, and to success from then on. */
async function sending(method: string, results: readonly Result[], most = 100) {
  const sent: WireRequest[] = [];
  const target: Target = {
    name: "x",
    url: "http://127.0.0.1",
    loopback: true,
    stores: true,
    token: "t",
    send: async (request) => results[sent.push(request) - 1] ?? ok,
    close: async () => {},
  };
  const budget = new Budget(most);
  const result = await send(target, { method, path: "/", headers: {} }, budget);
  return { result, tries: sent.length, budget };
}

describe("what is sent again", () => {
  const SAFE = ["GET", "DELETE"];
  const ALL = [...SAFE, "POST", "PATCH"];
  const table: [string, Result, readonly string[]][] = [
    ["a refused connection", failure("refused"), ALL],
    ["a name that is not found", failure("dns"), ALL],
    ["too many requests", failure("rate-limited"), ALL],
    ["a reset", failure("reset"), SAFE],
    ["a time-out", failure("timeout"), SAFE],
    ["a gateway's 502", answer(502), SAFE],
    ["a gateway's 503", answer(503), SAFE],
    ["a gateway's 504", answer(504), SAFE],
    ["no TLS", failure("tls"), []],
    ["a redirect", failure("redirect"), []],
    ["a proxy's login", failure("proxy"), []],
    ["a spent day", failure("exhausted"), []],
    ["something else", failure("other"), []],
    ["a crash", answer(500), []],
    ["a refusal", answer(400), []],
  ];
  test.each(table)("after %s", async (_, first, methods) => {
    for (const method of ALL) {
      const { result, tries, budget } = await sending(method, [first]);
      const again = methods.includes(method);
      expect({ method, tries, result }).toEqual({ method, tries: again ? 2 : 1, result: again ? ok : first });
      expect(budget.retried).toBe(again ? 1 : 0);
    }
  });

  test.each([
    ["a refused connection", failure("refused"), 3],
    ["a reset", failure("reset"), 3],
    ["a gateway's error", answer(503), 3],
    ["too many requests", failure("rate-limited"), 6],
  ])("is sent a bounded number of times: %s", async (_, result, tries) => {
    const sent = await sending("GET", Array(10).fill(result));
    expect(sent.tries).toBe(tries);
    expect(sent.result).toEqual(result);
  });

  test("never goes over the budget", async () => {
    const { tries, budget } = await sending("GET", Array(10).fill(failure("refused")), 2);
    expect([tries, budget.sent, budget.left]).toEqual([2, 2, 0]);
    expect(await sending("GET", [], 0)).toMatchObject({ tries: 0, result: { reason: "other" } });
  });
});

describe("a deletion that was lost", () => {
  test.each([
    ["and then succeeds has deleted", [failure("reset")], ok],
    ["and is then refused says nothing: the lost one may have deleted", [failure("reset"), answer(404)], failure("reset")],
    ["at a gateway and is then refused says nothing either", [answer(502), answer(400)], { reason: "gateway" }],
    ["never was, and is refused, is refused", [answer(404)], answer(404)],
    ["never was, since there were too many requests, and is refused, is refused", [failure("rate-limited"), answer(404)], answer(404)],
  ] as [string, Result[], object][])("%s", async (_, results, want) => {
    expect((await sending("DELETE", results)).result).toMatchObject(want);
  }); // biome-ignore format: a table reads better in lines

  test("what is not sent, since the day is spent, is not counted", async () => {
    expect((await sending("POST", [failure("exhausted")])).budget.sent).toBe(0);
  });
});
