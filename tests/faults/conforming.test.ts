import { describe, expect, it } from "vitest";
import { CONFORMING } from "./conforming.ts";
import { REQUESTS, runConforming } from "./run.ts";

/** Enough for every kind of case; `npm run faults -- --conforming --cases 10000` takes longer and more. */
const FEW = 100;

describe("a conforming endpoint raises no alarm", () => {
  it("in any of many styles", () => expect(CONFORMING.length).toBeGreaterThanOrEqual(15));

  it.each(CONFORMING.map((variant, index) => [variant.name, variant, index] as const))(
    "%s",
    async (_, variant, index) => {
      const target = await variant.open();
      const { alarms } = await runConforming(target, index === 0 ? REQUESTS : FEW, variant).finally(() =>
        target.close(),
      );
      expect(alarms.map(({ fingerprint, violation }) => `${fingerprint}: ${violation.title}`)).toEqual([]);
    },
  );
});
