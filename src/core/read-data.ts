/** YAML and JSON that a user keeps: what cannot be read is one line with file, line and what is wrong. */
import { LineCounter, parseDocument } from "yaml";
import { SuiteError } from "./errors.ts";
import type { Json } from "./json.ts";

/** Enough for any file that people write, too few for one that unfolds without end. */
const MOST_ALIASES = 100;

/** The value of a YAML text. `todo` is what to do about one that is none. @throws SuiteError */
export function yamlValue(text: string, name: string, todo = "correct the file"): Json {
  const lines = new LineCounter();
  // The reader calls itself for each level, and tells an overflow like any other error.
  const isTooDeep = (error: Error) => error instanceof RangeError || /call stack/.test(error.message);
  const wrong = (line: number, error: Error): SuiteError =>
    isTooDeep(error)
      ? new SuiteError(`${name}:${line}: nested too deep, which is unsupported; flatten it`)
      : new SuiteError(
          `${name}:${line}: not YAML: ${error.message.split("\n")[0]?.replace(/:$/, "")}; ${todo}`,
        );
  try {
    const document = parseDocument(text, { lineCounter: lines });
    const [error] = document.errors;
    if (error) throw wrong(lines.linePos(error.pos[0]).line || 1, error);
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as Json;
  } catch (error) {
    if (error instanceof SuiteError || !(error instanceof Error)) throw error;
    // What only shows when it is put together: an alias without its anchor, too many of them, or nesting without end.
    throw wrong(1, error);
  }
}

/** The value of a JSON text. @throws SuiteError */
export function jsonValue(text: string, name: string, todo = "restore the file"): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new SuiteError(`${name}:${jsonLine(text, error)}: expected JSON; ${todo}`);
  }
}

/** V8 tells the offset, or nothing where the text ends too early. */
function jsonLine(text: string, error: unknown): number {
  const offset = /position (\d+)/.exec(String(error))?.[1];
  return text.slice(0, offset === undefined ? text.length : Number(offset)).split("\n").length;
}
