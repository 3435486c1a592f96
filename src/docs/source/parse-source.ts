import type { Json, JsonObject } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import { readYaml } from "../../core/read-data.ts";
import { CaptureError, quote } from "../capture-error.ts";

/** Aliases that YAML may follow: far more than a person writes, far less than fills the memory. */
const MOST_ALIASES = 1000;

/** Reads JSON or YAML that holds an object; `firstLine` is where the text begins in its file. Throws `CaptureError`. */
export function parseSource(name: string, text: string, firstLine = 1): JsonObject {
  const value = parsedJson(text) ?? parsedYaml(name, text, firstLine);
  if (isObject(value)) return value;
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

/** @throws RangeError for nesting that cannot be followed, CaptureError for anything else that is wrong */
function parsedYaml(name: string, text: string, firstLine: number): Json {
  const read = readYaml(text, MOST_ALIASES);
  if ("value" in read) return read.value;
  const { kind, line, message } = read.trouble;
  if (kind === "too-deep") throw new RangeError(message);
  if (kind === "unresolved")
    throw new CaptureError(
      `${name}:${firstLine}: YAML that cannot be resolved: ${message}; expected a plain document; write its aliases out`,
    );
  const [reason = ""] = message.split(/ at line \d+|\n/);
  throw new CaptureError(
    `${name}:${line + firstLine - 1}: neither JSON nor YAML: ${reason}; expected a whole document; get the file again`,
  );
}
