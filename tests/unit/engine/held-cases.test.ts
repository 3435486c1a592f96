import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
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

/** A run that is over, with the cases that it has judged. */
interface Played {
  readonly result: RunResult;
  readonly cases: readonly WeakRef<object>[];
}

async function played(count: number, answers: Answers, more: Partial<Target>): Promise<Played> {
  let sent = 0;
  const target: Target = { ...tinyTarget(made, more), send: async (request) => answers(request, ++sent) };
  const on = tinyRun(target, { requests: 2 * count });
  const result = new RunResult(on);
  const cases: WeakRef<object>[] = [];
  for await (const event of run(on, { cases: planned(on, ...valid(count)), shrinks: false })) {
    result.add(event);
    if (event.type === "judged") cases.push(new WeakRef(event.case));
  }
  return { result, cases };
}

const heldOf = ({ cases }: Played): number => cases.filter((one) => one.deref() !== undefined).length;

/** What is not held is freed by one of a few collections: a stack that is left may still point to some of it in the first. */
async function collectFor(all: readonly Played[]): Promise<void> {
  for (let turn = 0; turn < 5 && all.some((one) => heldOf(one) > MOST_KEPT); turn++) {
    // What a reference was made to in this turn is held until the next one.
    await new Promise((resolve) => setTimeout(resolve));
    collect();
  }
}

const ENDPOINTS: readonly [string, Answers, Partial<Target>][] = [
  ["accepted on the run's own endpoint", made, { shrinksFree: true }],
  ["accepted elsewhere", made, {}],
  ["found at fault", () => answer(200, { invoice: { id: "1" } }), { shrinksFree: true }],
  ["refused", (request, nth) => (nth === 1 ? made(request, nth) : answer(422, { reasons: ["no"] })), {}],
];

describe("cases, once their run is over and its result is there", () => {
  const all: Played[] = [];
  beforeAll(async () => {
    for (const [, answers, more] of ENDPOINTS) all.push(await played(2 * MOST_KEPT, answers, more));
    // Each collection goes through all that a worker holds: one serves all runs.
    await collectFor(all);
  });

  it.each(ENDPOINTS.map(([name], index) => [name, index] as const))(
    "that were %s are not held beyond what is kept as evidence",
    (_, index) => {
      const one = all[index] ?? expect.unreachable();
      expect(one.cases).toHaveLength(2 * MOST_KEPT);
      expect(one.result.statistics.judged).toBe(2 * MOST_KEPT);
      expect(heldOf(one)).toBeLessThan(MOST_KEPT + 20);
    },
  );
});
