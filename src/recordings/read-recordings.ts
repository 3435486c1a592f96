import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { fileTrouble } from "../core/file-trouble.ts";
import type { Json } from "../core/json.ts";
import { isDeeper, MOST_DEPTH } from "../core/json.ts";
import { jsonValue } from "../core/read-data.ts";
import { readText } from "../core/read-text.ts";
import { type Change, expectWhole } from "../core/write-all.ts";
import { originOf } from "../http/case-origin.ts";
import {
  type Provenance,
  type RecordedExchange,
  type RecordedMeaning,
  type ResourceState,
  SOURCES,
} from "../http/exchange.ts";
import { takeAnswer } from "../http/take-answer.ts";
import { readFault } from "./recorded-fault.ts";
import { bodyText, RECORDING_FORMAT, recordingFiles } from "./recording.ts";
import { RecordingFields } from "./recording-fields.ts";

/**
 * Reads all recordings below a folder, files in the order of their paths.
 * @throws SuiteError that names file and location for a file of another form, for a folder without files, and for one
 * that a killed process left half written.
 */
export async function readRecordings(options: {
  readonly dir: string;
  readonly root: string;
  /** Files that count as if they had been written already. */
  readonly changes?: readonly Change[];
}): Promise<RecordedExchange[]> {
  const { dir, root, changes = [] } = options;
  const shown = shownPath(root, dir);
  await expectWhole(recordingFiles(dir), '"contract record" again');
  const changed = new Map(changes.map(({ path, text }) => [relative(dir, path), text]));
  const names = [...new Set([...namesBelow(dir, shown), ...changed.keys()])].filter(
    (name) => !changed.has(name) || changed.get(name) !== undefined,
  );
  const files = names.filter(isRecording).sort();
  if (files.length === 0)
    throw new SuiteError(`${shown} holds no recordings: make some with "contract record"`);
  return files.flatMap((name) => {
    const path = join(dir, name);
    const file = shownPath(root, path);
    return exchangesOf(file, changed.get(name) ?? readText(path, file));
  });
}

/** A name that begins with a dot is a temporary file of a write. */
const isRecording = (name: string): boolean => /^(?!\.)(?!.*[/\\]\.).*\.json$/.test(name);

/** True if there is a recording below a folder. @throws SuiteError */
export const hasRecordings = (dir: string): boolean => namesBelow(dir, dir).some(isRecording);

/** @throws SuiteError for a path that is not a folder, unless it does not exist */
function namesBelow(dir: string, shown: string): string[] {
  try {
    return [...pathsBelow(dir)].map((path) => relative(dir, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw fileTrouble(shown, "read", error);
  }
}

/**
 * Links to folders are not followed: they may lead round in circles. Node.js 22 and later follow them where they are
 * asked to read a folder with all that is in it.
 */
function* pathsBelow(dir: string): Iterable<string> {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    yield path;
    if (entry.isDirectory()) yield* pathsBelow(path);
  }
}

function shownPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

/** The exchanges of a recording. @throws SuiteError with file and location for a text of another form */
export function exchangesOf(file: string, text: string): RecordedExchange[] {
  const recording = new RecordingFields(file, "", parse(file, text));
  if (recording.value.format !== RECORDING_FORMAT) throw recording.wrong("format", RECORDING_FORMAT);
  const provenance = provenanceOf(recording.object("provenance"));
  return recording.list("exchanges").map((entry) => ({ ...exchangeOf(entry), provenance, file }));
}

function exchangeOf(entry: RecordingFields): Omit<RecordedExchange, "provenance" | "file"> {
  const request = entry.object("request");
  const answer = entry.object("answer");
  return {
    case: entry.text("case"),
    operation: entry.text("operation"),
    seed: entry.integer("seed"),
    ...meaningOf(entry),
    request: {
      method: request.text("method"),
      path: request.text("path"),
      headers: request.object("headers").texts(),
      ...(request.value.body === undefined ? {} : { body: bodyOf(request.object("body")) }),
    },
    answer: takeAnswer({
      status: answer.integer("status"),
      headers: answer.object("headers").texts(),
      text: bodyOf(answer.object("body")),
    }),
  };
}

/** Number of levels of a file around a body. */
const AROUND_BODY = 10;

const RESTORE = "record it again or restore the file";

function parse(file: string, text: string): Json {
  const value = jsonValue(text, file, RESTORE);
  if (isDeeper(value, MOST_DEPTH + AROUND_BODY))
    throw new SuiteError(`${file}:1: expected JSON of at most ${MOST_DEPTH} levels; ${RESTORE}`);
  return value;
}

function provenanceOf(fields: RecordingFields): Provenance {
  const source = fields.oneOf("source", SOURCES);
  const host = fields.value.host === undefined ? {} : { host: fields.text("host") };
  return { source, contract: fields.text("contract"), date: fields.text("date"), ...host };
}

function meaningOf(entry: RecordingFields): RecordedMeaning {
  const { expect, fault, resource, raw } = entry.value;
  return {
    ...(expect === undefined ? {} : { expect: entry.oneOf("expect", ["accept", "reject", "observe"]) }),
    ...(fault === undefined ? {} : { fault: readFault(entry.object("fault"), originOf(entry.text("case"))) }),
    ...(resource === undefined ? {} : { resource: resourceOf(entry.object("resource")) }),
    ...(raw === true ? { raw } : {}),
  };
}

const resourceOf = (fields: RecordingFields): ResourceState => ({
  step: fields.oneOf("step", ["read", "delete", "update", "list"]),
  exists: fields.value.exists === true,
  ...(fields.value.created === undefined ? {} : { created: fields.value.created }),
});

function bodyOf(fields: RecordingFields): string {
  const { json } = fields.value;
  return bodyText(json === undefined ? { text: fields.text("text") } : { json });
}
