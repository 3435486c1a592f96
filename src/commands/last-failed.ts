import type { Planned } from "../cases/kind.ts";
import { SuiteError } from "../core/errors.ts";
import type { PreparedRun } from "../engine/prepare.ts";
import { fails } from "../findings/finding.ts";
import { operationNames } from "../report/operation-report.ts";
import type { Resent } from "../report/past-run.ts";
import type { Report } from "../report/report.ts";
import { readReport } from "./last-report.ts";
import type { RunArguments } from "./run-options.ts";

/** The cases that failed in the last run, and the arguments by which they are made again. */
export interface LastFailed {
  readonly given: RunArguments;
  readonly cases: FailedCases;
}

/**
 * Reads what failed last; where nothing else is asked for, its seed and those of its operations that failed are taken, and
 * never its target, to which the token would go.
 * @throws SuiteError where nothing failed, since a run that sends nothing says nothing
 */
export function lastFailed(given: RunArguments, report: Report = readReport()): LastFailed {
  const asked = [...(given.operation === undefined ? [] : [given.operation]), ...(given.operations ?? [])];
  const failing = report.findings.filter(fails).flatMap((finding) => {
    const { operation = report.operation, case: id, fingerprint } = finding;
    const isAsked = operation === undefined || asked.length === 0 || asked.includes(operation);
    return isAsked ? [{ operation: operation ?? "", id, fingerprint }] : [];
  });
  if (failing.length === 0)
    throw new SuiteError("--last-failed: the last run has no new finding; run contract run without it");
  const operations = [...new Set(failing.map(({ operation }) => operation))].filter((id) => id !== "");
  const { seed = String(report.seed) } = given;
  const own = asked.length > 0 || operations.length === 0 ? given : { ...given, all: false, operations };
  // The report of a run that sent less than the runs before it tells which they were.
  const whole = report.history?.runs.at(-1)?.operation ?? operationNames(report);
  return { given: { ...own, seed }, cases: new FailedCases(failing, whole) };
}

/** Number of cases that a message names. */
const MOST_NAMED = 3;

/** A case that failed, or a step of a scenario, and the finding that it showed. */
interface FailedCase {
  readonly operation: string;
  readonly id: string;
  readonly fingerprint: string;
}

/** The cases that failed last, found again in the plans of their operations. */
export class FailedCases {
  readonly #failed: readonly FailedCase[];
  readonly #whole: string;
  readonly #found = new Set<string>();

  /** @param whole the operations of the run in which they failed, by name */
  constructor(failed: readonly FailedCase[], whole: string) {
    this.#failed = failed;
    this.#whole = whole;
  }

  /** The findings whose cases some plan had, and the operations of their run. */
  resent(): Resent {
    const found = this.#failed.filter((one) => this.#found.has(keyOf(one)));
    return { operation: this.#whole, findings: found.map(({ fingerprint }) => fingerprint) };
  }

  /** The planned cases and scenarios of one operation that failed, or of which a step did. */
  async *of({ casesInSlices, options }: Pick<PreparedRun, "casesInSlices" | "options">) {
    const wanted = this.#failed.filter(({ operation }) => operation === options.operation);
    for await (const planned of casesInSlices()) {
      const id = "case" in planned ? planned.case.id : planned.id;
      const own = wanted.filter((one) => one.id === id || one.id.startsWith(`${id}/`));
      if (own.length === 0) continue;
      for (const one of own) this.#found.add(keyOf(one));
      yield planned satisfies Planned;
    }
  }

  /**
   * The cases that no plan had, in a line; undefined where each was found.
   * @throws SuiteError where none was, since a run that sends nothing says nothing
   */
  missing(): string | undefined {
    const lost = new Map(
      this.#failed.flatMap((one) => (this.#found.has(keyOf(one)) ? [] : [[keyOf(one), one.id]])),
    );
    if (lost.size === 0) return undefined;
    const names = [...lost.values()].slice(0, MOST_NAMED);
    const more = lost.size > names.length ? ` and ${lost.size - names.length} more` : "";
    const text = `--last-failed: ${names.join(", ")}${more} failed, which is not in this plan; leave out --only, or ask for more --requests`;
    if (this.#found.size === 0) throw new SuiteError(text);
    return text;
  }
}

const keyOf = ({ operation, id }: FailedCase): string => JSON.stringify([operation, id]);
