import { setImmediate } from "node:timers/promises";
import type { Env } from "../account/environment.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { json } from "../core/output/sinks.ts";
import { ROOT } from "../core/root.ts";
import type { PreparedRun } from "../engine/prepare.ts";
import { prepareTogether } from "../engine/prepare-together.ts";
import { runTogether } from "../engine/run.ts";
import { CaseCoverage } from "../engine/run-result.ts";
import { documentLines } from "../report/document-lines.ts";
import { type Detail, terminalReport } from "../report/formats/text.ts";
import { ProjectRecord } from "../report/project-record.ts";
import { expectRequests } from "../short-run.js";
import { EXIT } from "./exit.ts";
import { allMade, type Interrupt, onInterrupt } from "./interrupt.ts";
import { keepHistory } from "./keep-history.ts";
import { outlives } from "./keep-journal.ts";
import { type FailedCases, lastFailed } from "./last-failed.ts";
import { keepReport } from "./last-report.ts";
import { Progress } from "./progress.ts";
import { closeOptions, type RunArguments, runOptions } from "./run-options.ts";
import { annotate, isAnnotated, prepareReport, writeReport } from "./write-report.ts";

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
  { started, cases }: { readonly started: number; readonly cases: FailedCases | undefined },
): Promise<number> {
  const shown = new Progress(stderr);
  const options = await runOptions(given, env, interrupt.signal, shown.wait);
  expectRequests(options.requests);
  try {
    const prepared = await prepareTogether(options, options.operations ?? [options.operation]);
    interrupt.watch(allMade(prepared));
    if (given.dryRun) return await printPlans(prepared, interrupt.signal);
    // The embedded endpoint takes seconds: only a terminal, where progress is erased again, shows it.
    const isLong = stderr.isTerminal || outlives(options.target);
    if (given.json !== true && given.quiet !== true && isLong) shown.begin(options.requests);
    const lineOf = documentLines(ROOT);
    const record = new ProjectRecord(prepared, { started, lineOf });
    const input = cases ? { chosen: (of: PreparedRun) => cases.of(of) } : {};
    for await (const of of runTogether(prepared, input)) {
      record.add(of);
      shown.add(of.event);
    }
    const missing = cases?.missing();
    if (missing !== undefined) stderr.line(missing);
    // A part of a plan covers less than the runs that history tells of.
    const report = options.shard
      ? record.report()
      : keepHistory(record.report(), { folder: given.history, resent: cases?.resent() });
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

/** Prints the plan of each operation. */
async function printPlans(all: readonly PreparedRun[], signal: AbortSignal): Promise<number> {
  let status: number = EXIT.pass;
  for (const prepared of all) {
    if (all.length > 1) stdout.line(`${prepared.options.operation}:`);
    status = Math.max(status, await printPlan(prepared, signal));
  }
  return status;
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
