import { contract } from "../../generated/index.ts";
import { accountOf, defaultOperation } from "../../src/account/environment.ts";
import type { Planned } from "../../src/cases/kind.ts";
import { Suite, type SuiteOptions } from "../../src/engine/suite.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { Target } from "../../src/http/exchange.ts";
import type { Fault } from "./fault.ts";
import { openPlanted } from "./target.ts";

const SEED = 42;
export const REQUESTS = 400;

const plans = new Map<string, readonly Planned[]>();

/** A suite whose plan is made once for all runs of the same size: it follows from contract, seed and caller alone. */
export class PlannedSuite extends Suite {
  override *plan(): Iterable<Planned> {
    const { requests, seed } = this.options;
    const key = JSON.stringify([requests, seed, this.envelope]);
    const known = plans.get(key) ?? [...super.plan()];
    plans.set(key, known);
    yield* known;
  }
}

const optionsOf = (target: Target, requests: number, signal?: AbortSignal): SuiteOptions => ({
  contract,
  target,
  operation: defaultOperation(contract),
  seed: SEED,
  requests,
  account: accountOf(contract, target, SEED, {}),
  userAgent: "planted-faults/1",
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
export async function runFault(fault: Fault, until: "end" | "told"): Promise<Outcome> {
  const stop = new AbortController();
  const target = openPlanted(typeof fault.plant === "function" ? fault.plant() : fault.plant);
  const suite = new PlannedSuite(optionsOf(target, REQUESTS, stop.signal));
  let requests: number | undefined;
  await suite.run((sent) => {
    if (requests !== undefined || !toldIn(suite, fault)) return;
    requests = sent;
    if (until === "told") stop.abort();
  });
  const told = toldIn(suite, fault);
  const others = violations(suite).filter((one) => one.fingerprint !== told?.fingerprint);
  return { fault, ...(told ? { told, requests: requests ?? suite.budget.sent } : {}), others };
}

const violations = (suite: Suite): Finding[] =>
  suite.findings.all().filter(({ severity }) => severity === "violation");

const toldIn = (suite: Suite, { check, title }: Fault): Finding | undefined =>
  violations(suite).find((one) => one.check === check && title.test(one.violation.title));

/** The violations that a run of so many requests finds in a target, none of which a conforming one may show. */
export async function runConforming(
  target: Target,
  requests: number,
): Promise<{ sent: number; alarms: Finding[] }> {
  const suite = new PlannedSuite(optionsOf(target, requests));
  await suite.run();
  if (suite.reason !== undefined) throw new Error(`${target.name}: ${suite.reason}`);
  return { sent: suite.budget.sent, alarms: violations(suite) };
}
