import type { JsonObject } from "../../core/json.ts";
import { CaptureError } from "../capture-error.ts";
import { readOpenApi } from "../openapi/read-openapi.ts";
import type { SourceFile } from "../source/load-source.ts";
import { readSource } from "../source/read-source.ts";
import type { WholeDocument } from "../source/whole-document.ts";
import { operationsIn } from "./operations-in.ts";

/** Which operations of a source are added: those named, all of them, or the only one. */
export interface Wanted {
  readonly operations: readonly string[];
  readonly all: boolean;
}

/** The document of one operation alone. */
export interface Read {
  readonly name: string;
  readonly document: JsonObject;
}

/** Some operations of a source, each alone: those named, or the only one. @throws CaptureError */
export async function* namedSources(from: SourceFile, operations: readonly string[]): AsyncGenerator<Read> {
  for (const operation of operations.length === 0 ? [undefined] : operations) {
    const { document } = await readSource({ ...from, ...(operation === undefined ? {} : { operation }) });
    yield { name: from.name, document };
  }
}

/** Every operation of a document alone; those that cannot be read are told. */
export async function* everySource(source: WholeDocument, leftOut: string[]): AsyncGenerator<Read> {
  const taken = new Set<string>();
  for (const line of source.lines)
    try {
      const document = await readUnder(source, line, taken);
      if (document !== undefined) yield { name: source.name, document };
      else leftOut.push(`${line}: another operation of the document has its name`);
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      leftOut.push(`${line}: ${error.message}`);
    }
}

/** One operation under its title, or under its published id where another one has that title; undefined where one has both. */
async function readUnder(
  { name, path, root, references, ids }: WholeDocument,
  line: string,
  taken: Set<string>,
): Promise<JsonObject | undefined> {
  for (const wanted of [line, ids.get(line)]) {
    if (wanted === undefined) continue;
    const { document } = await readOpenApi({ name, path, root, references, wanted });
    const [own] = operationsIn(document);
    if (own !== undefined && taken.has(own.id)) continue;
    if (own !== undefined) taken.add(own.id);
    return document;
  }
  return undefined;
}
