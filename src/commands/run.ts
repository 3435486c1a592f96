import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { Contract } from "../contract.ts";
import { accountOf, defaultOperation, type Env, ROOT, USER_AGENT, wholeNumber } from "../environment.ts";
import { SuiteError, type Target } from "../exchange.ts";
import type { Report } from "../report/report.ts";
import { reportOf } from "../report/report.ts";
import { terminalReport } from "../report/terminal.ts";
import { Suite, type SuiteOptions } from "../suite.ts";
import { openTarget } from "../targets/open-target.ts";
import { progress } from "./progress.ts";

export interface RunArguments {
  readonly target?: string;
  readonly operation?: string;
  readonly only?: string;
  readonly seed?: string;
  readonly requests?: string;
  readonly report?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

export const DEFAULT_SEED = 42;
export const DEFAULT_REQUESTS = 400;
export const DEFAULT_TARGET = "sandbox";

/** Loaded when it is needed: other commands work without, or before, `generated/`. */
export async function loadContract(): Promise<Contract> {
  try {
    const { contract } = await import("../../generated/index.ts");
    return contract;
  } catch (error) {
    throw new SuiteError(
      `generated/ cannot be loaded (${(error as Error).message.split("\n")[0]}); run npm run generate`,
    );
  }
}

export const seedOfRun = (given: string | undefined, env: Env): number =>
  given !== undefined
    ? wholeNumber(given, "--seed")
    : env.CONTRACT_SEED
      ? wholeNumber(env.CONTRACT_SEED, "CONTRACT_SEED")
      : DEFAULT_SEED;

/** Everything that a run needs, from the command line and the environment; the caller closes the target. */
export async function suiteOptions(
  given: RunArguments,
  env: Env,
  signal?: AbortSignal,
): Promise<SuiteOptions> {
  const seed = seedOfRun(given.seed, env);
  const requests =
    given.requests === undefined ? DEFAULT_REQUESTS : wholeNumber(given.requests, "--requests", 1);
  const only = given.only?.split(",").map((kind) => kind.trim());
  const contract = await loadContract();
  const operation = given.operation ?? defaultOperation(contract);
  const target = await openTarget(given.target ?? (env.CONTRACT_TARGET || DEFAULT_TARGET), {
    contract,
    root: ROOT,
    env,
    operation,
  });
  return {
    contract,
    target,
    operation,
    seed,
    requests,
    only,
    account: accountOf(contract, target, seed, env),
    userAgent: USER_AGENT,
    signal,
  };
}

/** Exit statuses of the command line (DESIGN: 0 pass, 1 fail, 2 wrong usage, 3 inconclusive). */
export const EXIT = { pass: 0, fail: 1, usage: 2, inconclusive: 3 } as const;

/** `contract run`: plays the plan, reports, and answers with the verdict's exit status. */
export async function runCommand(given: RunArguments, env: Env): Promise<number> {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const started = performance.now();
  const options = await suiteOptions(given, env, stop.signal);
  try {
    const suite = makeSuite(options);
    if (given.dryRun) return printPlan(suite);
    const shown = progress(process.stderr, given.json !== true);
    await suite.run(shown.step);
    shown.end();
    const report = reportOf(suite, performance.now() - started);
    if (given.report !== undefined) await writeReport(given.report, report);
    process.stdout.write(
      given.json
        ? `${JSON.stringify(report, undefined, 2)}\n`
        : terminalReport(report, wantsColor(process.stdout, env)),
    );
    return EXIT[report.verdict];
  } finally {
    process.off("SIGINT", onInterrupt);
    await options.target.close();
  }
}

function makeSuite(options: SuiteOptions): Suite {
  const suite = new Suite(options);
  if (suite.planned.length === 0)
    throw new SuiteError("the plan is empty: no case fits the options; leave out --only or raise --requests");
  return suite;
}

function printPlan(suite: Suite): number {
  for (const one of suite.planned)
    process.stdout.write("case" in one ? `${one.case.id}\n` : `${one.id} skipped: ${one.skipped}\n`);
  return EXIT.pass;
}

/** Colour on a terminal alone, and never where NO_COLOR is set (no-color.org). */
const wantsColor = (stream: { readonly isTTY?: boolean }, env: Env): boolean =>
  stream.isTTY === true && !env.NO_COLOR;

/** @throws SuiteError that names the folder and why it cannot be written. */
async function writeReport(directory: string, report: Report): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await writeFileAtomic(join(directory, "report.json"), `${JSON.stringify(report, undefined, 2)}\n`);
    await writeFileAtomic(join(directory, "report.txt"), terminalReport(report, false));
  } catch (error) {
    throw new SuiteError(
      `--report ${directory}: cannot be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}); name a folder with room that you may write to`,
    );
  }
}

export type { Target };
