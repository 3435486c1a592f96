import { describe, expect, it } from "vitest";
import { PRIORITY } from "../../../src/cases/priority.ts";

const all = Object.entries(PRIORITY);

describe("priorities", () => {
  it("are shares of a whole", () => {
    for (const [name, priority] of all) {
      expect(priority, name).toBeGreaterThanOrEqual(0);
      expect(priority, name).toBeLessThanOrEqual(1);
    }
    expect.assertions(2 * all.length);
  });

  it("stand in the order in which they are spent, what the docs promise before what they leave open", () => {
    const names = all.map(([name]) => name);
    const sorted = all.toSorted(([, one], [, other]) => other - one).map(([name]) => name);
    expect(names).toEqual(sorted);
    expect(PRIORITY.coveringRow).toBeGreaterThan(PRIORITY.probe);
    expect(PRIORITY.brokenRequest).toBeGreaterThan(PRIORITY.oddRequest);
    expect(PRIORITY.fuzz).toBe(0);
  });
});
