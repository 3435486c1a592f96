import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Contract, Json } from "../contract.ts";
import { type Provenance, type RecordedExchange, SuiteError } from "../exchange.ts";
import { bodyText, RECORDING_FORMAT } from "./recording.ts";
import { RecordingFields } from "./recording-fields.ts";

/**
 * Reads all recordings below a folder, files in the order of their paths.
 * @throws SuiteError that names file and place, for a file of another form or operation and for a folder without files.
 */
export async function readRecordings(options: {
  readonly contract: Contract;
  readonly dir: string;
  readonly root: string;
}): Promise<RecordedExchange[]> {
  const { contract, dir, root } = options;
  const shown = shownPath(root, dir);
  const names = await readdir(dir, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(".json")).sort();
  if (files.length === 0)
    throw new SuiteError(`${shown} holds no recordings: make some with "contract record"`);
  const read = files.map(async (name) => {
    const path = join(dir, name);
    return exchangesOf(contract, shownPath(root, path), await readFile(path, "utf8"));
  });
  return (await Promise.all(read)).flat();
}

function shownPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

function exchangesOf(contract: Contract, file: string, text: string): RecordedExchange[] {
  const recording = new RecordingFields(file, "", parse(file, text));
  if (recording.value.format !== RECORDING_FORMAT) throw recording.wrong("format", RECORDING_FORMAT);
  const provenance = provenanceOf(recording.object("provenance"));
  return recording.list("exchanges").map((entry) => ({ ...exchangeOf(contract, entry), provenance, file }));
}

function exchangeOf(
  contract: Contract,
  entry: RecordingFields,
): Omit<RecordedExchange, "provenance" | "file"> {
  const request = entry.object("request");
  const answer = entry.object("answer");
  const operation = entry.text("operation");
  if (!Object.hasOwn(contract.operations, operation)) {
    throw entry.wrong("operation", "an operation of the contract");
  }
  return {
    case: entry.text("case"),
    operation,
    seed: entry.integer("seed"),
    request: {
      method: request.text("method"),
      path: request.text("path"),
      headers: request.object("headers").texts(),
      ...(request.value.body === undefined ? {} : { body: bodyOf(request.object("body")) }),
    },
    answer: {
      status: answer.integer("status"),
      headers: answer.object("headers").texts(),
      text: bodyOf(answer.object("body")),
    },
  };
}

function parse(file: string, text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = /(line \d+ column \d+|position \d+)/.exec(String(error))?.[0] ?? "its end";
    throw new SuiteError(`${file}: ${where}: expected JSON; record it again or restore the file`);
  }
}

function provenanceOf(fields: RecordingFields): Provenance {
  const source = fields.text("source");
  if (source !== "docs" && source !== "sandbox" && source !== "live") {
    throw fields.wrong("source", "docs, sandbox or live");
  }
  const host = fields.value.host === undefined ? {} : { host: fields.text("host") };
  return { source, contract: fields.text("contract"), date: fields.text("date"), ...host };
}

function bodyOf(fields: RecordingFields): string {
  const { json } = fields.value;
  return bodyText(json === undefined ? { text: fields.text("text") } : { json });
}
