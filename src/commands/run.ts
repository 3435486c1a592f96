import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { accountOf, defaultOperation, type Env, USER_AGENT, wholeNumber } from "../account/environment.ts";
import type { Contract } from "../contract/contract.ts";
import { duration } from "../core/duration.ts";
import { SuiteError } from "../core/errors.ts";
import { adviceOn, nameOfTrouble } from "../core/file-trouble.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { json } from "../core/output/sinks.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import { ROOT } from "../core/root.ts";
import { expectWhole, projectFiles } from "../core/write-all.ts";
import { writeFile } from "../core/write-file.ts";
import { type PreparedRun, prepare, type RunOptions } from "../engine/prepare.ts";
import { run } from "../engine/run.ts";
import { CaseCoverage, RunResult } from "../engine/run-result.ts";
import type { Deviation } from "../findings/deviations.ts";
import { loadDeviations } from "../findings/deviations-file.ts";
import { staleRecordings } from "../recordings/stale-recordings.ts";
import { argumentWith } from "../redact/typed-secret.ts";
import { REPORT_FORMATS } from "../report/formats/index.ts";
import { terminalReport } from "../report/formats/text.ts";
import type { Report } from "../report/report.ts";
import { reportOf } from "../report/report.ts";
import { expectRequests } from "../short-run.js";
import { openTarget } from "../targets/open-target.ts";
import { EXIT } from "./exit.ts";
import { type Interrupt, onInterrupt } from "./interrupt.ts";
import { keepJournal, outlives } from "./keep-journal.ts";
import { keepReport } from "./last-report.ts";
import { warnOutdated } from "./outdated.ts";
import { progress } from "./progress.ts";
import { transportOptions } from "./transport-options.ts";

export interface RunArguments {
  readonly target?: string;
  readonly operation?: string;
  readonly only?: string;
  readonly seed?: string;
  readonly requests?: string;
  readonly strength?: string;
  readonly deviations?: string;
  readonly share?: string;
  readonly timeout?: string;
  readonly report?: string;
  readonly maxAge?: string;
  /** For `record` alone. */
  readonly prune?: boolean;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

export const DEFAULT_SEED = 42;
export const DEFAULT_REQUESTS = 400;
export const DEFAULT_TARGET = "sandbox";

/** Times that one recorded answer is asked for at most: a gateway's is tried again. */
const MOST_REPLAYS = 3;

/** Loads the contract when it is needed: other commands work without, or before, `generated/`. */
export async function loadContract(): Promise<Contract> {
  await expectWhole(projectFiles(ROOT, "generated"), "npx contract generate");
  try {
    const { contract } = await import("../../generated/index.ts");
    if (contract?.operations === undefined) throw new Error("it holds no contract");
    return contract;
  } catch (error) {
    throw new SuiteError(
      `generated/ cannot be loaded (${(error as Error).message.split("\n")[0]}); run npm run generate`,
    );
  }
}

/** Reasons and evidence stand in reports. @throws SuiteError where the token stands in them, without repeating it */
function refuseTokenIn(deviations: readonly Deviation[], env: Env): void {
  const token = env[TOKEN_VARIABLE]?.trim() ?? "";
  const texts = deviations.map(({ covers, reason, evidence }) => `${covers}\n${reason}\n${evidence}`);
  if (argumentWith(token, texts) !== undefined)
    throw new SuiteError(
      `the known differences hold the token of ${TOKEN_VARIABLE}, and reports show them: take it out, and out of use`,
    );
}

export const seedOfRun = (given: string | undefined, env: Env): number =>
  given !== undefined
    ? wholeNumber(given, "--seed")
    : env.CONTRACT_SEED
      ? wholeNumber(env.CONTRACT_SEED, "CONTRACT_SEED")
      : DEFAULT_SEED;

/** Everything that a run needs, from the command line and the environment; the caller closes it with `closeOptions`. */
export async function runOptions(given: RunArguments, env: Env, signal?: AbortSignal): Promise<RunOptions> {
  const seed = seedOfRun(given.seed, env);
  const requests =
    given.requests === undefined ? DEFAULT_REQUESTS : wholeNumber(given.requests, "--requests", 1);
  const only = given.only?.split(",").map((kind) => kind.trim());
  const deviations = await loadDeviations(given.deviations, ROOT);
  refuseTokenIn(deviations, env);
  const contract = await loadContract();
  warnOutdated(contract, ROOT, env);
  const operation = given.operation ?? defaultOperation(contract);
  const maxAge = given.maxAge === undefined ? undefined : duration(given.maxAge, "--max-age");
  const strength = strengthOf(given.strength);
  const target = await openTarget(given.target ?? (env.CONTRACT_TARGET || DEFAULT_TARGET), {
    namedBy: given.target === undefined ? "CONTRACT_TARGET" : "--target",
    contract,
    root: ROOT,
    env,
    operation,
    signal,
    ...transportOptions(given),
  });
  try {
    const { recorded } = target;
    if (maxAge !== undefined && !recorded)
      throw new SuiteError("--max-age is about recordings: use it with --target recorded");
    const account = accountOf(contract, target, seed, env);
    return {
      contract,
      target,
      operation,
      seed,
      // Replaying costs nobody a request, so every recording is sent unless a ceiling is asked for; a gateway's
      // answer may be given again.
      requests: given.requests === undefined && recorded ? 1 + recorded.length * MOST_REPLAYS : requests,
      only,
      strength,
      userAgent: USER_AGENT,
      deviations,
      stale: maxAge === undefined ? [] : staleRecordings(recorded ?? [], maxAge, Date.now()),
      inFlight: target.loopback ? 1 : IN_FLIGHT,
      signal,
      // Last, so that nothing can fail once there is a journal.
      ...(given.dryRun ? { account } : await keepJournal(contract, operation, target, account)),
    };
  } catch (error) {
    await target.close();
    throw error;
  }
}

/** Closes what `runOptions` has opened; a journal that cannot be closed keeps no endpoint open. */
export async function closeOptions({ journal, target }: RunOptions): Promise<void> {
  try {
    await journal?.end();
  } finally {
    await target.close();
  }
}

/**
 * Cases in flight on another machine: enough for a slow connection to use up an account's limit; on this machine cases
 * go one by one, in order.
 */
const IN_FLIGHT = 4;

function strengthOf(given = "2"): 2 | 3 {
  if (given === "2" || given === "3") return given === "2" ? 2 : 3;
  throw new SuiteError(
    `--strength ${given}: expected 2 or 3, the number of levels that covering cases combine`,
  );
}

/** `contract run`: plays the plan, reports, and answers with the verdict's exit status. */
export async function runCommand(given: RunArguments, env: Env): Promise<number> {
  const interrupt = onInterrupt();
  const started = performance.now();
  try {
    if (given.report !== undefined) await prepareReport(given.report);
    return await runAndReport(given, env, interrupt, started);
  } finally {
    interrupt.off();
  }
}

async function runAndReport(
  given: RunArguments,
  env: Env,
  interrupt: Interrupt,
  started: number,
): Promise<number> {
  const options = await runOptions(given, env, interrupt.signal);
  expectRequests(options.requests);
  try {
    const prepared = prepare(options);
    interrupt.watch(prepared.cleanup);
    if (given.dryRun) return await printPlan(prepared, interrupt.signal);
    // The embedded endpoint takes seconds: only a terminal, where progress is erased again, shows it.
    const isLong = stderr.isTerminal || outlives(options.target);
    const shown = progress(stderr, options.requests, given.json !== true && isLong);
    const result = new RunResult(prepared);
    for await (const event of run(prepared)) {
      result.add(event);
      shown.add(event);
    }
    const report = reportOf(result, performance.now() - started);
    keepReport(report);
    // Colour on a terminal alone, and never where NO_COLOR is set (no-color.org).
    const color = stdout.isTerminal && !env.NO_COLOR;
    stdout.text(given.json ? `${json(report)}\n` : terminalReport(report, color), color);
    if (given.report !== undefined) writeReport(given.report, report);
    return EXIT[report.verdict];
  } finally {
    await closeOptions(options);
  }
}

/** Prints the plan and the coverage that it would reach, were every case answered; sends nothing. */
async function printPlan({ cases, context }: PreparedRun, signal: AbortSignal): Promise<number> {
  const coverage = new CaseCoverage(context.underTest);
  for (const planned of cases()) {
    await setImmediate();
    if (signal.aborted) return EXIT.inconclusive;
    if ("case" in planned) {
      coverage.add(planned.case);
      stdout.line(planned.case.id);
    } else if ("scenario" in planned) stdout.line(`${planned.id}: ${planned.scenario.requests} requests`);
    else stdout.line(`${planned.id} skipped: ${planned.skipped}`);
  }
  const { values, boundaries, pairs, rules } = coverage.report();
  const reached = Object.entries({ values, boundaries, pairs, rules }).map(
    ([name, { covered, total }]) => `${name} ${covered}/${total}`,
  );
  stdout.line(`coverage ${reached.join(", ")}`);
  return EXIT.pass;
}

/** Creates the folder before the first request, so that a run is not lost to a folder that cannot be written. */
async function prepareReport(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (error) {
    throw new SuiteError(
      `--report ${directory}: cannot be written (${nameOfTrouble(error)}): ${adviceOn(error)}, or name another folder`,
    );
  }
}

/** @throws SuiteError that names the file which cannot be written; the others are whole, or as they were */
function writeReport(directory: string, report: Report): void {
  for (const { file, write } of REPORT_FORMATS) writeFile(join(directory, file), write(report));
}
