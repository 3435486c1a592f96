import { STATUS_CODES } from "node:http";
import { isObject } from "../../core/json.ts";

/** Longer texts are cut at a word: people type fingerprints. */
const LONGEST = 60;

/** Characters of a text that are looked at, and reasons of one answer, at most. */
const MOST_CHARACTERS = 1000;
const MOST_REASONS = 20;

/**
 * The reasons of a refusal in the answer's own words, without the parts that change from body to body: one text for
 * each reason, as it stands in a fingerprint (`title-must-not-be-empty`). Empty where the answer gives no reason in
 * words.
 */
export function reasonsOf(
  status: number,
  answer: unknown,
): { readonly hyphenated: string; readonly text: string }[] {
  const reasons = new Map<string, string>();
  for (const text of sentences(answer)) {
    if (reasons.size === MOST_REASONS) break;
    if (text.toLowerCase() === STATUS_CODES[status]?.toLowerCase()) continue;
    const hyphenated = generalised(text);
    if (hyphenated.includes("-") && !reasons.has(hyphenated)) reasons.set(hyphenated, text);
  }
  return [...reasons].map(([hyphenated, text]) => ({ hyphenated, text }));
}

/** All texts of an answer that are more than one word: ids, names and codes are none. */
function* sentences(value: unknown): Iterable<string> {
  if (typeof value === "string") {
    const start = value.slice(0, MOST_CHARACTERS);
    if (/\S\s+\S/.test(start)) yield start;
  }
  if (Array.isArray(value)) for (const item of value) yield* sentences(item);
  if (isObject(value)) for (const member of Object.values(value)) yield* sentences(member);
}

/** The words as they stand in a fingerprint: cut at a word. */
function generalised(text: string): string {
  let hyphenated = "";
  for (const word of wordsIn(text)) {
    if (hyphenated.length + word.length >= LONGEST) break;
    hyphenated += hyphenated === "" ? word : `-${word}`;
  }
  return hyphenated;
}

/** All words of a text, one space between them, without the parts that change from body to body. */
export const plainWords = (text: string): string => wordsIn(text).join(" ");

/** The words without quoted values, addresses, and every word with a digit: an index, a number, an id. */
function wordsIn(text: string): string[] {
  return text
    .replace(/(?<!\w)(["'`]).*?\1(?!\w)/g, " ")
    .split(/\s+/)
    .map((word) => (/\d/.test(word) ? withoutIndexes(word) : word))
    .flatMap((word) => word.split(/[^\p{L}_]+/u))
    .filter((word) => word !== "");
}

/** A path keeps its names and loses its indexes; any other word with a digit is dropped as a value. */
const withoutIndexes = (word: string): string => {
  const parts = word.split(/[./[\]]+/);
  return parts.length > 1 ? parts.filter((part) => !/\d/.test(part)).join(" ") : "";
};
