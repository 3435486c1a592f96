import type { Planned } from "../cases/kind.ts";
import { SuiteError } from "../core/errors.ts";
import type { PreparedRun } from "../engine/prepare.ts";
import { fails } from "../findings/finding.ts";
import type { Report } from "../report/report.ts";
import { readReport } from "./last-report.ts";
import type { RunArguments } from "./run-options.ts";

/** The cases that failed in the last run, and the arguments by which they are made again. */
export interface LastFailed {
  readonly given: RunArguments;
  readonly cases: ReadonlySet<string>;
}

/**
 * Reads what failed last; where nothing else is asked for, its seed and operation are taken, and never its target, to
 * which the token would go.
 * @throws SuiteError where nothing failed, since a run that sends nothing says nothing
 */
export function lastFailed(given: RunArguments, report: Report = readReport()): LastFailed {
  const failing = report.findings.filter(fails);
  const [first] = failing;
  const own = report.operation ?? given.operation ?? first?.operation;
  const cases = new Set(
    failing.filter(({ operation = own }) => operation === own).map((finding) => finding.case),
  );
  if (cases.size === 0)
    throw new SuiteError("--last-failed: the last run has no new finding; run contract run without it");
  const { seed = String(report.seed), operation = own } = given;
  return { given: { ...given, seed, ...(operation === undefined ? {} : { operation }) }, cases };
}

/** Number of cases that a message names. */
const MOST_NAMED = 3;

/**
 * The planned cases and scenarios that are among some ids, or hold one of them as a step.
 * @throws SuiteError at the end where none of them is planned
 */
export async function* chosenCases(
  { casesInSlices }: Pick<PreparedRun, "casesInSlices">,
  ids: ReadonlySet<string>,
): AsyncGenerator<Planned, void> {
  const all = [...ids];
  let isAny = false;
  for await (const planned of casesInSlices()) {
    const id = "case" in planned ? planned.case.id : planned.id;
    if (!ids.has(id) && !all.some((one) => one.startsWith(`${id}/`))) continue;
    isAny = true;
    yield planned;
  }
  if (!isAny)
    throw new SuiteError(
      `--last-failed: ${all.slice(0, MOST_NAMED).join(", ")} failed, which is not in this plan; leave out --only, or ask for more --requests`,
    );
}
