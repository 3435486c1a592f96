/**
 * Writes the examples of the docs as recordings: `tsx scripts/record-docs.ts PAGE [--check]`; PAGE is what is kept below
 * `openapi/pages/` unless given. They are dated as the page says it was last modified, or today where it says nothing.
 * With `--check` nothing is written, and the status is 1 where the recorded exchanges differ from the examples of
 * `generated/`. `contract update` does this too.
 */
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { contract } from "../generated/index.ts";
import { SuiteError } from "../src/core/errors.ts";
import { stderr, stdout } from "../src/core/output/printer.ts";
import { readText } from "../src/core/read-text.ts";
import { ROOT } from "../src/core/root.ts";
import { writeAll } from "../src/core/write-all.ts";
import { docsRecordings } from "../src/recordings/docs-recordings.ts";
import { recordingFiles } from "../src/recordings/recording.ts";
import { RECORDINGS_DIR } from "../src/targets/open-target.ts";

/** The docs that the contract is made of, the one file below `openapi/pages/`. @throws SuiteError */
async function keptPage(): Promise<string> {
  const directory = join(ROOT, "openapi", "pages");
  const [page] = (await readdir(directory)).sort();
  if (page === undefined) throw new SuiteError(`${directory}: no page; capture one`);
  return join(directory, page);
}

/** @returns one line for each file: written, or with `check` stale. */
async function recordDocs(page: string, check: boolean): Promise<string[]> {
  const dir = join(ROOT, RECORDINGS_DIR);
  const changes = docsRecordings({ dir, contract, name: page, page: readText(page) });
  const shown = changes.map(({ path }) => relative(ROOT, path));
  if (check) return shown.map((name) => `${name} is stale: run npm run record:docs`);
  await writeAll(changes, recordingFiles(dir));
  return shown.map((name) => `wrote ${name}`);
}

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean", default: false } },
  allowPositionals: true,
});
try {
  const lines = await recordDocs(positionals[0] ?? (await keptPage()), values.check);
  for (const line of lines) stdout.line(line);
  const status = values.check && lines.length > 0 ? 1 : 0;
  process.exitCode = (await stdout.lost()) === undefined ? status : 2;
} catch (error) {
  stderr.line(`record-docs: ${(error as Error).message}`);
  process.exitCode = 2;
}
