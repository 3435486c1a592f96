import { join } from "node:path";
import type { Contract } from "../contract/contract.ts";
import { parametersIn } from "../contract/parameters.ts";
import { shown } from "../core/file-trouble.ts";
import { type Change, recover, writeAll } from "../core/write-all.ts";
import type { Answer, Case, Exchange, Provenance } from "../http/exchange.ts";
import { TOKEN_NAME } from "../redact/secret.ts";
import { heldCases, recordingsIn } from "./held-recordings.ts";
import { inOrder } from "./pseudonymize-exchanges.ts";
import { recordedFault } from "./recorded-fault.ts";
import {
  RECORDING_FORMAT,
  type RecordedEntry,
  type Recording,
  recordBody,
  recordingFiles,
} from "./recording.ts";

/** Answer headers that are kept; others may hold cookies, addresses and account data, or count each request. */
const ANSWER_HEADERS = /^(content-type|retry-after|x-ratelimit-(?!.*(remaining|reset))[a-z-]+)$/;

/** Request headers that are kept beside the contract's own parameters. */
const REQUEST_HEADERS: readonly string[] = ["content-type"];

/** Header that is kept with the token's name or a wrong token that was sent on purpose; other secrets are never kept. */
const TOKEN_HEADER = "authorization";
const SECRET_HEADERS: readonly string[] = [TOKEN_HEADER, "proxy-authorization", "cookie"];

export interface RecordingOptions {
  /** The folder that holds all recordings. */
  readonly dir: string;
  readonly contract: Contract;
  readonly provenance: Provenance;
  /** Exchanges to write; those without an answer are left out. `withoutPrivate` removes private values first. */
  readonly exchanges: readonly Exchange[];
  /** The token, where the exchanges may hold one in a request's headers; without it no such header is kept. */
  readonly token?: string;
  /** Kinds whose file is removed where no exchange is of them; none unless given. */
  readonly prune?: (kind: string) => boolean;
  /** Kinds whose file stays as it is where its cases are not all among the new ones; none unless given. */
  readonly keeps?: (kind: string) => boolean;
  /** Called with a line for each recording that stays or goes. */
  readonly log?: (line: string) => void;
  /** The part of a header's value, beyond the kept ones, that a finding may be about; none unless given. */
  readonly reportable?: (value: string) => string | undefined;
}

/**
 * Writes one file for each kind of case, `SOURCE/KIND.json`, in the natural order of the case ids: all of them or, should
 * anything fail, none.
 * @returns the files written, sorted.
 */
export async function writeRecordings(options: RecordingOptions): Promise<string[]> {
  const group = recordingFiles(options.dir);
  await recover(group);
  const { changes, told } = recordingChanges(options);
  await writeAll(changes, group);
  for (const line of told) options.log?.(line);
  return changes.flatMap(({ path, text }) => (text === undefined ? [] : [path])).sort();
}

/** The files that the exchanges make, and those that they drop, with a line for each that stays or goes; nothing is written. */
export function recordingChanges(options: RecordingOptions): {
  readonly changes: readonly Change[];
  readonly told: readonly string[];
} {
  const kinds = new Map<string, RecordedEntry[]>();
  for (const { case: recorded, answer } of inOrder(options.exchanges)) {
    if (!answer) continue;
    const entries = kinds.get(recorded.origin.kind) ?? [];
    entries.push(recordedEntry(options, recorded, answer));
    kinds.set(recorded.origin.kind, entries);
  }
  const files = new Map(
    [...kinds].map(([kind, entries]) => [`${kind}.json`, recordingText(options.provenance, entries)]),
  );
  const dir = join(options.dir, options.provenance.source);
  const told = withoutPartial(options, files, kinds, dir);
  const made = [...files].map(([name, text]): Change => ({ path: join(dir, name), text }));
  const gone = recordingsIn(dir).filter((name) => !files.has(name) && options.prune?.(kindOf(name)));
  const removed = gone.map((name): Change => ({ path: join(dir, name), text: undefined }));
  return {
    changes: [...made, ...removed],
    told: [...told, ...removed.map(({ path }) => `dropped ${shown(path)}`)],
  };
}

const kindOf = (name: string): string => name.replace(/\.json$/, "");

/**
 * Leaves out of the files to write those that would lose a recorded case which was not reached this time.
 * @returns a line for each recording that stays, or goes in part
 */
function withoutPartial(
  { keeps, prune }: RecordingOptions,
  files: Map<string, string>,
  kinds: ReadonlyMap<string, readonly RecordedEntry[]>,
  dir: string,
): string[] {
  const told: string[] = [];
  for (const name of recordingsIn(dir)) {
    const [path, kind] = [join(dir, name), kindOf(name)];
    if (!keeps?.(kind) && !prune?.(kind)) continue;
    const held = heldCases(path);
    const reached = new Set(kinds.get(kind)?.map((entry) => entry.case));
    const missed = held.filter((caseName) => !reached.has(caseName));
    if (missed.length === 0) continue;
    if (!keeps?.(kind)) {
      if (files.has(name)) told.push(`dropped ${missed.length} of ${held.length} cases of ${shown(path)}`);
      continue;
    }
    files.delete(name);
    told.push(
      `kept ${shown(path)} as it was: ${missed.length} of its ${held.length} cases were not reached; --prune drops them`,
    );
  }
  return told;
}

function recordedEntry(options: RecordingOptions, recorded: Case, answer: Answer): RecordedEntry {
  const { id, operation, seed, request, expect, fault, resource } = recorded;
  const { method, path, body } = request;
  const isRaw = body !== undefined && recorded.body === undefined;
  return {
    case: id,
    operation,
    seed,
    expect,
    ...(fault ? { fault: recordedFault(fault) } : {}),
    ...(resource ? { resource } : {}),
    ...(isRaw ? { raw: true } : {}),
    request: {
      method,
      path,
      headers: keptOfRequest(options, operation, request.headers),
      ...(body === undefined ? {} : { body: recordBody(body) }),
    },
    answer: {
      status: answer.status,
      headers: keptOfAnswer(answer.headers, options.reportable),
      body: recordBody(answer.text),
    },
  };
}

function keptOfRequest(
  { contract, token }: RecordingOptions,
  operation: string,
  headers: Answer["headers"],
): Record<string, string> {
  const known = contract.operations[operation];
  const parameters = known ? parametersIn(known, "header") : [];
  const kept = [...REQUEST_HEADERS, ...parameters.map((parameter) => parameter.name.toLowerCase())];
  return sorted(headers, (original, value) => {
    const name = original.toLowerCase();
    if (name === TOKEN_HEADER && token !== undefined) return value.replaceAll(token, () => TOKEN_NAME);
    return kept.includes(name) && !SECRET_HEADERS.includes(name) ? value : undefined;
  });
}

const keptOfAnswer = (
  headers: Answer["headers"],
  reportable: RecordingOptions["reportable"],
): Record<string, string> =>
  sorted(headers, (name, value) =>
    ANSWER_HEADERS.test(name.toLowerCase()) ? value : reportable?.(`${name}\n${value}`),
  );

/** The headers to keep, lower-cased and sorted. */
function sorted(
  headers: Answer["headers"],
  keep: (name: string, value: string) => string | undefined,
): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    const found = keep(name, value);
    return found === undefined ? [] : [[name.toLowerCase(), found]];
  });
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function recordingText(provenance: Provenance, entries: readonly RecordedEntry[]): string {
  const { source, contract, date, host } = provenance;
  const recording: Recording = {
    format: RECORDING_FORMAT,
    provenance: { source, contract, date, ...(host === undefined ? {} : { host }) },
    exchanges: entries,
  };
  return `${JSON.stringify(recording, null, 2)}\n`;
}
