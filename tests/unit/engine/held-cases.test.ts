import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { run } from "../../../src/engine/run.ts";
import { RunResult } from "../../../src/engine/run-result.ts";
import type { Target } from "../../../src/http/exchange.ts";
import { answer, made, planned, tinyRun, tinyTarget, valid } from "./tiny-run.ts";

/** Exchanges that are kept of a finding or a check as evidence, at most; no more cases than these may be held. */
const MOST_KEPT = 300;

/** Frees what nobody holds. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

type Answers = NonNullable<Parameters<typeof tinyTarget>[0]>;

/** Numbers of the cases that were judged, and of those that are still held once the run is over and its result is there. */
async function heldOf(count: number, answers: Answers, more: Partial<Target>) {
  let sent = 0;
  const target: Target = { ...tinyTarget(made, more), send: async (request) => answers(request, ++sent) };
  const on = tinyRun(target, { requests: 2 * count });
  const result = new RunResult(on);
  const cases: WeakRef<object>[] = [];
  for await (const event of run(on, { cases: planned(on, ...valid(count)), shrinks: false })) {
    result.add(event);
    if (event.type === "judged") cases.push(new WeakRef(event.case));
  }
  const held = await leastHeld(cases);
  expect(result.statistics.judged).toBe(cases.length);
  return [cases.length, held] as const;
}

/** What is not held is freed by one of a few collections: a stack that is left may still point to some of it in the first. */
async function leastHeld(cases: readonly WeakRef<object>[]): Promise<number> {
  let held = cases.length;
  for (let turn = 0; turn < 5 && held > MOST_KEPT; turn++) {
    // What a reference was made to in this turn is held until the next one.
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    held = cases.filter((one) => one.deref() !== undefined).length;
  }
  return held;
}

it.each<[string, Answers, Partial<Target>]>([
  ["accepted on the run's own endpoint", made, { shrinksFree: true }],
  ["accepted elsewhere", made, {}],
  ["found at fault", () => answer(200, { invoice: { id: "1" } }), { shrinksFree: true }],
  ["refused", (request, nth) => (nth === 1 ? made(request, nth) : answer(422, { reasons: ["no"] })), {}],
])("cases that were %s are not held beyond what is kept as evidence", async (_, answers, more) => {
  const [judged, held] = await heldOf(2 * MOST_KEPT, answers, more);
  expect(judged).toBe(2 * MOST_KEPT);
  expect(held).toBeLessThan(MOST_KEPT + 20);
});
