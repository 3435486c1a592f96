import { describe, expect, it } from "vitest";
import { KINDS } from "../../../src/cases/index.ts";
import type { Draft, Kind, Planned, Scenario } from "../../../src/cases/kind.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { withoutPauses } from "../../../src/core/slices.ts";
import { chosenKinds, planCases, planTried } from "../../../src/engine/plan.ts";
import { draftOf, runnable, tinyRun, tinyTarget } from "./tiny-run.ts";

const { context, envelope } = tinyRun(tinyTarget());
const poor = { ...envelope, account: { tag: "t1", bindings: { TINY_CUSTOMER_ID: [] } } };

const kind = (id: string, drafts: Iterable<Draft | Scenario>): Kind => ({
  id,
  sends: "nothing",
  drafts: () => drafts,
});
const draft = (name: string, priority: number): Draft => draftOf(name, { priority });
const scenario = (name: string, priority: number, requests: number): Scenario => ({
  name,
  priority,
  requests,
  run: async () => {},
});

/** The ids of what is planned, and those of what is not sent in brackets. */
const idsOf = (cases: Iterable<Planned>): string[] =>
  [...cases].map((next) => ("case" in next ? next.case.id : "skipped" in next ? `(${next.id})` : next.id));

const plan = (kinds: readonly Kind[], requests = 100, by = envelope) =>
  idsOf(withoutPauses(planCases(kinds, context, by, requests)));

describe("a plan", () => {
  it("takes the draft of the highest priority next, of the earlier kind where two are alike", () => {
    const a = kind("a", [draft("1", 0.9), draft("2", 0.5), draft("3", 0)]);
    const b = kind("b", [draft("1", 0.9), draft("2", 0.7)]);
    expect(plan([a, b])).toEqual(["a/1", "b/1", "b/2", "a/2", "a/3"]);
    expect(plan([b, a])).toEqual(["b/1", "a/1", "b/2", "a/2", "a/3"]);
  });

  it("takes a scenario by its priority for each request", () => {
    const kinds = (requests: number) => [kind("a", [draft("1", 0.4)]), kind("s", [scenario("1", 0.9, requests)])];
    expect(plan(kinds(2))).toEqual(["s/1", "a/1"]);
    expect(plan(kinds(3))).toEqual(["a/1", "s/1"]);
    expect(plan(kinds(0))).toEqual(["s/1", "a/1"]);
  }); // biome-ignore format: short

  it("ends where the requests are spent, those of scenarios as well", () => {
    const a = kind("a", [draft("1", 0.4), draft("2", 0.4)]);
    const s = kind("s", [scenario("1", 0.9, 2)]);
    expect(plan([a, s], 3)).toEqual(["s/1", "a/1"]);
    expect(plan([a, s], 2)).toEqual(["s/1"]);
    expect(plan([a, s], 0)).toEqual([]);
  });

  it("passes over a scenario for which too few requests are left", () => {
    const kinds = [kind("s", [scenario("1", 0.9, 3)]), kind("a", [draft("1", 0.1), draft("2", 0.1)])];
    expect(plan(kinds, 2)).toEqual(["a/1", "a/2"]);
    expect(plan(kinds, 3)).toEqual(["s/1"]);
  });

  it("takes no more drafts than it needs", () => {
    function* endless(): Iterable<Draft> {
      for (let nth = 1; ; nth++) yield draft(String(nth), 1);
    }
    expect(plan([kind("a", endless())], 3)).toEqual(["a/1", "a/2", "a/3"]);
  });

  it("counts no request for what cannot be sent", () => {
    const free = (name: string) => draftOf(name, { body: {}, priority: 1 });
    const drafts = [draft("1", 1), free("2"), draft("3", 1), free("4")];
    expect(plan([kind("a", drafts)], 1, poor)).toEqual(["(a/1)", "a/2"]);
    expect(plan([kind("a", drafts)], 2, poor)).toEqual(["(a/1)", "a/2", "(a/3)", "a/4"]);
  });

  it("gives a kind up of which a thousand in a row cannot be sent, and goes on with the others", () => {
    function* endless(): Iterable<Draft> {
      for (let nth = 1; ; nth++) yield draft(String(nth), 1);
    }
    const ids = plan([kind("a", endless()), kind("b", [draftOf("1", { body: {}, priority: 0.5 })])], 100, poor);
    expect([ids.length, ids.at(-2), ids.at(-1)]).toEqual([1002, "(a/1001)", "b/1"]);
  }); // biome-ignore format: short

  it("begins to count anew with each that can be sent", () => {
    const body = {};
    const drafts = Array.from({ length: 2003 }, (_, nth) => (nth === 1000 ? draftOf("x", { body }) : draft(String(nth), 1)));
    expect(plan([kind("a", drafts)], 100, poor)).toHaveLength(2002);
  }); // biome-ignore format: short
});

describe("a plan in an account", () => {
  const drafts = Array.from({ length: 20 }, (_, nth) => draft(String(nth), 1));
  const named = (count: number) => drafts.slice(0, count).map(({ name }) => `a/${name}`);
  const tried = (requests: number, by = context) =>
    idsOf(withoutPauses(planTried([kind("a", drafts)], by, envelope, requests)));

  it("begins with the trial of one life, whose four requests count", () => {
    expect(tried(12)).toEqual(["lifecycle/trial", ...named(8)]);
    const [first] = withoutPauses(planTried([], context, envelope, 12));
    expect(first).toMatchObject({
      origin: { kind: "lifecycle", name: "trial" },
      scenario: { name: "trial", requests: 4 },
    });
  });

  it("has no trial where too few requests are left for cases", () => expect(tried(11)).toEqual(named(11)));

  it("has no trial where nothing deletes what is made", () => {
    const { "create-invoice": create, ...others } = runnable.operations;
    const operations = { ...others, "create-invoice": { ...create!, links: [] } };
    const bare = tinyRun(tinyTarget(), { contract: { ...runnable, operations } }).context;
    expect(tried(12, bare)).toEqual(named(12));
  });
});

describe("the kinds that run", () => {
  it("are all, or those that are named, in their own order", () => {
    expect(chosenKinds(undefined)).toEqual(KINDS);
    expect(chosenKinds(["fuzz", "example"]).map(({ id }) => id)).toEqual(["example", "fuzz"]);
  });

  it("are told where one is named that there is not", () => {
    const list = "example, door, rule, covering, invalid, boundary, lifecycle, probe, fuzz";
    expect(() => chosenKinds(["door", "odd"])).toThrow(
      new SuiteError(`--only odd: there is no such kind of case; there are ${list}`),
    );
  });
});
