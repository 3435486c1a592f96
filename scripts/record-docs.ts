/**
 * Writes the examples of the docs as recordings: `tsx scripts/record-docs.ts PAGE [--check]`; PAGE is what is kept below
 * `openapi/pages/` unless given. They are dated as the page says it was last modified, or today where it says nothing.
 * With `--check` nothing is written, and the status is 1 where the recorded exchanges differ from the examples of
 * `generated/`.
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { contract } from "../generated/index.ts";
import type { Operation } from "../src/contract/contract.ts";
import { SuiteError } from "../src/core/errors.ts";
import { stderr, stdout } from "../src/core/output/printer.ts";
import { ROOT } from "../src/core/root.ts";
import { baseParameters } from "../src/generation/base-parameters.ts";
import { caseIdentity } from "../src/http/case-origin.ts";
import type { Exchange } from "../src/http/exchange.ts";
import { writeRequest } from "../src/http/write-request.ts";
import { writeRecordings } from "../src/recordings/write-recordings.ts";
import { RECORDINGS_DIR } from "../src/targets/open-target.ts";

const KIND = "example";

/** The docs' exchanges of an operation: each example of its request, answered with the example of its success. */
function exchangesOf(operation: Operation): Exchange[] {
  const { requestBody, responseExamples, responses } = operation;
  const [shown] = Object.entries(responseExamples).filter(([status]) => status.startsWith("2"));
  if (!requestBody || !shown) return [];
  const [status, body] = shown;
  const parameters = baseParameters(contract, operation);
  return Object.entries(requestBody.examples).map(([name, example]) => ({
    case: {
      ...caseIdentity(KIND, name),
      operation: operation.id,
      expect: "accept",
      body: example,
      seed: 0,
      request: writeRequest(operation, { ...parameters, body: example }, { token: "", userAgent: "" }),
    },
    answer: {
      status: Number(status),
      headers: { "content-type": responses[status]?.mediaType ?? "" },
      text: JSON.stringify(body),
    },
  }));
}

/** The page's own date as ISO 8601; an export or an OpenAPI document has none, so that it is today's. */
async function dateOf(page: string): Promise<string> {
  const [, text] = /^Last modified on (\w+ \d+, \d{4})$/m.exec(await readFile(page, "utf8")) ?? [];
  const date = text === undefined ? new Date() : new Date(`${text} UTC`);
  if (Number.isNaN(date.getTime()))
    throw new SuiteError(`${page}: "Last modified on ${text}" is no date; copy the page down to its end`);
  return date.toISOString().slice(0, 10);
}

/** The docs that the contract is made of, the one file below `openapi/pages/`. @throws SuiteError */
async function keptPage(): Promise<string> {
  const directory = join(ROOT, "openapi", "pages");
  const [page] = (await readdir(directory)).sort();
  if (page === undefined) throw new SuiteError(`${directory}: no page; capture one`);
  return join(directory, page);
}

const exchangesIn = async (file: string): Promise<unknown> => {
  const text = await readFile(file, "utf8").catch(() => "{}");
  return (JSON.parse(text) as { exchanges?: unknown }).exchanges;
};

/** @returns one line for each file: written, or with `check` stale. */
async function recordDocs(page: string, check: boolean): Promise<string[]> {
  const kept = join(ROOT, RECORDINGS_DIR);
  const dir = check ? await mkdtemp(join(tmpdir(), "contract-docs-")) : kept;
  try {
    const files = await writeRecordings({
      dir,
      contract,
      provenance: { source: "docs", contract: contract.hash, date: await dateOf(page) },
      exchanges: Object.values(contract.operations).flatMap(exchangesOf),
    });
    const names = files.map((file) => relative(dir, file));
    const shown = (name: string): string => relative(ROOT, join(kept, name));
    if (!check) return names.map((name) => `wrote ${shown(name)}`);
    const stale: string[] = [];
    for (const name of names) {
      const [made, found] = [await exchangesIn(join(dir, name)), await exchangesIn(join(kept, name))];
      if (JSON.stringify(made) !== JSON.stringify(found))
        stale.push(`${shown(name)} is stale: run npm run record:docs`);
    }
    return stale;
  } finally {
    if (check) await rm(dir, { recursive: true });
  }
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
