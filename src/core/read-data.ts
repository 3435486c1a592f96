/** YAML and JSON files that a user keeps: an unreadable one is reported in one line with file, line and reason. */
import { LineCounter, parseDocument } from "yaml";
import { SuiteError } from "./errors.ts";
import type { Json } from "./json.ts";

/** Enough aliases for any file that people write, too few for one that unfolds without end. */
const MOST_ALIASES = 100;

/**
 * The value of a YAML text; `todo` is the advice for one that cannot be read.
 * @throws SuiteError
 */
export function yamlValue(text: string, name: string, todo = "correct the file"): Json {
  const lines = new LineCounter();
  // The parser recurses once for each level, and reports an overflow like any other error.
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
    // Some errors show only when the value is built: an alias without its anchor, too many aliases, or nesting
    // without end.
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

/** The line of a syntax error: V8 gives its offset, or nothing where the text ends too early. */
function jsonLine(text: string, error: unknown): number {
  const offset = /position (\d+)/.exec(String(error))?.[1];
  return text.slice(0, offset === undefined ? text.length : Number(offset)).split("\n").length;
}
