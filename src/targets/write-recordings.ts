import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { Contract } from "../contract.ts";
import type { Answer, Case, Exchange, Provenance } from "../exchange.ts";
import { RECORDING_FORMAT, type RecordedEntry, type Recording, recordBody } from "./recording.ts";

/** What of an answer's headers is kept; the rest may hold cookies, addresses and account data. */
const ANSWER_HEADERS = /^(content-type|retry-after|x-ratelimit-[a-z-]+)$/;

/** What of a request's headers is kept beside the contract's own parameters. */
const REQUEST_HEADERS: readonly string[] = ["content-type"];

/** Never kept, not even where the contract lists it as a parameter. */
const SECRET_HEADERS: readonly string[] = ["authorization", "proxy-authorization", "cookie"];

export interface RecordingOptions {
  /** The folder that holds all recordings. */
  readonly dir: string;
  readonly contract: Contract;
  readonly provenance: Provenance;
  /** Those without an answer are left out. */
  readonly exchanges: readonly Exchange[];
  /** The token of the run: should an answer quote it, its name is written instead. */
  readonly secret?: { readonly token: string; readonly name: string };
}

/**
 * Writes one file for each kind of case, `SOURCE/KIND.json`, in the natural order of the case ids.
 * Each file is replaced in one step, so a failed run loses nothing.
 * @returns the files written, sorted.
 */
export async function writeRecordings(options: RecordingOptions): Promise<string[]> {
  const kinds = new Map<string, RecordedEntry[]>();
  for (const exchange of options.exchanges) {
    if (!exchange.answer) continue;
    const entries = kinds.get(exchange.case.kind) ?? [];
    entries.push(recordedEntry(options.contract, exchange.case, exchange.answer));
    kinds.set(exchange.case.kind, entries);
  }
  const files = [...kinds].map(([kind, entries]): [string, string] => [
    join(options.dir, options.provenance.source, `${kind}.json`),
    recordingText(options, entries),
  ]);
  await Promise.all(
    files.map(async ([file, text]) => {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, text);
    }),
  );
  return files.map(([file]) => file).sort();
}

function recordedEntry(
  contract: Contract,
  { id, operation, seed, request }: Case,
  answer: Answer,
): RecordedEntry {
  const parameters = contract.operations[operation]?.headers ?? [];
  const kept = [...REQUEST_HEADERS, ...parameters.map((one) => one.name.toLowerCase())];
  const { method, path, body } = request;
  return {
    case: id,
    operation,
    seed,
    request: {
      method,
      path,
      headers: pick(request.headers, (name) => kept.includes(name) && !SECRET_HEADERS.includes(name)),
      ...(body === undefined ? {} : { body: recordBody(body) }),
    },
    answer: {
      status: answer.status,
      headers: pick(answer.headers, (name) => ANSWER_HEADERS.test(name)),
      body: recordBody(answer.text),
    },
  };
}

/** The headers to keep, lower-cased and sorted. */
function pick(headers: Answer["headers"], keep: (name: string) => boolean): Record<string, string> {
  const lower = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return Object.fromEntries(lower.filter(([name]) => keep(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function recordingText({ provenance, secret }: RecordingOptions, entries: readonly RecordedEntry[]): string {
  const { source, contract, date, host } = provenance;
  const natural = new Intl.Collator("en", { numeric: true });
  const recording: Recording = {
    format: RECORDING_FORMAT,
    provenance: { source, contract, date, ...(host === undefined ? {} : { host }) },
    exchanges: [...entries].sort((left, right) => natural.compare(left.case, right.case)),
  };
  const text = `${JSON.stringify(recording, null, 2)}\n`;
  return secret ? text.replaceAll(JSON.stringify(secret.token).slice(1, -1), `$${secret.name}`) : text;
}
