import { describe, expect, it } from "vitest";
import { CHECKS } from "../../src/checks/index.ts";
import { REQUESTS, runFault } from "./run.ts";
import { FAULTS } from "./table/index.ts";

/** Checks whose findings are observations, which no fault is. */
const OBSERVING = ["probe", "undocumented-field"];

describe("the planted faults", () => {
  it("are many, of names of their own, and there is one for each check", () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(60);
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
      },
    );
  });
});
