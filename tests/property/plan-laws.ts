import { describe, expect, it } from "vitest";
import { KINDS } from "../../src/cases/index.ts";
import type { Kind, KindContext, Planned } from "../../src/cases/kind.ts";
import type { Envelope } from "../../src/cases/shared/plan-case.ts";
import { matches } from "../../src/contract/conditions/matches.ts";
import type { Location } from "../../src/contract/locations.ts";
import { typesOf } from "../../src/contract/schema.ts";
import { typeOf, valueAt } from "../../src/core/json.ts";
import { randomOf } from "../../src/core/seed.ts";
import { withoutPauses } from "../../src/core/slices.ts";
import { Coverage, type CoverageReport } from "../../src/coverage/coverage.ts";
import { chosenKinds, planCases, planTried } from "../../src/engine/plan.ts";
import { brokenKeyword, type Fault } from "../../src/generation/fault.ts";
import { BOUNDARY_VALUES } from "../../src/generation/values/boundary-values.ts";
import { NAUGHTY_VALUES, UNPAIRED_SURROGATE } from "../../src/generation/values/naughty-values.ts";
import type { Case } from "../../src/http/exchange.ts";
import { madeOnce } from "../fixtures/made-once.ts";
import { sampled } from "../fixtures/sampled.ts";
import { contextOf, everyContract, SHIPPED } from "./contexts.ts";

const contracts = await everyContract();
const envelope: Envelope = { account: { bindings: {}, tag: "t" }, token: "token", userAgent: "agent" };
const planned = (context: KindContext, requests: number, kinds: readonly Kind[] = KINDS): Planned[] => [
  ...withoutPauses(planCases(kinds, context, envelope, requests)),
];
/** What a random request is depends on the answers; of the other kinds, plans of any size have the same drafts. */
const KNOWN_KINDS = KINDS.map((kind) => (kind.id === "fuzz" ? kind : madeOnce(kind)));
const plans = new Map<string, Planned[]>();
/** A plan that is made once for all the laws that only look at it. */
function knownPlan(context: KindContext, requests: number): Planned[] {
  const key = `${context.underTest.operation.id} ${context.underTest.seed} ${requests}`;
  const plan = plans.get(key) ?? planned(context, requests, KNOWN_KINDS);
  plans.set(key, plan);
  return plan;
}
const casesOf = (all: readonly Planned[]): Case[] => all.flatMap((one) => ("case" in one ? [one.case] : []));

function coverageOf({ underTest }: KindContext, cases: readonly Case[]): CoverageReport {
  const coverage = new Coverage(underTest);
  for (const { body, parameters, expect: wanted } of cases) {
    if (body === undefined || parameters === undefined) continue;
    const keeps = underTest.rules.every(({ breaks }) => !matches(breaks, body));
    coverage.add({ ...parameters, body }, wanted === "accept" && underTest.accepts(body) && keeps);
  }
  return coverage.report();
}

const costOf = (all: readonly Planned[]): number =>
  all.reduce((sum, one) => sum + ("scenario" in one ? one.scenario.requests : "case" in one ? 1 : 0), 0);

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("the plan of $name", options, ({ context }) => {
    it("is the same for the same seed, and a smaller budget has its beginning", () => {
      const idsOf = (plan: Planned[]) => plan.map((one) => ("case" in one ? one.case.id : one.id));
      const whole = idsOf(knownPlan(context, 60));
      expect(idsOf(planned(context, 60))).toEqual(whole);
      expect(idsOf(knownPlan(context, 400)).slice(0, 30)).toEqual(whole.slice(0, 30));
      expect(new Set(whole).size).toBe(whole.length);
    });

    it.each([0, 7, 60])("never costs more than %i requests", (requests) => {
      expect(costOf(knownPlan(context, requests))).toBeLessThanOrEqual(requests);
    });

    it("spends the whole of it, since there is always something to fuzz", () => {
      expect(costOf(knownPlan(context, 400))).toBe(400);
    });

    it("has only the kinds that are named", () => {
      for (const one of planned(context, 40, chosenKinds(["door", "rule"])))
        expect("case" in one ? one.case.origin.kind : one.origin.kind).toMatch(/^(door|rule)$/);
      expect(planned(context, 40, chosenKinds([]))).toEqual([]);
    });
  });

/** True for a wrong type at a location; that of an enum may be an empty text, which is its turn. */
const isOfType = (fault: Fault | undefined, { docs }: Location): boolean =>
  fault?.kind === "schema" && fault.docs === docs && /^(type|enum)$/.test(brokenKeyword(fault));

describe("at 400 requests the plan of the shipped contract", () => {
  const { context } = contracts.find(({ name }) => name === SHIPPED)!;

  for (const { options, rows } of sampled([42, 1], 2))
    it.each(rows)("covers every value, boundary, feasible pair and rule (seed %i)", options, (seed) => {
      const report = coverageOf(
        context,
        casesOf(knownPlan(contextOf(context.underTest.contract, seed), 400)),
      );
      expect(report.missing).toEqual([]);
      for (const { covered, total } of [report.values, report.boundaries, report.pairs, report.rules])
        expect(covered).toBe(total);
      expect(report.pairs.total).toBeGreaterThan(1000);
      expect(report.boundaries.total).toBeGreaterThan(10);
    });

  it("has a wrong type for each field, and every door", () => {
    const cases = casesOf(knownPlan(context, 400));
    const untyped = context.underTest.bodyLocations.filter(
      (location) =>
        location.pointer !== "" &&
        typesOf(location.schema).length > 0 &&
        !cases.some(({ fault }) => isOfType(fault, location)),
    );
    expect(untyped.map(({ pointer }) => pointer)).toEqual([]);
    const doors = [...withoutPauses(KINDS.find(({ id }) => id === "door")!.drafts(context))].map(
      ({ name }) => `door/${name}`,
    );
    const ids = new Set(cases.map(({ id }) => id));
    expect(doors.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("with a small budget the plan of the shipped contract", () => {
  const { context } = contracts.find(({ name }) => name === SHIPPED)!;
  it("covers more pairs with its first rows than the same rows in a random order do", () => {
    const reached = (cases: readonly Case[]) => coverageOf(context, cases).pairs.covered;
    const all = casesOf(planned(context, 400, chosenKinds(["covering"])));
    const best = reached(all.slice(0, 20));
    const random = randomOf(3);
    for (let tries = 0; tries < 8; tries++) {
      const keyed = all.map((row) => ({ row, key: random.nextInt(0, 1e6) })).sort((a, b) => a.key - b.key);
      expect(best).toBeGreaterThan(reached(keyed.slice(0, 20).map(({ row }) => row)));
    }
  });

  it("has at 60 requests all that finds much: corners, guards, likely faults of each type, whole lives", () => {
    const plan = [...withoutPauses(planTried(KINDS, context, envelope, 60))];
    const ids = plan.map((planned) => ("case" in planned ? planned.case.id : planned.id));
    const later = casesOf(knownPlan(context, 400)).map(({ id }) => id);
    const expected = [
      ...["example/docs", "covering/0", "lifecycle/trial", "invalid/request/truncated-json"],
      ...["door/no-token", "door/wrong-token", "door/no-version", "door/wrong-method"],
      "invalid/several/0",
    ];
    expect(expected.filter((id) => !ids.includes(id))).toEqual([]);
    const carried = (all: readonly string[]) => new Set(all.flatMap((id) => id.split(/[/+]/)));
    const [early, all] = [carried(ids), carried(later)];
    const values = [...BOUNDARY_VALUES, ...NAUGHTY_VALUES, UNPAIRED_SURROGATE].map(({ name }) => name);
    expect(values.filter((name) => all.has(name) && !early.has(name))).toEqual([]);
    const faults = casesOf(plan).flatMap(({ fault, body }) =>
      fault?.kind === "schema" && fault.keyword === "type" ? [typeOf(valueAt(body, fault.at))] : [],
    );
    expect(faults).toEqual(expect.arrayContaining(["null", "string", "integer"]));
  });
});

describe("choosing kinds", () => {
  it("takes all where none is named, and those that are", () => {
    expect(chosenKinds(undefined)).toEqual(KINDS);
    expect(chosenKinds(["fuzz", "example"]).map(({ id }) => id)).toEqual(["example", "fuzz"]);
  });

  it("refuses a kind that there is not, and says which there are", () => {
    expect(() => chosenKinds(["door", "nonsense"])).toThrow(
      /--only nonsense: there is no such kind of case; there are example, .*fuzz/,
    );
  });
});
