import { join, resolve } from "node:path";
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  stringify,
} from "yaml";
import { conditionProblem } from "../contract/conditions/condition-problem.ts";
import { SuiteError } from "../core/errors.ts";
import { equal, isObject, type Json, type JsonObject } from "../core/json.ts";
import { addedOperations, fileOf } from "../core/project.ts";
import { readText, readTextIfThere } from "../core/read-text.ts";
import { type Deviation, isDay } from "./deviations.ts";
import { readFingerprint } from "./fingerprint.ts";
import { REQUEST_PARTS, type RequestCondition } from "./request-condition.ts";
import { isSeenAnswer, type Seen } from "./seen.ts";

/** File of the known differences, from the repository's root. */
export const DEVIATIONS_FILE = join("openapi", "deviations.yaml");

const FIELDS = ["covers", "reason", "evidence", "expires"] as const;
const OPTIONAL = ["when", "seen", "change"] as const;

/**
 * Reads the known differences; `none` for none. A file that is named must be there, the usual one may be missing.
 * @throws SuiteError that names file and line
 */
export async function loadDeviations(given: string | undefined, root: string): Promise<readonly Deviation[]> {
  if (given === "none") return [];
  if (given !== undefined) return parseDeviations(readText(resolve(given), `--deviations ${given}`), given);
  const files = [DEVIATIONS_FILE, ...addedOperations(root).map((id) => fileOf(root, id, "deviations.yaml"))];
  return files.flatMap((file) => {
    const text = readTextIfThere(join(root, file), file);
    return text === undefined ? [] : parseDeviations(text, file);
  });
}

/** The known differences from their YAML text. @throws SuiteError that names file and line */
export function parseDeviations(text: string, file: string): readonly Deviation[] {
  return read(text, file).entries.map(({ deviation }) => deviation);
}

interface Entry {
  readonly deviation: Deviation;
  /** Offset of its first line. */
  readonly line: number;
  /** Offset of the comment right above that, or of the line itself. */
  readonly start: number;
  readonly end: number;
}

interface Read {
  readonly document: Document.Parsed;
  readonly entries: readonly Entry[];
}

function read(text: string, file: string): Read {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const fail = (offset: number, problem: string): never => {
    throw new SuiteError(`${file}:${lineCounter.linePos(offset).line}: ${problem}`);
  };
  const [error] = document.errors;
  if (error) fail(error.pos[0], `not YAML: ${error.message.split("\n")[0]}`);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return { document, entries: [] };
  if (!isSeq(contents)) return fail(0, `expected a list of entries with ${FIELDS.join(", ")}`);
  const entries: Entry[] = [];
  for (const node of contents.items as ParsedNode[]) {
    const [from, to] = node.range;
    const deviation = deviationOf(node, (problem) => fail(from, problem));
    if (entries.some((entry) => isSame(entry.deviation, deviation)))
      fail(from, `${deviation.covers} is covered twice; keep one of the entries`);
    entries.push({ deviation, line: lineOf(text, from), start: startOf(text, from), end: to });
  }
  return { document, entries };
}

/** True for two entries that hold for the same requests and the same answers. */
export const isSameScope = (one: Deviation, other: Deviation): boolean =>
  OPTIONAL.every((name) => equal(one[name], other[name]));

const isSame = (one: Deviation, other: Deviation): boolean =>
  one.covers === other.covers && isSameScope(one, other);

function deviationOf(node: ParsedNode, fail: (problem: string) => never): Deviation {
  if (!isMap(node)) return fail(`expected an entry with ${FIELDS.join(", ")}`);
  const given = node.toJSON() as JsonObject;
  const names = [...FIELDS, ...OPTIONAL];
  const unknown = Object.keys(given).find((name) => !names.some((field) => field === name));
  if (unknown !== undefined) return fail(`"${unknown}" is not one of ${names.join(", ")}`);
  const text = (name: (typeof names)[number]): string => {
    const value = given[name];
    return typeof value === "string" && value.trim() !== ""
      ? value.trim()
      : fail(`an entry without ${name}; every entry has ${FIELDS.join(", ")}`);
  };
  const { when, seen } = given;
  const problem = whenProblem(when) ?? seenProblem(seen);
  if (problem !== undefined) return fail(problem);
  const deviation = {
    covers: text("covers"),
    ...(when === undefined ? {} : { when: when as RequestCondition }),
    ...(seen === undefined ? {} : { seen: seen as unknown as Seen }),
    ...(given.change === undefined ? {} : { change: text("change") }),
    reason: text("reason"),
    evidence: text("evidence"),
    expires: text("expires"),
  };
  if (readFingerprint(deviation.covers) === undefined)
    return fail(`covers ${deviation.covers}: expected operation/check/place, with the check in full`);
  if (!isDay(deviation.expires)) return fail(`expires ${deviation.expires}: expected a day, YYYY-MM-DD`);
  return deviation;
}

function whenProblem(when: Json | undefined): string | undefined {
  if (when === undefined) return undefined;
  const parts = REQUEST_PARTS.join(", ");
  if (!isObject(when)) return `when: expected a JSON Schema under each of ${parts} that it speaks of`;
  for (const [name, schema] of Object.entries(when)) {
    if (!REQUEST_PARTS.some((part) => part === name)) return `when: "${name}" is not one of ${parts}`;
    const problem = conditionProblem(schema);
    if (problem !== undefined) return `when: ${name}: ${problem}`;
  }
  return undefined;
}

function seenProblem(seen: Json | undefined): string | undefined {
  if (seen === undefined) return undefined;
  if (!isSeenAnswer(seen as unknown as Seen)) {
    const problem = conditionProblem(seen);
    return problem && `seen: ${problem}, or status and words of the answer`;
  }
  const { status, words, guessed, ...others } = seen as JsonObject;
  const [other] = Object.keys(others);
  if (other !== undefined) return `seen: "${other}" is not one of status, words, guessed`;
  if (!Number.isInteger(status)) return "seen: status: expected a number";
  if (words !== undefined && typeof words !== "string") return "seen: words: expected a text";
  return guessed === undefined || typeof guessed === "boolean" ? undefined : "seen: guessed: expected true";
}

const lineOf = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** The start of an entry's first line, its comment included: lines right above it that hold nothing but a comment. */
function startOf(text: string, offset: number): number {
  let start = lineOf(text, offset);
  while (start > 0) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    if (!text.slice(above, start).trimStart().startsWith("#")) break;
    start = above;
  }
  return start;
}

/** An entry as it stands in the file. */
export function deviationText(deviation: Deviation): string {
  const { covers, when, seen, change, ...rest } = deviation;
  const scope = { covers, when, seen, change };
  const given = Object.entries(scope).filter(([, value]) => value !== undefined);
  return stringify([{ ...Object.fromEntries(given), ...rest }], { lineWidth: 110 });
}

/**
 * The file's text with one more entry, in its order; everything else stays as it is, byte for byte. An entry that
 * covers exactly the same is replaced.
 */
export function withDeviation(text: string, deviation: Deviation, file: string): string {
  const { document, entries } = read(text, file);
  const block = deviationText(deviation);
  const same = entries.find((entry) => isSame(entry.deviation, deviation));
  if (same) {
    const rest = text.slice(same.end).trimStart();
    return `${text.slice(0, same.line)}${block}${rest === "" ? "" : `\n${rest}`}`;
  }
  const next = entries.find((entry) => entry.deviation.covers > deviation.covers);
  if (next) return `${text.slice(0, next.start)}${block}\n${text.slice(next.start)}`;
  const { contents } = document;
  // An empty list is written as `[]`, which an entry takes the place of.
  const kept = entries.length === 0 && contents ? text.slice(0, contents.range[0]) : text;
  const gap = kept.trim() === "" ? "" : `${kept.trimEnd()}\n\n`;
  return `${gap}${block}`;
}
