import { describe, expect, it } from "vitest";
import { CHECKS } from "../../src/checks/index.ts";
import { sampled } from "../fixtures/sampled.ts";
import { BUDGETS, REQUESTS, runFault } from "./run.ts";
import { FAULTS } from "./table/index.ts";

/** One fault in sixteen, and the first that each check tells. */
const PARTS = sampled(FAULTS, 16, ({ check }) => check);

/** Faults of each part that are told within 60, 150 and 400 requests, at least: numbers that may only rise. */
const TOLD_WITHIN = [
  [28, 32, 35],
  [261, 280, 315],
];

/** Checks whose findings are observations, which no fault is. */
const OBSERVING = ["probe", "undocumented-field"];

describe("the planted faults", () => {
  it("are many, of names of their own, and there is one for each check", () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(300);
    expect(new Set(FAULTS.map((one) => `${one.class} ${one.name}`)).size).toBe(FAULTS.length);
    const told = new Set([...FAULTS.map(({ check }) => check), ...OBSERVING]);
    expect([...told].sort()).toEqual(CHECKS.map(({ id }) => id).sort());
    expect(new Set(PARTS[0]?.rows.map(({ check }) => check))).toEqual(
      new Set(FAULTS.map((one) => one.check)),
    );
  });
});

describe.each(PARTS.map((part, index) => ({ ...part, floors: TOLD_WITHIN[index] ?? [] })))(
  "of the planted faults $name",
  ({ options, rows, floors }) => {
    const needed: number[] = [];

    describe.each([...new Set(rows.map((one) => one.class))])("of the class %s", (kind) => {
      it.each(rows.filter((one) => one.class === kind).map((fault) => [fault.name, fault] as const))(
        "%s: is told by its check, in words that describe it",
        options,
        async (_, fault) => {
          const { told, requests, others } = await runFault(fault, "told");
          const instead = others.map(({ check, violation }) => `${check}: ${violation.title}`);
          expect(told?.violation.title, instead.join("; ")).toMatch(fault.title);
          expect(requests).toBeLessThanOrEqual(REQUESTS);
          needed.push(requests ?? REQUESTS);
        },
      );
    });

    it("are told within few requests", options, () => {
      expect(needed.length).toBe(rows.length);
      const told = BUDGETS.map((budget) => needed.filter((requests) => requests <= budget).length);
      for (const [index, least] of floors.entries())
        expect(told[index], `within ${BUDGETS[index]} requests`).toBeGreaterThanOrEqual(least);
      expect(floors.length).toBe(BUDGETS.length);
    });
  },
);
