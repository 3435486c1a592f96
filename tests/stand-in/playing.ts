import { onTestFinished } from "vitest";
import { accountOf, defaultOperation, type Env } from "../../src/account/environment.ts";
import { prepare, type RunOptions } from "../../src/engine/prepare.ts";
import { run } from "../../src/engine/run.ts";
import { type RunResult, resultOf } from "../../src/engine/run-result.ts";
import { type Finding, fails } from "../../src/findings/finding.ts";
import type { Target } from "../../src/http/exchange.ts";
import { type Report, reportOf } from "../../src/report/report.ts";
import { planOf, underTestOf } from "../faults/run.ts";
import { instantClock } from "../fixtures/instant-clock.ts";
import { contract } from "../fixtures/project.ts";
import { type StandIn, type StandInOptions, startStandIn } from "./stand-in.ts";

/** A stand-in until the test ends. */
export async function standIn(options: StandInOptions = {}): Promise<StandIn> {
  const server = await startStandIn(options);
  onTestFinished(() => server.close());
  return server;
}

export const USER_AGENT = "stand-in-test/1";

/** A run to its end, what it says, and the findings that would fail it. */
export async function play(
  target: Target,
  more: Partial<RunOptions> & { readonly env?: Env } = {},
): Promise<{ result: RunResult; report: Report; alarms: Finding[] }> {
  const { env = {}, ...given } = more;
  const options = {
    contract,
    target,
    operation: defaultOperation(contract),
    seed: 42,
    requests: 60,
    account: accountOf(contract, target, 42, env),
    userAgent: USER_AGENT,
    clock: instantClock(),
    ...given,
  };
  const prepared = prepare(options, underTestOf(options.seed));
  const result = await resultOf(prepared, run(prepared, { cases: planOf(prepared) }));
  return { result, report: reportOf(result, 0), alarms: result.findings.filter(fails) };
}
