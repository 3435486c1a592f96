import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { SuiteError } from "../../src/core/errors.ts";
import { readText } from "../../src/core/read-text.ts";
import { ROOT } from "../../src/core/root.ts";
import { CaptureError } from "../../src/docs/capture-error.ts";
import { loadDocument, type WholeDocument } from "../../src/docs/source/whole-document.ts";
import type { Outcome } from "./outcome.ts";
import { TriedOperation } from "./tried-operation.ts";
import { typeErrors } from "./type-errors.ts";

export interface CorpusOptions {
  readonly requests: number;
  /** Part of `DOCUMENT METHOD /path`; every operation unless given. */
  readonly only?: string;
  /** One operation in so many is tried; every one unless given. */
  readonly every?: number;
  readonly isTypechecked?: boolean;
  readonly onOutcome?: (outcome: Outcome) => void;
}

/** Tries every operation of every document below a folder. @throws SuiteError where there is none */
export async function tryDocuments(folder: string, options: CorpusOptions): Promise<readonly Outcome[]> {
  const { only = "", every = 1, isTypechecked = true, requests, onOutcome } = options;
  const outcomes: Outcome[] = [];
  const documents: WholeDocument[] = [];
  for (const file of documentsBelow(folder))
    try {
      documents.push(await loadDocument(file));
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      outcomes.push(refusedDocument(relative(folder, file), error));
    }
  const operations = documents
    .flatMap((source) =>
      source.lines.map((line) => ({ source, document: relative(folder, source.path), line })),
    )
    .filter(({ document, line }) => `${document} ${line}`.includes(only))
    .filter((_, index) => index % every === 0);
  if (operations.length + outcomes.length === 0)
    throw new SuiteError(`${folder}: no document with an operation`);
  const work = workFolder();
  try {
    const tried: TriedOperation[] = [];
    for (const [index, operation] of operations.entries()) {
      const one = new TriedOperation(operation, join(work, `operation-${index}`));
      await one.make();
      tried.push(one);
    }
    const errors = isTypechecked ? await typeErrors(work) : new Map<string, string>();
    for (const [index, one] of tried.entries()) {
      one.noteTypes(errors.get(`operation-${index}`));
      await one.run(requests);
      onOutcome?.(one.outcome);
      outcomes.push(one.outcome);
    }
    return outcomes;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A document of which no operation can be read. */
const refusedDocument = (document: string, { message }: CaptureError): Outcome => ({
  document,
  line: "as a whole",
  passed: [],
  causes: [{ step: "capture", cause: message }],
  ms: 0,
});

/** A folder in which generated code finds the code and the packages of this checkout. */
function workFolder(): string {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache", "corpus-"));
  symlinkSync(join(ROOT, "src"), join(folder, "src"), "junction");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return folder;
}

/** The files below a folder that hold a document; others may be parts of one. */
function documentsBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => [".json", ".yaml", ".yml"].includes(extname(name)))
    .map((name) => join(folder, name))
    .filter((file) => /(openapi|swagger)["']?\s*:\s*["']?[23]\./.test(readText(file)))
    .sort();
}
