import { parseDocument } from "yaml";
import type { Json, JsonObject } from "../../core/json.ts";
import { CaptureError, quote } from "../capture-error.ts";
import { isJsonObject } from "../json-object.ts";

/** Aliases that YAML may follow: far more than a person writes, far less than fills the memory. */
const MAX_ALIASES = 1000;

/** Reads JSON or YAML that holds an object; `firstLine` is where the text begins in its file. Throws `CaptureError`. */
export function parseSource(name: string, text: string, firstLine = 1): JsonObject {
  const value = parsedJson(text) ?? parsedYaml(name, text, firstLine);
  if (isJsonObject(value)) return value;
  throw new CaptureError(
    `${name}:${firstLine}: no object but ${quote(JSON.stringify(value) ?? "nothing")}; expected an OpenAPI document; check the file`,
  );
}

/** JSON is YAML as well, and is read fifty times as fast as JSON. */
function parsedJson(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function parsedYaml(name: string, text: string, firstLine: number): Json {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error === undefined)
    return resolved(name, () => document.toJS({ maxAliasCount: MAX_ALIASES }), firstLine);
  const line = (error.linePos?.[0].line ?? 1) + firstLine - 1;
  // The reader calls itself for each level, and tells an overflow like any other error.
  if (/call stack/.test(error.message)) throw new RangeError(error.message);
  const [reason = ""] = error.message.split(/ at line \d+|\n/);
  throw new CaptureError(
    `${name}:${line}: neither JSON nor YAML: ${reason}; expected a whole document; get the file again`,
  );
}

function resolved(name: string, read: () => unknown, firstLine: number): Json {
  try {
    return read() as Json;
  } catch (error) {
    throw new CaptureError(
      `${name}:${firstLine}: YAML that cannot be resolved: ${(error as Error).message}; expected a plain document; write its aliases out`,
    );
  }
}
