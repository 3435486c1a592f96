import { describe, expect, it } from "vitest";
import { CHECKS } from "../../src/checks/index.ts";
import { BUDGETS, REQUESTS, runFault } from "./run.ts";
import { FAULTS } from "./table/index.ts";

/** Faults that are told within 60, 150 and 400 requests, at least: numbers that may only rise. */
const TOLD_WITHIN = [289, 312, 350];

/** Checks whose findings are observations, which no fault is. */
const OBSERVING = ["probe", "undocumented-field"];

describe("the planted faults", () => {
  const needed: number[] = [];

  it("are many, of names of their own, and there is one for each check", () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(300);
    expect(new Set(FAULTS.map((one) => `${one.class} ${one.name}`)).size).toBe(FAULTS.length);
    const told = new Set([...FAULTS.map(({ check }) => check), ...OBSERVING]);
    expect([...told].sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  });

  describe.each([...new Set(FAULTS.map((one) => one.class))])("of the class %s", (kind) => {
    it.each(FAULTS.filter((one) => one.class === kind).map((fault) => [fault.name, fault] as const))(
      "%s: is told by its check, in words that describe it",
      async (_, fault) => {
        const { told, requests, others } = await runFault(fault, "told");
        const instead = others.map(({ check, violation }) => `${check}: ${violation.title}`);
        expect(told?.violation.title, instead.join("; ")).toMatch(fault.title);
        expect(requests).toBeLessThanOrEqual(REQUESTS);
        needed.push(requests ?? REQUESTS);
      },
    );
  });

  it("are told within few requests", () => {
    expect(needed.length).toBe(FAULTS.length);
    const told = BUDGETS.map((budget) => needed.filter((requests) => requests <= budget).length);
    for (const [index, least] of TOLD_WITHIN.entries())
      expect(told[index], `within ${BUDGETS[index]} requests`).toBeGreaterThanOrEqual(least);
    expect.hasAssertions();
  });
});
