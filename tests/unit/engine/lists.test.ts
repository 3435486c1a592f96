import { describe, expect, it } from "vitest";
import { type Json, type JsonObject, valueAt } from "../../../src/core/json.ts";
import { prepare } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { type RunResult, resultOf } from "../../../src/engine/run-result.ts";
import type { Answer, WireRequest } from "../../../src/http/exchange.ts";
import { planOf } from "../../faults/run.ts";
import { contractOf, documentText } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { sharedUnderTest } from "../../fixtures/made-once.ts";
import { sampled } from "../../fixtures/sampled.ts";
import { callerOf, type EndpointTarget, endpointTarget } from "../journal/endpoint-target.ts";

const PAGES = {
  "by number": "size: limit, page: page",
  "by offset": "size: limit, offset: offset",
  "by cursor": "size: limit, cursor: cursor, next: /meta/after",
  "by address": "size: limit, next: /meta/address",
  "not at all": "",
} as const;

const text = await documentText("parcels");
const contractWith = (pages: string) =>
  contractOf(text.replace(", pages: {size: limit, page: page}", pages && `, pages: {${pages}}`).replace(", default: 3", pages && ", default: 3")); // biome-ignore format: one line

type Spoil = (request: WireRequest, answer: Answer) => Answer;

const byNumber = contractWith(PAGES["by number"]);

async function resultFor(
  operation: string,
  spoil: Spoil = (_, answer) => answer,
  made = byNumber,
): Promise<{ result: RunResult; target: EndpointTarget }> {
  const contract = await made;
  const target = endpointTarget(contract);
  target.spoil = spoil;
  const { envelope } = callerOf(target, contract);
  const prepared = prepare({ contract, target, operation, seed: 42, requests: 150, account: envelope.account, userAgent: "test/1", clock: instantClock() }, sharedUnderTest(contract, operation, 42)); // biome-ignore format: one line
  return { result: await resultOf(prepared, run(prepared, { cases: planOf(prepared) })), target };
}

const violationsOf = ({ findings }: RunResult): string[] =>
  findings.filter(({ severity }) => severity === "violation").map(({ fingerprint }) => fingerprint);

describe("a list in pages", () => {
  for (const { options, rows } of sampled(Object.entries(PAGES), 3))
    it.each(rows)("%s is followed to its end, without an alarm", options, async (_, pages) => {
      const { result, target } = await resultFor("list-parcels", undefined, contractWith(pages));
      expect(violationsOf(result)).toEqual([]);
      expect(result.verdict).toBe("pass");
      expect(target.stored()).toBe(0);
      const asked = target.requests.filter(
        ({ method, path }) => method === "GET" && path.includes("limit=2"),
      );
      if (pages !== "") expect(asked.length).toBeGreaterThan(3);
    });

  it.each(["make-parcel", "read-parcel", "remove-parcel"])(
    "is beside %s, whose reads have an envelope of their own and whose deletion needs a body",
    async (operation) => {
      const { result, target } = await resultFor(operation);
      expect(violationsOf(result)).toEqual([]);
      expect([result.verdict, result.reason]).toEqual(["pass", undefined]);
      expect(target.stored()).toBe(0);
    },
  );
});

/** Changes the lists that are answered. */
const onList =
  (change: (parcels: JsonObject[], request: WireRequest) => Json): Spoil =>
  (request, answer) => {
    if (request.method !== "GET" || !/^\/parcels(\?|$)/.test(request.path) || answer.status !== 200) return answer;
    const body = JSON.parse(answer.text) as JsonObject;
    return { ...answer, text: JSON.stringify({ ...body, parcels: change(valueAt(body, "/parcels") as JsonObject[], request) }) };
  }; // biome-ignore format: a table reads better in lines

const listAnswer =
  (status: number, when: (request: WireRequest) => boolean): Spoil =>
  (request, answer) =>
    request.method === "GET" && /^\/parcels(\?|$)/.test(request.path) && when(request)
      ? { status, headers: { "content-type": "application/json" }, text: '{"message":"sorry"}' }
      : answer;

const first: JsonObject[] = [];

function keptFirst(parcels: JsonObject[]): JsonObject[] {
  first.push(...parcels);
  return parcels;
}

const FAULTS: readonly (readonly [string, Spoil, string])[] = [
  ["it hides an item", onList((parcels) => parcels.slice(1)), "list-parcels/lifecycle/list-lacks"],
  ["it stops after its first page", onList((parcels, { path }) => (path.includes("page=") ? [] : parcels)), "list-parcels/lifecycle/list-lacks"],
  ["it answers the first page for each", onList((parcels, { path }) => (path.includes("page=") && parcels.length > 0 ? first.slice(0, 2) : keptFirst(parcels))), "list-parcels/lifecycle/list-repeats"],
  ["it holds an item twice", onList((parcels) => [...parcels, ...parcels.slice(0, 1)]), "list-parcels/lifecycle/list-repeats"],
  ["it takes no notice of the number of items", onList((parcels) => [...parcels, ...[1, 2, 3].map((id) => ({ id: `other-${id}`, label: "x", state: "open" }))]), "list-parcels/lifecycle/list-size"],
  ["it takes no notice of a filter", onList((parcels, { path }) => (path.includes("state=") ? [...parcels, { id: "o1", label: "x", state: "open" }, { id: "o2", label: "x", state: "sent" }] : parcels)), "list-parcels/lifecycle/list-filter"],
  ["it shows what an item was before", onList((parcels) => parcels.map((one) => ({ ...one, state: one.state === "open" ? "sent" : "open" }))), "list-parcels/lifecycle/read-differs/parcels[].state"],
  ["it fails", listAnswer(500, () => true), "list-parcels/no-crash/500"],
  ["it fails on the second page", listAnswer(500, ({ path }) => path.includes("page=2")), "list-parcels/lifecycle/list-page"],
]; // biome-ignore format: a table reads better in lines

describe("a list with a fault", () => {
  it.each(FAULTS)("is told: %s", async (_, spoil, fingerprint) => {
    const { result } = await resultFor("list-parcels", spoil);
    expect(violationsOf(result).join(" ")).toContain(fingerprint);
  });

  it("is told in the life of what it lists: it still holds what is deleted", async () => {
    const made: JsonObject[] = [];
    const keeping: Spoil = (request, answer) => {
      if (request.method === "POST" && answer.status === 201)
        made.push(valueAt(JSON.parse(answer.text), "/parcel") as JsonObject);
      return onList(() => made)(request, answer);
    };
    const { result, target } = await resultFor("make-parcel", keeping);
    expect(violationsOf(result).join(" ")).toContain("list-after-delete");
    // Others use the endpoint: nothing more is made once a list shows that nothing is deleted.
    expect(result.verdict).toBe("fail");
    expect(target.stored()).toBe(0);
  });

  it("is told in the life of what it lists: it fails", async () => {
    const { result } = await resultFor(
      "make-parcel",
      listAnswer(500, () => true),
    );
    expect(violationsOf(result).join(" ")).toContain("list-parcels/no-crash/500");
  });
});
