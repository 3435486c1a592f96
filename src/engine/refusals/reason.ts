import type { Draft } from "../../cases/kind.ts";
import type { Schema } from "../../contract/contract.ts";
import type { Json } from "../../core/json.ts";
import { type Cause, ConditionCause } from "./cause.ts";

/** A planned draft, with all that was sent in its place. */
export interface Family {
  readonly kind: string;
  readonly planned: Draft;
  /** The changes of each draft that took its place, as text. */
  readonly changes: Set<string>;
}

/** A draft of a family, with its body: the planned one, or one in its place. */
export interface Member {
  readonly family: Family;
  readonly draft: Draft & { readonly body: Json };
}

/** Refusals for one reason after which it counts as no accident, where it is not known. */
const TWICE = 2;

/** Bodies in a row that were adapted to a reason and refused for it all the same, after which its cause counts as unknown. */
const MOST_MISSES = 6;

/** Such bodies in a row after which another cause is looked for in place of the last one. */
const MISSES = 2;

/** Searches for causes of one reason. */
const MOST_SEARCHES = 4;

/** Refused bodies that are kept, and the characters of one at most. */
const MOST_REFUSED = 60;
const MOST_CHARACTERS = 20_000;

/** Refused drafts that are kept to be sent again. */
const MOST_WAITING = 200;

/** One reason for which an endpoint refuses valid bodies, with the causes that were found of it. */
export class Reason {
  /** The reason as a person reads it: status and words. */
  readonly text: string;
  readonly words: string;
  readonly causes: Cause[] = [];
  /** Bodies that were refused for it, the simplest first. */
  readonly refused: Json[] = [];
  #waiting: Member[] = [];
  #count = 0;
  #misses = 0;
  #searches = 0;
  #isKnown = false;
  #spared = 0;

  constructor(status: number, words = "") {
    this.text = words === "" ? String(status) : `${status} "${words}"`;
    this.words = words;
  }

  /** True if bodies are to be spared it: its refusals are no accident, and its cause is not given up. */
  get isAtWork(): boolean {
    return (this.#isKnown || this.#count >= TWICE) && this.#misses < MOST_MISSES;
  }

  /** True if drafts wait for its cause. */
  get isWaitedFor(): boolean {
    return this.isAtWork && this.#waiting.length > 0;
  }

  /** True if a body has one of its causes, as far as is known. */
  isIn(body: Json): boolean {
    return this.causes.some((cause) => cause.shares(body));
  }

  /**
   * True if the next body that has a cause is to be sent all the same: the first, second, fourth, eighth one and so on show
   * whether the cause says too much. A cause that a known difference tells needs no such proof.
   */
  isToBeTried(): boolean {
    if (this.#isKnown) return false;
    this.#spared += 1;
    return Number.isInteger(Math.log2(this.#spared));
  }

  /** Takes in a known difference that covers the refusal, with its condition where it has one. */
  know(condition: Schema | undefined): void {
    if (!this.#isKnown && condition !== undefined)
      this.causes.push(new ConditionCause(condition, this.words));
    this.#isKnown = true;
  }

  /** Takes in a body that was refused. @param isMiss true if it was adapted to this reason */
  refuse(body: Json, isMiss: boolean): void {
    this.#count += 1;
    this.#keep(body);
    const [cause] = this.causes;
    if (isMiss) this.#miss();
    else if (this.causes.length === 1 && cause?.shares(body) === false) cause.refused(body);
  }

  #keep(body: Json): void {
    const size = JSON.stringify(body).length;
    if (size > MOST_CHARACTERS || this.refused.length === MOST_REFUSED) return;
    const at = this.refused.findIndex((other) => JSON.stringify(other).length > size);
    this.refused.splice(at < 0 ? this.refused.length : at, 0, body);
  }

  #miss(): void {
    this.#misses += 1;
    if (this.#misses % MISSES === 0) this.causes.pop();
  }

  /** Takes in that a body which was adapted to it was accepted. */
  accept(): void {
    this.#misses = 0;
  }

  /** Keeps a refused draft until a cause is found. */
  wait(member: Member): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(member);
  }

  /** One of the drafts that wait; undefined where enough was searched. */
  toSearch(): Member | undefined {
    this.#searches += 1;
    if (this.#searches > MOST_SEARCHES) this.#waiting = [];
    return this.#waiting.at(-1);
  }

  /** Ends a search, with the cause where one was found. @returns the drafts that waited for it */
  found(cause: Cause | undefined): readonly Member[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (cause === undefined) return [];
    for (const { draft } of waiting) cause.refused(draft.body);
    this.causes.push(cause);
    return waiting;
  }
}
