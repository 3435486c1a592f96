import { describe, expect, it } from "vitest";
import { compiledRule } from "../../../src/contract/compiled-rule.ts";
import type { Rule, SchemaObject } from "../../../src/contract/contract.ts";
import { requestLocations } from "../../../src/contract/locations.ts";
import { ofBody } from "../../../src/contract/request-schema.ts";
import type { Json } from "../../../src/core/json.ts";
import { atOnce } from "../../../src/core/slices.ts";
import { Coverage } from "../../../src/coverage/coverage.ts";
import { Covering } from "../../../src/generation/covering/covering.ts";

function coverageOf(
  properties: NonNullable<SchemaObject["properties"]>,
  rules: readonly Rule[] = [],
): { add(body: Json, isValid: boolean): void } & Pick<Coverage, "report"> {
  const locations = requestLocations(
    {
      docs: "/",
      parameters: [],
      requestBody: { schema: { type: "object", properties }, docs: "/body" },
    } as never,
    {},
  );
  const compiled = rules.map(compiledRule);
  const ofRequests = rules.map((rule) => ({ ...rule, keeps: ofBody(rule.keeps) }));
  const coverage = new Coverage({
    rules: compiled,
    requests: {
      locations,
      covering: atOnce(Covering.of(locations, {}, ofRequests, 1)),
      isCoveringMade: true,
    },
  });
  return {
    add: (body, isValid) => coverage.add({ path: {}, query: {}, header: {}, body }, isValid),
    report: (reasons) => coverage.report(reasons),
  };
}

const flag = { type: "boolean" };
const rule = (id: string, keeps: Rule["keeps"], breaks: Rule["breaks"]): Rule => ({
  id,
  sentence: id,
  docs: "/",
  keeps,
  breaks,
});
const both = { required: ["a", "b"] };

describe("the coverage of values", () => {
  it("counts each that was sent in a valid body, once", () => {
    const coverage = coverageOf({ a: flag });
    expect(coverage.report().values).toEqual({ covered: 0, total: 3, infeasible: 0 });
    for (const body of [{ a: true }, { a: true }, {}]) coverage.add(body, true);
    expect(coverage.report().values).toEqual({ covered: 2, total: 3, infeasible: 0 });
    expect(coverage.report().missing.filter((one) => one.startsWith("value"))).toEqual([
      "value a: false was not sent in a valid body and answered",
    ]);
  });

  it("passes over bodies that are not valid", () => {
    const coverage = coverageOf({ a: flag });
    coverage.add({ a: true }, false);
    expect(coverage.report().values.covered).toBe(0);
    expect(coverage.report().pairs.covered).toBe(0);
  });

  it("leaves out what a rule forbids, and says how many these are", () => {
    const forbids = rule("never-a", { not: { required: ["a"] } }, { required: ["a"] });
    expect(coverageOf({ a: flag, b: flag }, [forbids]).report().values).toEqual({
      covered: 0,
      total: 4,
      infeasible: 2,
    });
  });
});

describe("the coverage of pairs", () => {
  it("counts each two values that stood together, once", () => {
    const coverage = coverageOf({ a: flag, b: flag });
    expect(coverage.report().pairs).toEqual({ covered: 0, total: 9, infeasible: 0 });
    expect(coverage.report().missing.at(-1)).toBe("pairs: 9 of 9 were not sent and answered");
    for (const body of [{ a: true }, { a: true }, { a: true, b: false }]) coverage.add(body, true);
    expect(coverage.report().pairs.covered).toBe(2);
    expect(coverage.report().missing.at(-1)).toBe("pairs: 7 of 9 were not sent and answered");
  });

  it("is whole when all of them were sent, and nothing is missing then", () => {
    const coverage = coverageOf({ a: flag, b: flag });
    for (const a of [{}, { a: true }, { a: false }])
      for (const b of [{}, { b: true }, { b: false }]) coverage.add({ ...a, ...b }, true);
    expect(coverage.report()).toEqual({
      values: { covered: 6, total: 6, infeasible: 0 },
      boundaries: { covered: 0, total: 0 },
      pairs: { covered: 9, total: 9, infeasible: 0 },
      rules: { covered: 0, total: 0 },
      missing: [],
    });
  });

  it("leaves out those that a rule forbids, and says how many these are", () => {
    const apart = rule("apart", { not: both }, both);
    const coverage = coverageOf({ a: flag, b: flag }, [apart]);
    expect(coverage.report().pairs).toEqual({ covered: 0, total: 5, infeasible: 4 });
    coverage.add({ a: true, b: true }, true);
    expect(coverage.report().pairs.covered).toBe(0);
  });

  it("does not count values of two items", () => {
    const item = { type: "object", properties: { a: flag, b: flag }, required: ["a", "b"] };
    const rows = { type: "array", items: item, minItems: 2 };
    const coverage = coverageOf({ rows });
    const pairsOf = (rows: Json[]): number => {
      const before = coverage.report().pairs.covered;
      coverage.add({ rows }, true);
      return coverage.report().pairs.covered - before;
    };
    // a with b in either item, and many items with each of the four values.
    expect(
      pairsOf([
        { a: true, b: true },
        { a: false, b: false },
      ]),
    ).toBe(6);
    expect(
      pairsOf([
        { a: true, b: false },
        { a: false, b: true },
      ]),
    ).toBe(2);
  });
});

describe("the coverage of boundaries", () => {
  const size = { type: "integer", minimum: 1, maximum: 9 };

  it("counts each that a value lay at, in whatever body", () => {
    const coverage = coverageOf({ size });
    expect(coverage.report().boundaries).toEqual({ covered: 0, total: 6 });
    for (const value of [1, 1, 0, 5]) coverage.add({ size: value }, value > 0);
    expect(coverage.report().boundaries).toEqual({ covered: 2, total: 6 });
    expect(coverage.report().missing.filter((one) => one.startsWith("boundary"))).toEqual([
      "boundary size: minimum 1 inside was not sent and answered",
      "boundary size: maximum 9 at was not sent and answered",
      "boundary size: maximum 9 inside was not sent and answered",
      "boundary size: maximum 9 outside was not sent and answered",
    ]);
  });

  it("finds them in any item of a list", () => {
    const coverage = coverageOf({ sizes: { type: "array", items: size } });
    coverage.add({ sizes: [5, 1] }, true);
    expect(coverage.report().missing).toContain(
      "boundary sizes[]: minimum 1 inside was not sent and answered",
    );
    expect(coverage.report().boundaries.covered).toBe(1);
  });

  it("names bounds that nothing can reach", () => {
    const { boundaries, missing } = coverageOf({ a: { type: "string", maxLength: 1e9 } }).report();
    expect(boundaries.total).toBe(0);
    expect(missing).toContain(
      "boundary a: maxLength 1000000000 is out of reach: no more than 100000 can be sent",
    );
  });
});

describe("the coverage of rules", () => {
  const a = { properties: { a: { const: true } }, required: ["a"] };
  const b = { required: ["b"] };
  const conditional = rule("a-needs-b", { if: a, then: b }, { ...a, not: b });
  const rulesOf = (keeps: Rule["keeps"], breaks: Rule["breaks"], ...bodies: [Json, boolean][]) => {
    const coverage = coverageOf({ a: flag, b: flag }, [rule("r", keeps, breaks)]);
    for (const [body, isValid] of bodies) coverage.add(body, isValid);
    const { rules, missing } = coverage.report();
    return { ...rules, missing: missing.filter((one) => one.startsWith("rule")) };
  };

  it("counts each that was kept, and each that was broken, once", () => {
    const coverage = coverageOf({ a: flag, b: flag }, [conditional, rule("no-b", { not: b }, b)]);
    expect(coverage.report().rules).toEqual({ covered: 0, total: 4 });
    for (const body of [{ a: true }, { a: true }, { a: true, b: true }]) coverage.add(body, true);
    expect(coverage.report().rules).toEqual({ covered: 4, total: 4 });
    expect(coverage.report().missing.filter((one) => one.startsWith("rule"))).toEqual([]);
  });

  it("names what was neither kept nor broken", () => {
    expect(rulesOf({ if: a, then: b }, { ...a, not: b })).toEqual({
      covered: 0,
      total: 2,
      missing: ["rule r kept: was not sent and answered", "rule r broken: was not sent and answered"],
    });
  });

  it("does not take a rule for kept of which a body says nothing", () => {
    expect(rulesOf({ if: a, then: b }, { ...a, not: b }, [{ a: false }, true]).covered).toBe(0);
    expect(rulesOf({ if: a, else: b }, false, [{ a: true }, true]).covered).toBe(0);
    expect(rulesOf({ if: a, else: b }, false, [{ b: true }, true]).covered).toBe(1);
  });

  it("takes a rule without a condition for kept by each body that keeps it", () => {
    expect(rulesOf(b, { not: b }, [{ b: true }, true])).toMatchObject({ covered: 1, total: 2 });
    expect(rulesOf(true, b, [{}, true])).toMatchObject({ covered: 1, total: 2 });
  });

  it("takes it for kept in a valid body alone, and for broken in any", () => {
    expect(rulesOf(b, { not: b }, [{ b: true }, false]).covered).toBe(0);
    expect(rulesOf(b, { not: b }, [{}, false])).toMatchObject({
      covered: 1,
      missing: ["rule r kept: was not sent and answered"],
    });
  });

  it("takes it for neither where a body does not certainly keep it", () => {
    expect(rulesOf(b, { ...b, required: ["a", "b"] }, [{ a: true }, true]).covered).toBe(0);
  });

  it("asks for no broken one where the docs do not say that it is refused", () => {
    expect(rulesOf(b, false)).toMatchObject({
      total: 1,
      missing: ["rule r kept: was not sent and answered"],
    });
  });

  it("goes on to count what is left of a rule that was kept", () => {
    expect(rulesOf(b, { not: b }, [{ b: true }, true], [{}, true])).toEqual({
      covered: 2,
      total: 2,
      missing: [],
    });
  });
});

it("names further gaps last", () => {
  expect(coverageOf({}).report(["case x: no answer"]).missing).toEqual(["case x: no answer"]);
});

it("names values first, then boundaries, those out of reach, rules, pairs and the rest", () => {
  const properties = { a: { type: "string", maxLength: 1e9 }, b: { type: "integer", minimum: 1 } };
  const { missing } = coverageOf(properties, [rule("r", true, false)]).report(["the rest"]);
  expect(missing.map((one) => one.replace(/ .*/, ""))).toEqual([
    ...Array<string>(5).fill("value"),
    ...Array<string>(4).fill("boundary"),
    "rule",
    "pairs:",
    "the",
  ]);
  expect(missing[8]).toMatch(/out of reach/);
});
