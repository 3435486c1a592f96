import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../account/environment.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { SuiteError } from "../core/errors.ts";
import { shown } from "../core/file-trouble.ts";
import { stdout } from "../core/output/printer.ts";
import { json as asJson } from "../core/output/sinks.ts";
import { inSlices } from "../core/slices.ts";
import { OperationUnderTest } from "../generation/operation-under-test.ts";
import { terminalReport } from "../report/formats/text.ts";
import { mergeParts } from "../report/merge/merge.ts";
import { isPart, type Part } from "../report/merge/part.ts";
import { operationsOf } from "../report/operation-report.ts";
import { EXIT } from "./exit.ts";
import { keepHistory } from "./keep-history.ts";
import { keepReport, readReport } from "./last-report.ts";
import { loadContract } from "./run-options.ts";
import { annotate, prepareReport, writeReport } from "./write-report.ts";

export interface MergeArguments {
  readonly report: string;
  readonly json?: boolean;
  readonly annotations?: string;
  readonly history?: string;
}

/** `contract merge`: the reports of all parts as one, and the exit status of the run that they are of. */
export async function mergeCommand(
  folders: readonly string[],
  given: MergeArguments,
  env: Env,
): Promise<number> {
  const parts = folders.flatMap(foldersOfReports).map(partIn);
  await prepareReport(given.report);
  const report = keepHistory(mergeParts(parts, await underTestsOf(parts)), { folder: given.history });
  keepReport(report);
  const color = stdout.isTerminal && !env.NO_COLOR;
  const text = given.json
    ? `${asJson(report)}\n`
    : terminalReport(report, { color, columns: stdout.columns });
  stdout.text(text, color);
  annotate(report, given, env);
  await writeReport(given.report, report);
  return EXIT[report.verdict];
}

/** A folder with a report, or else those in it: artefacts of CI are fetched into a folder each. @throws SuiteError for neither */
function foldersOfReports(folder: string): string[] {
  const hasReport = (one: string): boolean => existsSync(join(one, "report.json"));
  if (hasReport(folder)) return [folder];
  const below = foldersIn(folder).filter(hasReport);
  if (below.length > 0) return below;
  throw new SuiteError(
    `${shown(folder)}: expected a report.json in it, or in folders in it; give the folders that run --shard K/N --report DIR wrote`,
  );
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
      .sort();
  } catch {
    return [];
  }
}

function partIn(folder: string): Part {
  const report = readReport(folder);
  if (isPart(report)) return report;
  throw new SuiteError(
    `${shown(join(folder, "report.json"))}: expected the report of a part, found one of a whole plan; run with --shard K/N to make parts`,
  );
}

/** The operations that the parts are of, with their covering arrays. @throws SuiteError where they are of another contract */
async function underTestsOf([first]: readonly Part[]): Promise<ReadonlyMap<string, OperationUnderTest>> {
  const contract = await loadContract();
  if (first === undefined) throw new SuiteError("no report to merge");
  if (first.contract !== contract.hash)
    throw new SuiteError(
      `the reports are of the contract ${first.contract}, and generated/ holds ${contract.hash}; merge where they were made of the same`,
    );
  const all = new Map<string, OperationUnderTest>();
  for (const id of operationsOf(first)) {
    const underTest = new OperationUnderTest(contract, operationOf(contract, id), first.seed);
    await inSlices(underTest.requests.coveringInSteps());
    all.set(id, underTest);
  }
  return all;
}
