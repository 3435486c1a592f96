import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "../account/environment.ts";
import { SuiteError } from "../core/errors.ts";
import { adviceOn, nameOfTrouble } from "../core/file-trouble.ts";
import { makeFolder } from "../core/make-folder.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { writeFile } from "../core/write-file.ts";
import { annotationsOf } from "../report/annotations.ts";
import { REPORT_FORMATS } from "../report/formats/index.ts";
import type { Report } from "../report/report.ts";

/** Creates the folder before the first request, so that a run is not lost to a folder that cannot be written. */
export async function prepareReport(directory: string): Promise<void> {
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
export async function writeReport(directory: string, report: Report): Promise<void> {
  for (const { file, write } of REPORT_FORMATS) writeFile(join(directory, file), await write(report));
}

interface Annotated {
  readonly annotations?: string;
  readonly json?: boolean;
}

/** True if new findings are annotated for GitHub. @throws SuiteError for another service */
export function isAnnotated({ annotations }: Annotated, env: Env): boolean {
  if (annotations === undefined) return env.GITHUB_ACTIONS === "true";
  if (annotations === "github" || annotations === "none") return annotations === "github";
  throw new SuiteError(`--annotations ${annotations}: expected github or none`);
}

/** Prints annotations after the report, or, where that is data, beside it. */
export function annotate(report: Report, given: Annotated, env: Env): void {
  if (!isAnnotated(given, env)) return;
  const printer = given.json ? stderr : stdout;
  for (const annotation of annotationsOf(report)) printer.annotation(annotation);
}
