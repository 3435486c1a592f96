import { join } from "node:path";
import type { Json } from "../core/json.ts";
import { isDeeper } from "../core/json.ts";
import type { FileGroup } from "../core/write-all.ts";
import type { Provenance, RecordedMeaning } from "../http/exchange.ts";
import type { RecordedFault } from "./recorded-fault.ts";

/** The format's name, at the head of each file. */
export const RECORDING_FORMAT = "contract-recording/1";

/** A folder of recordings, which holds the note of a write in progress. */
export const recordingFiles = (dir: string): FileGroup => ({ folder: dir, note: join(dir, ".writing.json") });

/** A body as it stands in a file: as JSON where that gives back the exact text and is not too deep, else as text. */
export type RecordedBody = { readonly json: Json } | { readonly text: string };

/** One request and its answer in a file; without `body` there was none. */
export interface RecordedEntry extends Omit<RecordedMeaning, "fault"> {
  readonly case: string;
  readonly operation: string;
  readonly seed: number;
  readonly fault?: RecordedFault;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: { readonly [name: string]: string };
    readonly body?: RecordedBody;
  };
  readonly answer: {
    readonly status: number;
    readonly headers: { readonly [name: string]: string };
    readonly body: RecordedBody;
  };
}

/** One file of recordings. */
export interface Recording {
  readonly format: typeof RECORDING_FORMAT;
  readonly provenance: Provenance;
  readonly exchanges: readonly RecordedEntry[];
}

/** The form of a text that a file keeps: readable where nothing of the text gets lost by it. */
export function recordBody(text: string): RecordedBody {
  try {
    const json: Json = JSON.parse(text);
    // The depth at which a value can be written and read back depends on the version of Node.js.
    return !isDeeper(json) && JSON.stringify(json) === text ? { json } : { text };
  } catch {
    return { text };
  }
}

/** The exact text that was recorded. */
export function bodyText(body: RecordedBody): string {
  return "text" in body ? body.text : JSON.stringify(body.json);
}
