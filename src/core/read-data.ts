/** YAML and JSON files that a user keeps: an unreadable one is reported in one line with file, line and reason. */
import { LineCounter, parseDocument } from "yaml";
import { SuiteError } from "./errors.ts";
import type { Json } from "./json.ts";

/** Enough aliases for any file that people write, too few for one that unfolds without end. */
const MOST_ALIASES = 100;

/** Why a text is no YAML. */
export interface YamlTrouble {
  /**
   * `syntax` for what YAML does not allow, `unresolved` for an alias without its anchor or too many of them, `too-deep` for
   * nesting that the reader, which calls itself for each level, cannot follow.
   */
  readonly kind: "syntax" | "unresolved" | "too-deep";
  /** Counts from 1. */
  readonly line: number;
  readonly message: string;
}

/** Reads YAML 1.2; aliases may stand for at most `mostAliases` nodes. */
export function readYaml(
  text: string,
  mostAliases = MOST_ALIASES,
): { readonly value: Json } | { readonly trouble: YamlTrouble } {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines });
    const [error] = document.errors;
    if (error === undefined) return { value: document.toJS({ maxAliasCount: mostAliases }) as Json };
    return { trouble: troubleOf(error, "syntax", lines.linePos(error.pos[0]).line || 1) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { trouble: troubleOf(error, "unresolved", 1) };
  }
}

/** The reader tells an overflow of the stack like any other error. */
function troubleOf(error: Error, kind: YamlTrouble["kind"], line: number): YamlTrouble {
  const isTooDeep = error instanceof RangeError || /call stack/.test(error.message);
  return { kind: isTooDeep ? "too-deep" : kind, line, message: error.message };
}

/**
 * The value of a YAML text; `todo` is the advice for one that cannot be read.
 * @throws SuiteError
 */
export function yamlValue(text: string, name: string, todo = "correct the file"): Json {
  const read = readYaml(text);
  if ("value" in read) return read.value;
  const { kind, line, message } = read.trouble;
  if (kind === "too-deep")
    throw new SuiteError(`${name}:${line}: nested too deep, which is unsupported; flatten it`);
  throw new SuiteError(`${name}:${line}: not YAML: ${message.split("\n")[0]?.replace(/:$/, "")}; ${todo}`);
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
