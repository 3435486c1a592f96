import type { Violation } from "../checks/check.ts";
import { plainWords, reasonsOf } from "../checks/violation/refusal-words.ts";
import { NOTHING, Words } from "../checks/violation/words.ts";
import { compiled } from "../contract/conditions/compiled.ts";
import { mentions } from "../contract/conditions/parts.ts";
import type { Schema } from "../contract/contract.ts";
import { isObject, type Json, tokensOf } from "../core/json.ts";
import { type Answer, jsonOf } from "../http/exchange.ts";
import type { RequestCondition } from "./request-condition.ts";

/** An answer as a whole, where a difference is in its status or in the words of a refusal. */
export interface SeenAnswer {
  readonly status: number;
  /** Words that the answer contains, indexes and quoted values aside. */
  readonly words?: string;
  /** True where the words are a guess: others count as well if they name the same places. */
  readonly guessed?: boolean;
}

/** A known answer: a JSON Schema of the value at the location, `false` where nothing comes back, or of the answer as a whole. */
export type Seen = Schema | SeenAnswer;

export const isSeenAnswer = (seen: Seen | undefined): seen is SeenAnswer =>
  isObject(seen) && "status" in seen;

/** The part of an exchange that shows a violation: the value at its location, absent for none, or the answer's status and words. */
export type Shown = { readonly value?: Json } | SeenAnswer;

/** The part of an exchange that shows a violation. */
export function shownBy({ subject, received }: Violation, answer: Answer): Shown {
  const { status } = answer;
  if (received instanceof Words && received !== NOTHING) return { status, words: received.text };
  if (subject.kind !== "status")
    return received === NOTHING || received === undefined ? {} : { value: received as Json };
  const reason = reasonsOf(status, jsonOf(answer)).find(({ hyphenated }) => hyphenated === subject.reason);
  const words = reason?.text ?? (typeof received === "string" ? received : undefined);
  return words === undefined ? { status } : { status, words };
}

/** True if what an exchange shows is what was seen before; guessed words go by the places that they and the condition name. */
export function isSeen(seen: Seen, when: RequestCondition | undefined, shown: Shown): boolean {
  if (isSeenAnswer(seen)) return "status" in shown && isSeenWith(seen, when, shown);
  if ("status" in shown) return false;
  return shown.value === undefined ? isNothing(seen) : compiled(seen)(shown.value);
}

/** True if a schema holds where there is no value at all: it is `false`, or one of several is. */
const isNothing = (seen: Schema): boolean =>
  seen === false || (typeof seen === "object" && seen.anyOf !== undefined && seen.anyOf.some(isNothing));

function isSeenWith(seen: SeenAnswer, when: RequestCondition | undefined, shown: SeenAnswer): boolean {
  if (seen.status !== shown.status) return false;
  if (seen.words === undefined) return true;
  const shownWords = plainWords(shown.words ?? "");
  if (shownWords.includes(plainWords(seen.words))) return true;
  return seen.guessed === true && placesIn(seen.words, when).every((place) => isNamed(place, shownWords));
}

/** The names of the condition's locations that guessed words speak of. */
function placesIn(words: string, when: RequestCondition = {}): string[] {
  const said = plainWords(words);
  const names = [...mentions(when.body)].flatMap((pointer) => tokensOf(pointer).slice(-1));
  return [...new Set(names)].filter((name) => isNamed(name, said));
}

/** True if words speak of a field: by its name, or as people write it (`line item` for `lineItems`). */
const isNamed = (name: string, words: string): boolean => bare(words).includes(bare(name).replace(/s$/, ""));

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
