import { join } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { shown } from "../core/file-trouble.ts";
import { isObject } from "../core/json.ts";
import { stderr } from "../core/output/printer.ts";
import { jsonValue } from "../core/read-data.ts";
import { readTextIfThere } from "../core/read-text.ts";
import { ROOT } from "../core/root.ts";
import { writeFile } from "../core/write-file.ts";
import type { Report } from "../report/report.ts";

/** The last run's report, for `replay` and `accept`. */
const LAST = join(ROOT, ".cache", "last-report.json");

/** Keeps a report; a failure harms no run, but removes the old report, which must not pass for this one. */
export function keepReport(report: Report): void {
  try {
    writeFile(LAST, JSON.stringify(report));
  } catch (error) {
    stderr.line(`replay and accept will not find this run: ${(error as Error).message}`);
  }
}

/** The report in a folder that `--report` named, or else that of the last run. @throws SuiteError where there is none. */
export function readReport(directory?: string): Report {
  const path = directory === undefined ? LAST : join(directory, "report.json");
  const text = readTextIfThere(path, shown(path));
  if (text === undefined)
    throw new SuiteError(
      `no report of ${directory === undefined ? "the last run" : path} (ENOENT): run contract run first, or name its folder with --report`,
    );
  const report = jsonValue(text, shown(path), AGAIN);
  if (isReport(report)) return report as unknown as Report;
  throw new SuiteError(`${shown(path)}:1: expected a report in the format contract-report/1; ${AGAIN}`);
}

const AGAIN = "run contract run again, or name another folder with --report";

/** True if a value has the fields of a report that `replay` and `accept` read. */
function isReport(value: unknown): boolean {
  if (!isObject(value) || value.format !== "contract-report/1") return false;
  const { target, operation, operations, seed, findings } = value;
  return (
    typeof target === "string" &&
    (typeof operation === "string" || Array.isArray(operations)) &&
    Number.isSafeInteger(seed) &&
    Array.isArray(findings) &&
    findings.every(isFinding)
  );
}

const isFinding = (value: unknown): boolean =>
  isObject(value) &&
  ["fingerprint", "title", "case"].every((name) => typeof value[name] === "string") &&
  (value.path === undefined || typeof value.path === "string");
