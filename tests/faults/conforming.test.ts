import { describe, expect, it, vi } from "vitest";
import type { BodySource } from "../../src/body/base.ts";
import { CONFORMING } from "./conforming.ts";
import { REQUESTS, runConforming } from "./run.ts";

// A covering array is built once for each source: with one source for all runs, each of them takes a tenth of the time.
vi.mock("../../src/body/base.ts", async (original) => {
  const real = await original<typeof import("../../src/body/base.ts")>();
  const sources = new Map<unknown, BodySource>();
  const bodySource: typeof real.bodySource = (contract, operation) => {
    const source = sources.get(operation) ?? real.bodySource(contract, operation);
    sources.set(operation, source);
    return source;
  };
  return { ...real, bodySource };
});

/** Enough for every kind of case; `npm run faults -- --conforming --cases 10000` takes longer and more. */
const FEW = 160;

describe("a conforming endpoint raises no alarm", () => {
  it("in any of many styles", () => expect(CONFORMING.length).toBeGreaterThanOrEqual(15));

  it.each(CONFORMING.map((variant, index) => [variant.name, variant, index] as const))(
    "%s",
    async (_, variant, index) => {
      const target = await variant.open();
      const { alarms } = await runConforming(target, index === 0 ? REQUESTS : FEW).finally(() =>
        target.close(),
      );
      expect(alarms.map(({ fingerprint, violation }) => `${fingerprint}: ${violation.title}`)).toEqual([]);
    },
  );
});
