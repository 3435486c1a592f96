import { isObject } from "../core/json.ts";
import { type Answer, jsonOf, type TransportFailure } from "../http/exchange.ts";

/** The number of characters of an answer that a reason repeats at most. */
const MOST_WORDS = 160;

const NO_TEXT = "no text";

/** A failure in words, with those of the answer that it was taken for, where there are any. */
export function failureWords({ message, answer }: TransportFailure): string {
  const said = answer === undefined ? NO_TEXT : wordsOf(answer);
  return said === NO_TEXT ? message : `${message}: "${said}"`;
}

/** The endpoint's own words in an answer: its message where it is JSON, else its text without markup; cut where it is long. */
export function wordsOf(answer: Answer): string {
  const json = jsonOf(answer);
  const message = isObject(json) ? (json.message ?? json.error ?? json.title) : undefined;
  const text =
    typeof message === "string" ? message : Array.isArray(message) ? message.join("; ") : undefined;
  const plain = (text ?? withoutMarkup(answer.text)).replace(/\s+/g, " ").trim();
  const whole = plain === "" ? NO_TEXT : plain;
  return whole.length <= MOST_WORDS ? whole : `${whole.slice(0, MOST_WORDS)}…`;
}

/** The beginning of a text, tags left out: enough for a reason, and no more work than that. */
const withoutMarkup = (text: string): string => text.slice(0, 4000).replace(/<[^<>]{0,500}>/g, " ");
