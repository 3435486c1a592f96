import type { Contract } from "../contract/contract.ts";
import { isObject, parsed } from "../core/json.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { Change } from "../core/write-all.ts";
import { docsDate, docsExchanges } from "./docs-exchanges.ts";
import { recordingChanges } from "./write-recordings.ts";

export interface DocsRecordingOptions {
  /** The folder that holds all recordings. */
  readonly dir: string;
  readonly contract: Contract;
  /** The docs, which may say their date, and their name in messages. */
  readonly page: string;
  readonly name: string;
}

/** The recordings of the docs' own examples that are to be written or dropped: those that hold other exchanges than are kept. */
export function docsRecordings({ dir, contract, page, name }: DocsRecordingOptions): Change[] {
  const { changes } = recordingChanges({
    dir,
    contract,
    provenance: { source: "docs", contract: contract.hash, date: docsDate(name, page) },
    exchanges: docsExchanges(contract),
    prune: () => true,
  });
  return changes.filter(({ path, text }) => text === undefined || !isSame(readTextIfThere(path) ?? "", text));
}

const isSame = (kept: string, made: string): boolean => exchangesIn(kept) === exchangesIn(made);

function exchangesIn(text: string): string | undefined {
  const recording = parsed(text);
  return isObject(recording) ? JSON.stringify(recording.exchanges) : undefined;
}
