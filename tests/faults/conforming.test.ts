import { describe, expect, it } from "vitest";
import { instantClock } from "../fixtures/instant-clock.ts";
import { CONFORMING } from "./conforming.ts";
import { REQUESTS, runConforming } from "./run.ts";

/** Enough for every kind of case; `npm run faults -- --conforming --cases 10000` takes longer and more. */
const FEW = 80;
/** Enough to read answers of every operation. */
const WIRED = 30;

describe("a conforming endpoint raises no alarm", () => {
  it("in any of many styles", () => expect(CONFORMING.length).toBeGreaterThanOrEqual(15));

  it.each(CONFORMING.map((variant, index) => [variant.name, variant, index] as const))(
    "%s",
    async (_, variant, index) => {
      const clock = instantClock();
      const target = await variant.open(clock);
      const requests = index === 0 ? REQUESTS : variant.isWired ? WIRED : FEW;
      const { alarms } = await runConforming(target, requests, clock).finally(() => target.close());
      expect(alarms.map(({ fingerprint, violation }) => `${fingerprint}: ${violation.title}`)).toEqual([]);
    },
  );
});
