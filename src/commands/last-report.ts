import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { SuiteError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import { ROOT } from "../core/root.ts";
import type { Report } from "../report/report.ts";

/** Where every run keeps its report, for `replay` and `accept` to find. */
const LAST = join(ROOT, ".cache", "last-report.json");

/** Keeps a report; that it cannot be kept spoils no run. */
export async function keepReport(report: Report): Promise<void> {
  try {
    await mkdir(join(ROOT, ".cache"), { recursive: true });
    await writeFileAtomic(LAST, JSON.stringify(report));
  } catch {
    // A read-only checkout can run all the same; replay then needs --report.
  }
}

/** Whether a value has what is read of a report; a file that somebody else gave may hold anything. */
function isReport(value: unknown): value is Report {
  if (!isObject(value) || value.format !== "contract-report/1" || !Array.isArray(value.findings))
    return false;
  const texts = [value.target, value.operation];
  const named = value.findings.map((one) => isObject(one) && [one.fingerprint, one.case, one.title]);
  return [texts, ...named].every((all) => Array.isArray(all) && all.every((one) => typeof one === "string"));
}

/** The report in a folder that `--report` named, or else that of the last run. @throws SuiteError where there is none. */
export async function readReport(directory?: string): Promise<Report> {
  const path = directory === undefined ? LAST : join(directory, "report.json");
  const name = directory === undefined ? "the last run" : path;
  let report: unknown;
  try {
    report = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "not JSON" : (error as NodeJS.ErrnoException).code;
    throw new SuiteError(
      `no report of ${name} (${why}): run contract run first, or name its folder with --report`,
    );
  }
  if (isReport(report)) return report;
  throw new SuiteError(`${path}: expected a report in the format contract-report/1; run contract run again`);
}
