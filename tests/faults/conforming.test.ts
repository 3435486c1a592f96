import { describe, expect, it } from "vitest";
import { instantClock } from "../fixtures/instant-clock.ts";
import { sampled } from "../fixtures/sampled.ts";
import { CONFORMING } from "./conforming.ts";
import { REQUESTS, runConforming } from "./run.ts";

/** Enough for every kind of case; `npm run faults -- --conforming --cases 10000` takes longer and more. */
const FEW = 80;
/** Enough to read answers of every operation. */
const WIRED = 30;

it("endpoints that conform are of many styles", () => expect(CONFORMING.length).toBeGreaterThanOrEqual(15));

describe.each(sampled(CONFORMING, 8))("a conforming endpoint raises no alarm: $name", ({ options, rows }) => {
  it.each(rows.map((variant) => [variant.name, variant] as const))("%s", options, async (_, variant) => {
    const clock = instantClock();
    const target = await variant.open(clock);
    const requests = variant === CONFORMING[0] ? REQUESTS : variant.isWired ? WIRED : FEW;
    const { alarms } = await runConforming(target, requests, clock).finally(() => target.close());
    expect(alarms.map(({ fingerprint, violation }) => `${fingerprint}: ${violation.title}`)).toEqual([]);
  });
});
