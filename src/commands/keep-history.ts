import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { jsonIn } from "../core/json.ts";
import { stderr } from "../core/output/printer.ts";
import { readTextIfThere } from "../core/read-text.ts";
import { ROOT } from "../core/root.ts";
import { writeFile } from "../core/write-file.ts";
import { pastRunOf, withHistory } from "../report/history.ts";
import { isPastRun, type PastRun, type Resent } from "../report/past-run.ts";
import type { Report } from "../report/report.ts";

const FOLDER = join(ROOT, ".cache", "history");

/** Runs that are kept, at most: the oldest go first. */
const MOST_KEPT = 200;

/** Characters of a tag in a file's name: a report of many parts has all of theirs. */
const MOST_OF_TAG = 60;

const NAME = /^\d{4}-\d{2}-\d{2}T[\d-]+Z-[a-z0-9]+\.json$/;

export interface HistoryOptions {
  /** One that is given, such as a cache of CI; that of the project unless given. */
  readonly folder?: string | undefined;
  /** The run that this one belongs to, where it has sent again what failed last, and nothing else. */
  readonly resent?: Resent | undefined;
  readonly now?: string;
}

/**
 * Adds to a report what the runs before it tell, and keeps it for the runs to come. A failure harms no run.
 */
export function keepHistory(
  report: Report,
  { folder = FOLDER, resent, now = new Date().toISOString() }: HistoryOptions = {},
): Report {
  try {
    const names = namesIn(folder);
    const told = withHistory(
      report,
      names.flatMap((name) => pastRunIn(join(folder, name))),
      now,
      resent,
    );
    const tag = report.tag.replace(/[^a-z0-9]/g, "").slice(0, MOST_OF_TAG);
    const own = `${now.replace(/[:.]/g, "-")}-${tag}.json`;
    writeFile(join(folder, own), `${JSON.stringify(pastRunOf(report, now, resent))}\n`);
    for (const old of names.slice(0, Math.max(0, names.length + 1 - MOST_KEPT)))
      rmSync(join(folder, old), { force: true });
    return told;
  } catch (error) {
    stderr.line(`later runs will not know of this one: ${(error as Error).message}`);
    return report;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort();
  } catch {
    // The first run makes it.
    return [];
  }
}

/** A run that was kept; none where the file cannot be read or says something else. */
function pastRunIn(path: string): PastRun[] {
  try {
    const value = jsonIn(readTextIfThere(path, path) ?? "");
    return isPastRun(value) ? [value] : [];
  } catch {
    return [];
  }
}
