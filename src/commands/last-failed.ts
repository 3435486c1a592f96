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
  readonly cases: FailedCases;
}

/**
 * Reads what failed last; where nothing else is asked for, its seed and those of its operations that failed are taken, and
 * never its target, to which the token would go.
 * @throws SuiteError where nothing failed, since a run that sends nothing says nothing
 */
export function lastFailed(given: RunArguments, report: Report = readReport()): LastFailed {
  const asked = [...(given.operation === undefined ? [] : [given.operation]), ...(given.operations ?? [])];
  const failing = report.findings.filter(fails).flatMap(({ operation = report.operation, case: id }) => {
    const isAsked = operation === undefined || asked.length === 0 || asked.includes(operation);
    return isAsked ? [{ operation: operation ?? "", id }] : [];
  });
  if (failing.length === 0)
    throw new SuiteError("--last-failed: the last run has no new finding; run contract run without it");
  const operations = [...new Set(failing.map(({ operation }) => operation))].filter((id) => id !== "");
  const { seed = String(report.seed) } = given;
  const own = asked.length > 0 || operations.length === 0 ? given : { ...given, all: false, operations };
  const ids = new Map<string, Set<string>>();
  for (const { operation, id } of failing) ids.set(operation, (ids.get(operation) ?? new Set()).add(id));
  return { given: { ...own, seed }, cases: new FailedCases(ids) };
}

/** Number of cases that a message names. */
const MOST_NAMED = 3;

/** The cases that failed last, found again in the plans of their operations. */
export class FailedCases {
  readonly #ids: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #found = new Set<string>();

  /** @param ids of cases, or of steps of scenarios, by their operation */
  constructor(ids: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#ids = ids;
  }

  /** The planned cases and scenarios of one operation that failed, or of which a step did. */
  async *of({ casesInSlices, options }: Pick<PreparedRun, "casesInSlices" | "options">) {
    const wanted = [...(this.#ids.get(options.operation) ?? [])];
    for await (const planned of casesInSlices()) {
      const id = "case" in planned ? planned.case.id : planned.id;
      const own = wanted.filter((one) => one === id || one.startsWith(`${id}/`));
      if (own.length === 0) continue;
      for (const one of own) this.#found.add(keyOf(options.operation, one));
      yield planned satisfies Planned;
    }
  }

  /**
   * The cases that no plan had, in a line; undefined where each was found.
   * @throws SuiteError where none was, since a run that sends nothing says nothing
   */
  missing(): string | undefined {
    const all = [...this.#ids].flatMap(([operation, ids]) => [...ids].map((id) => ({ operation, id })));
    const lost = all.filter(({ operation, id }) => !this.#found.has(keyOf(operation, id)));
    if (lost.length === 0) return undefined;
    const names = lost.slice(0, MOST_NAMED).map(({ id }) => id);
    const more = lost.length > names.length ? ` and ${lost.length - names.length} more` : "";
    const text = `--last-failed: ${names.join(", ")}${more} failed, which is not in this plan; leave out --only, or ask for more --requests`;
    if (this.#found.size === 0) throw new SuiteError(text);
    return text;
  }
}

const keyOf = (operation: string, id: string): string => JSON.stringify([operation, id]);
