import { describe, expect, it } from "vitest";
import { type PreparedRun, prepare, type RunOptions } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { type RunResult, resultOf } from "../../../src/engine/run-result.ts";
import type { Answer, WireRequest } from "../../../src/http/exchange.ts";
import { planOf, underTestOf } from "../../faults/run.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { contract } from "../../fixtures/project.ts";
import { sampled } from "../../fixtures/sampled.ts";
import { callerOf, type EndpointTarget, endpointTarget } from "../journal/endpoint-target.ts";

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  text: JSON.stringify(body),
});

/** An endpoint that answers some requests by itself, and does nothing then. */
function refusing(
  behaves: (request: WireRequest, nth: number) => Answer | undefined,
): EndpointTarget & { most: number } {
  const target = { ...endpointTarget(), most: 0 };
  const { send } = target;
  let nth = 0;
  target.send = async (request) => {
    const answer = behaves(request, request.method === "DELETE" ? ++nth : nth) ?? (await send(request));
    target.most = Math.max(target.most, target.stored());
    return answer;
  };
  return target;
}

function preparedOn(target: EndpointTarget, more: Partial<RunOptions> = {}): PreparedRun {
  const { operation, envelope } = callerOf(target);
  const account = { ...envelope.account, shared: true };
  return prepare({ contract, target, operation: operation.id, seed: 42, requests: 120, account, userAgent: "test/1", clock: instantClock(), ...more }, underTestOf(42));
} // biome-ignore format: short

async function playedOn(target: EndpointTarget, more: Partial<RunOptions> = {}): Promise<RunResult> {
  const prepared = preparedOn(target, more);
  return resultOf(prepared, run(prepared, { cases: planOf(prepared) }));
}

const isCreation = ({ method }: WireRequest): boolean => method === "POST";
const isDeletion = ({ method }: WireRequest): boolean => method === "DELETE";

describe("a run that cannot delete what it makes stops creating after the first one", () => {
  it.each<[string, Answer, string]>([
    ["the token may not", json(401, { message: "not authorized for this scope" }), 'delete-calendar (scope calendars.write) does not delete what the run has made: http://127.0.0.1:1 answers 401 "not authorized for this scope", so nothing more is created; 1 left behind: check that'],
    ["it is always refused", json(400, { message: "no" }), 'answers 400 "no", so nothing more'],
    ["nothing is there, it says", json(404, { message: "no" }), 'answers 404 "no", so nothing more'],
    ["it only says that it does", json(200, { success: true }), "as http://127.0.0.1:1 still shows it"],
  ])("where %s", async (_, answer, reason) => {
    for (const inFlight of [1, 4]) {
      const target = refusing((request) => (isDeletion(request) ? answer : undefined));
      const result = await playedOn(target, { inFlight });
      expect(target.most).toBe(1);
      expect(result.left).toHaveLength(1);
      expect(result.reason).toContain(reason);
      expect(result.verdict).toBe(answer.status === 401 ? "inconclusive" : result.verdict);
    }
  }); // biome-ignore format: a table reads better in lines

  it("also without a trial, and in a scenario of several", async () => {
    for (const more of [{ requests: 11 }, { only: ["covering"], requests: 11 }]) {
      const target = refusing((request) => (isDeletion(request) ? json(403, {}) : undefined));
      await playedOn(target, more);
      expect(target.stored()).toBeLessThanOrEqual(2);
    }
  });
});

describe("no more than twenty things exist at a time", () => {
  for (const { options, rows } of sampled([1, 4], 2))
    it.each(rows)("where deletions work, with %i in flight", options, async (inFlight) => {
      const target = refusing(() => undefined);
      const result = await playedOn(target, { inFlight });
      expect(target.most).toBeGreaterThan(5);
      expect(target.most).toBeLessThanOrEqual(20);
      expect(result.left).toEqual([]);
      expect(result.reason).toBeUndefined();
    });

  for (const { options, rows } of sampled([1, 4], 2))
    it.each(rows)("where deletions fail after the third, with %i in flight", options, async (inFlight) => {
      const target = refusing((request, nth) => (isDeletion(request) && nth > 3 ? json(500, {}) : undefined));
      const result = await playedOn(target, { inFlight });
      expect(target.most).toBeLessThanOrEqual(20);
      expect(result.left.length).toBe(target.stored());
      expect(result.reason).toMatch(/answers 500 .*so nothing more is created; \d+ left behind/);
    });

  it("where what cannot be deleted may stay as well", async () => {
    const target = refusing((request) => (isDeletion(request) ? json(403, {}) : undefined));
    const { envelope } = callerOf(target);
    await playedOn(target, { account: { ...envelope.account, shared: true, mayLeave: true } });
    expect(target.most).toBeGreaterThan(1);
    expect(target.most).toBeLessThanOrEqual(20);
  });
});

describe("what a refused request or a second time makes", () => {
  it.each<[string, (target: EndpointTarget) => EndpointTarget["spoil"], string]>([
    ["a refusal that makes it all the same", () => (request, answer) => (isCreation(request) && answer.status === 200 ? json(422, { statusCode: 422, message: ["no"] }) : answer), "made-once/made-though-refused"],
    ["one request that makes two", (target) => (request, answer) => { if (isCreation(request) && answer.status === 200) target.make(JSON.parse(request.body ?? "")); return answer; }, "made-once/made-twice"],
  ])("is a violation: %s", async (_, spoil, place) => {
    const target = endpointTarget();
    target.spoil = spoil(target);
    const result = await playedOn(target, { requests: 20, only: ["covering"] });
    const found = result.findings.filter(({ fingerprint }) => fingerprint.endsWith(place));
    expect(found).toHaveLength(1);
    expect(result.verdict).toBe("fail");
    expect(target.stored()).toBe(0);
  }); // biome-ignore format: a table reads better in lines
});

describe("what nothing can delete", () => {
  const on = async (shared: boolean, mayLeave: boolean) => {
    const bakery = await loadContract("bakery");
    const links = (id: string) => ({ ...bakery.operations[id]!, links: [] });
    const operations = Object.fromEntries(Object.keys(bakery.operations).map((id) => [id, links(id)]));
    const target = endpointTarget({ ...bakery, operations });
    const { operation, envelope } = callerOf(target, bakery);
    const account = { ...envelope.account, shared, mayLeave };
    const prepared = prepare({ contract: { ...bakery, operations }, target, operation: operation.id, seed: 42, requests: 20, account, userAgent: "test/1", clock: instantClock() }); // biome-ignore format: short
    return resultOf(prepared, run(prepared));
  };

  it("is not sent to an account that others use, unless it may be left", async () => {
    expect((await on(true, false)).left).toEqual([]);
    expect((await on(true, false)).statistics.judged).toBeLessThan((await on(true, true)).statistics.judged);
  });

  it("counts as left behind", async () => {
    expect((await on(true, true)).left.length).toBeGreaterThan(0);
    expect((await on(false, false)).left.length).toBeGreaterThan(0);
  });
});
