import { defaultOperation } from "../account/environment.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { stdout } from "../core/output/printer.ts";
import { json } from "../core/output/sinks.ts";
import type { CoverageReport } from "../coverage/coverage.ts";
import { grouped } from "../report/noun.ts";
import { reportsByOperation } from "../report/operation-report.ts";
import type { Report } from "../report/report.ts";
import { EXIT } from "./exit.ts";
import { readReport } from "./last-report.ts";
import { loadContract } from "./run-options.ts";

/** An operation that the project tests. */
interface Tested {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The file of its docs, from the project's root. */
  readonly source: string;
  /** The verdict and the coverage of the last run; absent where that was of other operations. */
  readonly verdict?: Report["verdict"];
  readonly coverage?: Omit<CoverageReport, "missing">;
}

/** `contract operations`: what the project tests, with the result of the last run. */
export async function operationsCommand(given: { readonly json?: boolean }): Promise<number> {
  const contract = await loadContract();
  const ids = [...new Set([defaultOperation(contract), ...Object.keys(contract.operations)])];
  const last = lastReports();
  const all = ids.map((id): Tested => {
    const { method, path, document = contract.document } = operationOf(contract, id);
    const report = last.find(({ operation }) => operation === id);
    if (report === undefined) return { id, method, path, source: document };
    const { values, boundaries, pairs, rules } = report.coverage;
    const coverage = { values, boundaries, pairs, rules };
    return { id, method, path, source: document, verdict: report.verdict, coverage };
  });
  if (given.json) stdout.text(`${json(all)}\n`);
  else for (const line of table(all)) stdout.line(line);
  return EXIT.pass;
}

function lastReports(): readonly Report[] {
  try {
    return reportsByOperation(readReport());
  } catch {
    // There was no run yet.
    return [];
  }
}

function table(all: readonly Tested[]): string[] {
  const rows = all.map(({ id, method, path, source, verdict, coverage }) => {
    const { values } = coverage ?? {};
    const last = verdict === undefined ? "not run last" : verdict;
    const share =
      values === undefined || values.total === 0
        ? ""
        : `, ${grouped(values.covered)} of ${grouped(values.total)} values`;
    return [id, method, path, source, `${last}${share}`];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
