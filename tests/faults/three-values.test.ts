import { describe, expect, it } from "vitest";
import { accountOf, defaultOperation } from "../../src/account/environment.ts";
import { prepare } from "../../src/engine/prepare.ts";
import { run } from "../../src/engine/run.ts";
import { resultOf } from "../../src/engine/run-result.ts";
import { instantClock } from "../fixtures/instant-clock.ts";
import { contract } from "../fixtures/project.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { crashes } from "./plant.ts";
import { underTestOf } from "./run.ts";
import { openPlanted } from "./target.ts";

const SEED = 42;
/** All rows of the pairs, and some forty of those that triples need beside them. */
const REQUESTS = 110;

const onThreeValues = crashes(
  ({ calendarType, widgetType, preBufferUnit }) =>
    calendarType === "class_booking" && widgetType === "classic" && preBufferUnit === "mins",
);

async function told(only: string, strength: 2 | 3): Promise<readonly string[]> {
  const target = openPlanted(onThreeValues);
  const account = accountOf(contract, target, SEED, {});
  const [operation, clock, userAgent] = [defaultOperation(contract), instantClock(), "planted-faults/1"];
  const about = { contract, target, operation, account, clock, userAgent, strength };
  const prepared = prepare({ ...about, seed: SEED, requests: REQUESTS, only: [only] }, underTestOf(SEED));
  const { findings } = await resultOf(prepared, run(prepared));
  return findings.filter(({ severity }) => severity === "violation").map(({ violation }) => violation.title);
}

describe("a fault of three values at once", () => {
  it("is told at strength 3", async () => {
    expect(await told("covering", 3)).toEqual([expect.stringContaining("the endpoint fails with 500")]);
  });

  it("is told neither by all pairs nor by as many requests of fuzzing", THOROUGH, async () => {
    expect(await told("covering", 2)).toEqual([]);
    expect(await told("fuzz", 2)).toEqual([]);
  });
});
