/**
 * Tries every operation of a folder of OpenAPI documents: `npm run corpus -- FOLDER [--requests N] [--only TEXT] [--json]`.
 * Each is captured, generated, checked by the compiler, and run against the embedded endpoint that its own contract makes,
 * with nothing written by hand. Prints a line for each document, the sums, and the causes with their counts; the status is 0
 * where everything works, 1 where something does not, 2 for wrong usage.
 */
import { parseArgs } from "node:util";
import { SuiteError } from "../../src/core/errors.ts";
import { stderr, stdout } from "../../src/core/output/printer.ts";
import { json } from "../../src/core/output/sinks.ts";
import { corpusText, isSound } from "./corpus-text.ts";
import { tryDocuments } from "./try-documents.ts";

const { values, positionals } = parseArgs({
  options: {
    requests: { type: "string", default: "100" },
    only: { type: "string", default: "" },
    every: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    "no-types": { type: "boolean", default: false },
  },
  allowPositionals: true,
});
try {
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1)
    throw new SuiteError("expected one folder of OpenAPI documents");
  const outcomes = await tryDocuments(folder, {
    requests: Number(values.requests),
    only: values.only,
    every: Number(values.every),
    isTypechecked: !values["no-types"],
    onOutcome: ({ document, line, ms }) => stderr.line(`${Math.round(ms)} ms  ${document} ${line}`),
  });
  stdout.text(values.json ? `${json(outcomes)}\n` : corpusText(outcomes));
  process.exitCode = isSound(outcomes) ? 0 : 1;
} catch (error) {
  if (!(error instanceof SuiteError)) throw error;
  stderr.line(`corpus: ${error.message}`);
  process.exitCode = 2;
}
