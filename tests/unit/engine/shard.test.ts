import { describe, expect, test } from "vitest";
import type { Planned } from "../../../src/cases/kind.ts";
import { isTrial } from "../../../src/engine/plan.ts";
import { ceilingOf, ownPart } from "../../../src/engine/shard.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";

const skipped = (name: string): Planned => ({ ...caseIdentity("covering", name), skipped: "no user id" });
const scenario = (name: string, requests: number): Planned => ({
  ...caseIdentity("lifecycle", name),
  scenario: { name, requests, priority: 1, run: async () => {} },
});
const idOf = (one: Planned | undefined): string => (one === undefined || "case" in one ? "" : one.id);

/** The ids that each of so many shards sends. */
const partsOf = (plan: readonly Planned[], of: number, requests: number): string[][] =>
  Array.from({ length: of }, (_, at) =>
    [...ownPart(plan, { index: at + 1, of, requests }, isTrial)].map(idOf).filter((id) => id !== ""),
  );

const requestsIn = (ids: readonly string[], plan: readonly Planned[]): number =>
  plan.reduce(
    (sum, one) => sum + (ids.includes(idOf(one)) && "scenario" in one ? one.scenario.requests : 0),
    0,
  );

describe("a plan in parts", () => {
  const plan = [3, 1, 1, 5, 1, 1, 1, 1, 1, 1].map((requests, at) => scenario(`s${at}`, requests));

  test.each([1, 2, 3, 5])("of %i has every case in one of them", (of) => {
    const parts = partsOf(plan, of, 20);
    expect(parts.flat().sort()).toEqual(plan.map(idOf).sort());
  });

  test("is divided by requests, not by cases", () => {
    const sent = partsOf(plan, 2, 16).map((ids) => requestsIn(ids, plan));
    expect(sent).toEqual([8, 8]);
  });

  test("has a skipped case in one part alone", () => {
    expect(partsOf([skipped("a"), skipped("b")], 2, 10)).toEqual([["covering/a", "covering/b"], []]);
  });

  test("begins everywhere with the trial of whether what is made can be deleted", () => {
    const parts = partsOf([scenario("trial", 4), scenario("s1", 1), scenario("s2", 1)], 2, 12);
    expect(parts).toEqual([
      ["lifecycle/trial", "lifecycle/s1"],
      ["lifecycle/trial", "lifecycle/s2"],
    ]);
  });

  test("makes the same pauses in every part, since each makes the whole plan", () => {
    const all = [...ownPart([undefined, scenario("s", 1)], { index: 2, of: 2, requests: 4 })];
    expect(all).toEqual([undefined, undefined]);
  });

  test.each([
    [10, 3, [4, 3, 3]],
    [2, 3, [1, 1, 0]],
    [400, 1, [400]],
  ])("of %i requests gives %i parts ceilings that add up to it", (requests, of, want) => {
    expect(want.map((_, at) => ceilingOf({ index: at + 1, of, requests }))).toEqual(want);
  });
});
