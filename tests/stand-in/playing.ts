import { onTestFinished } from "vitest";
import { contract } from "../../generated/index.ts";
import { accountOf, defaultOperation, type Env } from "../../src/account/environment.ts";
import type { Suite, SuiteOptions } from "../../src/engine/suite.ts";
import { type Finding, fails } from "../../src/findings/finding.ts";
import type { Target } from "../../src/http/exchange.ts";
import { type Report, reportOf } from "../../src/report/report.ts";
import { PlannedSuite } from "../faults/run.ts";
import { type StandIn, type StandInOptions, startStandIn } from "./stand-in.ts";

/** A stand-in until the test ends; a test that runs beside others says itself when that is. */
export async function standIn(options: StandInOptions = {}, atEnd = onTestFinished): Promise<StandIn> {
  const server = await startStandIn(options);
  atEnd(() => server.close());
  return server;
}

export const USER_AGENT = "stand-in-test/1";

/** A run to its end, what it says, and the findings that would fail it. */
export async function play(
  target: Target,
  more: Partial<SuiteOptions> & { readonly env?: Env } = {},
): Promise<{ suite: Suite; report: Report; alarms: Finding[] }> {
  const { env = {}, ...given } = more;
  const suite = new PlannedSuite({
    contract,
    target,
    operation: defaultOperation(contract),
    seed: 42,
    requests: 60,
    account: accountOf(contract, target, 42, env),
    userAgent: USER_AGENT,
    ...given,
  });
  await suite.run();
  return { suite, report: reportOf(suite, 0), alarms: suite.findings.all().filter(fails) };
}
