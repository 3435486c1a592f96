import type { Operation } from "../contract/contract.ts";
import { statusEntry } from "../contract/documented-status.ts";
import { isSuccess, resourceOf } from "../contract/resource.ts";
import { valueAt } from "../core/json.ts";
import { isGuardFault } from "../generation/fault.ts";
import { type Answer, type Case, jsonOf } from "../http/exchange.ts";
import { addressAdvice, headerAdvice, pageAdvice, refusalAdvice } from "./refusal-advice.ts";
import { wordsOf } from "./refusal-words.ts";

/** The number of requests with one and the same answer after which the endpoint counts as not reached. */
const MOST_SAME = 15;

/** Fewer of them say nothing: a replay sends one request, and a small run a few. */
const LEAST_SAME = 4;

/** Statuses with which endpoints refuse a body, in the same words each time if they like. */
const OF_BODIES = new Set([400, 422]);

/** An answer that waits until the endpoint has shown itself. */
export interface Held {
  readonly case: Case;
  readonly answer: Answer;
  /** It refuses the token, which is judged for itself. */
  readonly isRefusal: boolean;
}

/**
 * Holds answers back as long as each is the same as all before: whoever answers a valid request and a broken body alike is a
 * firewall, a bot check, a sign-in page or another server, or lets nobody in. Requests that lack a token or a header on
 * purpose may be refused otherwise.
 */
export class SameAnswers {
  readonly #operation: Operation;
  #first: Held | undefined;
  #isOver: boolean;
  #held: Held[] = [];

  /** @param isTrusted whether the answers are known to be the endpoint's, as what was recorded is */
  constructor(operation: Operation, isTrusted: boolean) {
    this.#operation = operation;
    this.#isOver = isTrusted;
  }

  /** Takes the next answer in. @returns those that are to be judged now */
  take(held: Held): readonly Held[] {
    if (this.#isOver) return [held];
    this.#held.push(held);
    if (this.#isOwn(held)) return this.#release();
    if (isTurnedAway(held)) return [];
    this.#first ??= held;
    return likeness(held) === likeness(this.#first) ? [] : this.#release();
  }

  /** The held answers that are judged after all at the end of a run, because they are too few to tell. */
  rest(): readonly Held[] {
    return this.#isUnreached(LEAST_SAME) ? [] : this.#release();
  }

  /** The reason to end the run; undefined while there is none. @param target as the user named it */
  reason(target: string, isEnd: boolean): string | undefined {
    const first = this.#first?.answer;
    if (first === undefined || !this.#isUnreached(isEnd ? LEAST_SAME : MOST_SAME)) return undefined;
    const others = this.#held.length - this.#alike.length;
    const all = `all ${this.#alike.length} requests${others === 0 ? "" : " that lack no token, header or the like"}`;
    const advice = addressAdvice(this.#operation, target) ?? this.#advice(first);
    return `${target} gives one and the same answer to ${all}: ${first.status} "${wordsOf(first)}"; ${advice}`;
  }

  /** The held answers to requests that lack nothing, or that get the same answer all the same. */
  get #alike(): readonly Held[] {
    const first = this.#first && likeness(this.#first);
    return this.#held.filter((held) => likeness(held) === first);
  }

  /**
   * True if so many requests got one answer; JSON for a success is one only if a request among them had to be refused, and
   * a refusal of bodies in JSON only if one of them need not have been.
   */
  #isUnreached(least: number): boolean {
    const first = this.#first?.answer;
    if (this.#isOver || first === undefined || this.#held.length < least) return false;
    if (this.#alike.length < least) return false;
    if (jsonOf(first) === undefined && !this.#isPromised(first)) return true;
    if (OF_BODIES.has(first.status)) return this.#alike.some((held) => held.case.expect !== "reject");
    return !isSuccess(first.status) || this.#alike.some((held) => held.case.expect === "reject");
  }

  /** True for a success whose docs promise no body, or one of another media type than JSON. */
  #isPromised({ status, headers, text }: Answer): boolean {
    const { responses } = this.#operation;
    const promised = isSuccess(status) ? responses[statusEntry(responses, status) ?? ""] : undefined;
    if (promised === undefined || promised.schema !== undefined) return false;
    const { mediaType } = promised;
    return mediaType === undefined ? text === "" : (headers["content-type"]?.startsWith(mediaType) ?? false);
  }

  /** True for an answer that only the endpoint gives: a success with the id of what was made, or an error of the server. */
  #isOwn({ case: { operation }, answer }: Held): boolean {
    const resource = resourceOf(this.#operation);
    if (answer.status >= 500) return true;
    if (operation !== this.#operation.id || resource === undefined || !isSuccess(answer.status)) return false;
    const id = valueAt(jsonOf(answer), resource.id);
    return (typeof id === "string" && id !== "") || typeof id === "number";
  }

  #release(): readonly Held[] {
    const held = this.#held;
    this.#held = [];
    this.#isOver = true;
    return held;
  }

  #advice(answer: Answer): string {
    const { path } = this.#operation;
    const header = headerAdvice(this.#operation, answer);
    if (header !== undefined) return header;
    if (answer.status === 404)
      return `look whether --target is the address that the docs' path ${path} follows`;
    const page = pageAdvice(answer);
    if (page !== undefined) return page;
    if (isSuccess(answer.status)) return "look whether --target is the API's address";
    return refusalAdvice(this.#operation, answer);
  }
}

/** True for a request that is refused for what it lacks on purpose. */
const isTurnedAway = ({ case: { fault }, answer }: Held): boolean =>
  isGuardFault(fault) && answer.status >= 400;

/** An answer without what differs from one to the next by itself: what it repeats of the request, and whatever holds a digit, as ids, times and traces do. */
function likeness({ case: { request }, answer: { status, text } }: Held): string {
  const asked = new Set(`${request.method} ${request.path}`.match(/[\w-]+/g));
  // Word by word: a pattern that looks for the digit would look through a long word from each of its letters.
  const words = text
    .slice(0, 20_000)
    .replace(/[\w-]+/g, (word) => (asked.has(word) || /\d/.test(word) ? "#" : word));
  return `${status} ${words.replace(/[#/]+/g, "#")}`;
}
