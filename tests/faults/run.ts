import { accountOf, defaultOperation } from "../../src/account/environment.ts";
import { KINDS } from "../../src/cases/index.ts";
import type { Planned } from "../../src/cases/kind.ts";
import { withoutPauses } from "../../src/core/slices.ts";
import { planCases, planTried } from "../../src/engine/plan.ts";
import { type PreparedRun, prepare, type RunOptions } from "../../src/engine/prepare.ts";
import { run } from "../../src/engine/run.ts";
import { RunResult, resultOf } from "../../src/engine/run-result.ts";
import type { Deviation } from "../../src/findings/deviations.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import type { Target } from "../../src/http/exchange.ts";
import { instantClock } from "../fixtures/instant-clock.ts";
import { madeOnce, sharedUnderTest } from "../fixtures/made-once.ts";
import { contract } from "../fixtures/project.ts";
import type { Fault } from "./fault.ts";
import type { Plant } from "./plant.ts";
import { openPlanted } from "./target.ts";

const SEED = 42;
export const REQUESTS = 400;
/** Numbers of requests by which it is counted how many faults are told. */
export const BUDGETS = [60, 150, REQUESTS];

const operation = defaultOperation(contract);
/** What runs of the same seed share, made once. */
export const underTestOf = (seed: number): OperationUnderTest => sharedUnderTest(contract, operation, seed);

/** Kinds whose drafts follow from contract and seed alone, so that they are made once for all runs. */
const KNOWN_KINDS = KINDS.map((kind) => (kind.id === "fuzz" ? kind : madeOnce(kind)));

/** The plan of a run, of drafts that are made once. */
export const planOf = ({
  options: { target, requests, only },
  context,
  envelope,
  naming,
}: PreparedRun): Iterable<Planned> =>
  withoutPauses(
    (target.stores ? planTried : planCases)(
      only ? KNOWN_KINDS.filter(({ id }) => only.includes(id)) : KNOWN_KINDS,
      context,
      envelope,
      requests,
      { naming },
    ),
  );

/** An endpoint that faults are planted in, and what is known of it. */
export interface Ground {
  readonly open: (plant: Plant) => Target;
  readonly deviations?: readonly Deviation[];
}

/** The embedded endpoint, of which no difference is known. */
const PLAIN: Ground = { open: openPlanted };

const optionsOf = (target: Target, requests: number, signal?: AbortSignal): RunOptions => ({
  contract,
  target,
  operation,
  seed: SEED,
  requests,
  account: accountOf(contract, target, SEED, {}),
  userAgent: "planted-faults/1",
  clock: instantClock(),
  signal,
});

/** What a run finds in an endpoint with a fault. */
export interface Outcome {
  readonly fault: Fault;
  /** The finding that tells of it: by the check, and with the title, that the table names. */
  readonly told?: Finding;
  /** How many requests were sent when it showed. */
  readonly requests?: number;
  /** Violations beside it. */
  readonly others: readonly Finding[];
}

/** Plays the default plan against a fault; to its end, or until the fault is told. */
export async function runFault(
  fault: Fault,
  until: "end" | "told",
  { open, deviations = [] }: Ground = PLAIN,
): Promise<Outcome> {
  const stop = new AbortController();
  const target = open(typeof fault.plant === "function" ? fault.plant() : fault.plant);
  const prepared = prepare({ ...optionsOf(target, REQUESTS, stop.signal), deviations }, underTestOf(SEED));
  const result = new RunResult(prepared);
  let requests: number | undefined;
  let sent = 0;
  for await (const event of run(prepared, { cases: planOf(prepared) })) {
    result.add(event);
    if (event.type === "exchanged") sent = event.sent;
    if (event.type !== "played" || requests !== undefined || !toldIn(result, fault)) continue;
    requests = sent;
    if (until === "told") stop.abort();
  }
  const told = toldIn(result, fault);
  const others = violations(result).filter((one) => one.fingerprint !== told?.fingerprint);
  return { fault, ...(told ? { told, requests: requests ?? sent } : {}), others };
}

const violations = ({ findings }: RunResult): Finding[] =>
  findings.filter(({ severity, status }) => severity === "violation" && status !== "known");

const toldIn = (result: RunResult, { check, title }: Fault): Finding | undefined =>
  violations(result).find((one) => one.check === check && title.test(one.violation.title));

/** The violations that a run of so many requests finds in a target, none of which a conforming one may show. */
export async function runConforming(
  target: Target,
  requests: number,
  clock = instantClock(),
): Promise<{ sent: number; alarms: Finding[] }> {
  const prepared = prepare({ ...optionsOf(target, requests), clock }, underTestOf(SEED));
  const result = await resultOf(prepared, run(prepared, { cases: planOf(prepared) }));
  if (result.reason !== undefined) throw new Error(`${target.name}: ${result.reason}`);
  return { sent: result.requests.sent, alarms: violations(result) };
}
