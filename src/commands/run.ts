import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Env } from "../account/environment.ts";
import { SuiteError } from "../core/errors.ts";
import { adviceOn, nameOfTrouble } from "../core/file-trouble.ts";
import { makeFolder } from "../core/make-folder.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { json } from "../core/output/sinks.ts";
import { ROOT } from "../core/root.ts";
import { writeFile } from "../core/write-file.ts";
import { type PreparedRun, prepareInSlices } from "../engine/prepare.ts";
import { run } from "../engine/run.ts";
import { CaseCoverage } from "../engine/run-result.ts";
import { annotationsOf } from "../report/annotations.ts";
import { documentLines } from "../report/document-lines.ts";
import { REPORT_FORMATS } from "../report/formats/index.ts";
import { type Detail, terminalReport } from "../report/formats/text.ts";
import type { Report } from "../report/report.ts";
import { RunRecord } from "../report/run-record.ts";
import { expectRequests } from "../short-run.js";
import { EXIT } from "./exit.ts";
import { type Interrupt, onInterrupt } from "./interrupt.ts";
import { keepHistory } from "./keep-history.ts";
import { outlives } from "./keep-journal.ts";
import { chosenCases, lastFailed } from "./last-failed.ts";
import { keepReport } from "./last-report.ts";
import { Progress } from "./progress.ts";
import { closeOptions, type RunArguments, runOptions } from "./run-options.ts";

/** `contract run`: plays the plan, reports, and answers with the verdict's exit status. */
export async function runCommand(given: RunArguments, env: Env): Promise<number> {
  const interrupt = onInterrupt();
  const started = performance.now();
  try {
    isAnnotated(given, env);
    if (given.report !== undefined) await prepareReport(given.report);
    const failed = given.lastFailed ? lastFailed(given) : undefined;
    return await runAndReport(failed?.given ?? given, env, interrupt, { started, cases: failed?.cases });
  } finally {
    interrupt.off();
  }
}

async function runAndReport(
  given: RunArguments,
  env: Env,
  interrupt: Interrupt,
  { started, cases }: { readonly started: number; readonly cases: ReadonlySet<string> | undefined },
): Promise<number> {
  const shown = new Progress(stderr);
  const options = await runOptions(given, env, interrupt.signal, shown.wait);
  expectRequests(options.requests);
  try {
    const prepared = await prepareInSlices(options);
    interrupt.watch(prepared.cleanup);
    if (given.dryRun) return await printPlan(prepared, interrupt.signal);
    // The embedded endpoint takes seconds: only a terminal, where progress is erased again, shows it.
    const isLong = stderr.isTerminal || outlives(options.target);
    if (given.json !== true && given.quiet !== true && isLong) shown.begin(options.requests);
    const lineOf = documentLines(ROOT, options.contract.document);
    const record = new RunRecord(prepared, { started, lineOf });
    for await (const event of run(prepared, cases ? { cases: chosenCases(prepared, cases) } : {})) {
      record.add(event);
      shown.add(event);
    }
    const report = keepHistory(record.report(), given.history);
    keepReport(report);
    // Colour on a terminal alone, and never where NO_COLOR is set (no-color.org).
    const color = stdout.isTerminal && !env.NO_COLOR;
    const shape = { color, columns: stdout.columns, detail: detailOf(given) };
    stdout.text(given.json ? `${json(report)}\n` : terminalReport(report, shape), color);
    annotate(report, given, env);
    if (given.report !== undefined) await writeReport(given.report, report);
    return EXIT[report.verdict];
  } finally {
    await closeOptions(options);
  }
}

/** Prints the plan and the coverage that it would reach, were every case answered; sends nothing. */
async function printPlan({ casesInSlices, context }: PreparedRun, signal: AbortSignal): Promise<number> {
  const coverage = new CaseCoverage(context.underTest);
  for await (const planned of casesInSlices()) {
    await setImmediate();
    if ("case" in planned) {
      coverage.add(planned.case);
      stdout.line(planned.case.id);
    } else if ("scenario" in planned) stdout.line(`${planned.id}: ${planned.scenario.requests} requests`);
    else stdout.line(`${planned.id} skipped: ${planned.skipped}`);
  }
  if (signal.aborted) return EXIT.inconclusive;
  const { values, boundaries, pairs, rules } = coverage.report();
  const reached = Object.entries({ values, boundaries, pairs, rules }).map(
    ([name, { covered, total }]) => `${name} ${covered}/${total}`,
  );
  stdout.line(`coverage ${reached.join(", ")}`);
  return EXIT.pass;
}

const detailOf = ({ quiet, verbose }: RunArguments): Detail =>
  quiet ? "quiet" : verbose ? "verbose" : "usual";

/** True if new findings are annotated for GitHub. @throws SuiteError for another service */
function isAnnotated({ annotations }: RunArguments, env: Env): boolean {
  if (annotations === undefined) return env.GITHUB_ACTIONS === "true";
  if (annotations === "github" || annotations === "none") return annotations === "github";
  throw new SuiteError(`--annotations ${annotations}: expected github or none`);
}

/** Prints annotations after the report, or, where that is data, beside it. */
function annotate(report: Report, given: RunArguments, env: Env): void {
  if (!isAnnotated(given, env)) return;
  const printer = given.json ? stderr : stdout;
  for (const annotation of annotationsOf(report)) printer.annotation(annotation);
}

/** Creates the folder before the first request, so that a run is not lost to a folder that cannot be written. */
async function prepareReport(directory: string): Promise<void> {
  try {
    makeFolder(directory);
    await access(directory, constants.W_OK);
  } catch (error) {
    throw new SuiteError(
      `--report ${directory}: cannot be written (${nameOfTrouble(error)}): ${adviceOn(error)}, or name another folder`,
    );
  }
}

/** @throws SuiteError that names the file which cannot be written; the others are whole, or as they were */
async function writeReport(directory: string, report: Report): Promise<void> {
  for (const { file, write } of REPORT_FORMATS) writeFile(join(directory, file), await write(report));
}
