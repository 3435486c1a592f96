import { type Lookahead, type Program, type Step, UnsupportedPattern } from "./step.ts";
import { tester } from "./tester.ts";

/** Steps of one pattern at most: every character of a text may cost as many. */
const MOST_STEPS = 12_000;

/** Steps at most where a match may be at all of them at once, so that every character does cost as many. */
const MOST_STEPS_AT_ONCE = 2_000;

/** Nesting depth of unbounded repeats at most: the texts drawn from a pattern grow tenfold with each. */
const MOST_NESTED = 3;

/** Nesting depth of groups at most. */
const MOST_GROUPS = 100;

/** Translates a pattern that `new RegExp(pattern, "u")` takes. @throws UnsupportedPattern for what needs more than one pass */
export function programOf(pattern: string): Program {
  return new Reader(pattern).program();
}

const unsupported = (what: string, instead: string): UnsupportedPattern =>
  new UnsupportedPattern(`${what} is unsupported; ${instead}`);

const LOOK = /\(\?<?[=!]/y;
const GROUP = /\((?:\?:|\?<[^=!>][^>]*>)?(?!\?)/y;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const CLASS = /\[(?:\\[\s\S]|[^\]\\])*\]/uy;
const ESCAPE =
  /\\(?:u\{[\da-f]+\}|ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|p\{[^}]+\}|[^\dk]|0)/iuy;
const PLAIN = /[^\\[\](){}*+?|^$]/uy;

/** Reads a pattern by recursive descent and writes its steps down as it goes (Thompson's construction). */
class Reader {
  readonly #pattern: string;
  #at = 0;
  #groups = 0;
  #steps: Step[] = [];

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  program(): Program {
    const lookaheads: Lookahead[] = [];
    const isAnchored = /^\^/.test(this.#pattern) && !this.#hasTopLevelChoice();
    if (isAnchored) {
      this.#at = 1;
      while (/^\(\?[=!]/.test(this.#pattern.slice(this.#at, this.#at + 3)))
        lookaheads.push(this.#lookahead());
    }
    const steps = this.#whole();
    if (this.#at < this.#pattern.length) throw unsupported(`")"`, "write it out");
    refuseWide(steps, isAnchored);
    for (const lookahead of lookaheads) refuseWide(lookahead.steps, true);
    return { lookaheads, steps, isAnchored };
  }

  /** True if a choice stands outside of every group, so that `^` belongs to its first alternative alone. */
  #hasTopLevelChoice(): boolean {
    const bare = this.#pattern.replace(/\\[\s\S]/g, "").replace(/\[[^\]]*\]/g, "");
    let depth = 0;
    for (const char of bare) {
      if (char === "(") depth += 1;
      else if (char === ")") depth -= 1;
      else if (char === "|" && depth === 0) return true;
    }
    return false;
  }

  #lookahead(): Lookahead {
    const isNegative = this.#pattern[this.#at + 2] === "!";
    this.#at += 3;
    const steps = this.#whole();
    this.#at += 1;
    return { steps, isNegative };
  }

  #whole(): Step[] {
    this.#steps = [];
    this.#choice();
    this.#push({ op: "match" });
    return this.#steps;
  }

  /** @returns the nesting depth of the unbounded repeats in it */
  #choice(): number {
    const start = this.#steps.length;
    let nested = this.#sequence();
    while (this.#pattern[this.#at] === "|") {
      this.#at += 1;
      this.#insert(start, this.#steps.length + 2);
      const jump = this.#steps.length;
      this.#push({ op: "jump", to: 0 });
      nested = Math.max(nested, this.#sequence());
      this.#steps[jump] = { op: "jump", to: this.#steps.length };
    }
    return nested;
  }

  #sequence(): number {
    let nested = 0;
    while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern.charAt(this.#at)))
      nested = Math.max(nested, this.#term());
    return nested;
  }

  #term(): number {
    const start = this.#steps.length;
    const nested = this.#atom();
    const found = this.#take(QUANTIFIER);
    if (found === undefined) return nested;
    const [, mark, least, range, most] = found;
    if (mark !== undefined)
      return this.#repeat(start, nested, mark === "+" ? 1 : 0, mark === "?" ? 1 : undefined);
    const low = Number(least);
    return this.#repeat(
      start,
      nested,
      low,
      range === undefined ? low : most === "" ? undefined : Number(most),
    );
  }

  /** Repeats the last term `least` to `most` times; without a bound as a loop. */
  #repeat(start: number, nested: number, least: number, most: number | undefined): number {
    const char = this.#steps.splice(start);
    if (char.length === 0) return nested;
    const copy = (): void => {
      const shift = this.#steps.length - start;
      for (const step of char) this.#push("to" in step ? { ...step, to: step.to + shift } : step);
    };
    if (char.length * Math.max(least, most ?? 0) > MOST_STEPS) throw tooLarge();
    for (let count = 0; count < least; count += 1) copy();
    if (most === undefined) {
      const loop = this.#steps.length;
      this.#push({ op: "fork", to: loop + char.length + 2 });
      copy();
      this.#push({ op: "jump", to: loop });
      if (nested + 1 > MOST_NESTED)
        throw unsupported(`a repeat within more than ${MOST_NESTED - 1} others`, "say the same with fewer");
      return nested + 1;
    }
    const end = this.#steps.length + (most - least) * (char.length + 1);
    for (let count = least; count < most; count += 1) {
      this.#push({ op: "fork", to: end });
      copy();
    }
    return nested;
  }

  #atom(): number {
    if (this.#take(LOOK))
      throw unsupported("looking around, but ahead from the start (^(?=…)),", "say it in another way");
    if (this.#take(GROUP)) return this.#group();
    const anchor = this.#take(/\^|\$|\\[bB]/y)?.[0];
    if (anchor !== undefined) {
      const op = { "^": "start", $: "end", "\\b": "boundary", "\\B": "no-boundary" } as const;
      this.#push({ op: op[anchor as keyof typeof op] });
      return 0;
    }
    const source = (this.#take(CLASS) ?? this.#take(ESCAPE) ?? this.#take(PLAIN))?.[0];
    if (source === undefined)
      throw unsupported(JSON.stringify(this.#pattern.slice(this.#at, this.#at + 8)), "say it in another way");
    this.#push({ op: "character", test: tester(source) });
    return 0;
  }

  #group(): number {
    this.#groups += 1;
    if (this.#groups > MOST_GROUPS)
      throw unsupported(`a group within more than ${MOST_GROUPS - 1} others`, "say the same with fewer");
    const nested = this.#choice();
    this.#groups -= 1;
    this.#at += 1;
    return nested;
  }

  #take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#pattern);
    if (found === null) return undefined;
    this.#at = expression.lastIndex;
    return found;
  }

  /** Puts a fork before what was written from `start` on. */
  #insert(start: number, to: number): void {
    const moved = this.#steps
      .splice(start)
      .map((step) => ("to" in step ? { ...step, to: step.to + 1 } : step));
    this.#push({ op: "fork", to });
    for (const step of moved) this.#push(step);
  }

  #push(step: Step): void {
    if (this.#steps.length >= MOST_STEPS) throw tooLarge();
    this.#steps.push(step);
  }
}

const tooLarge = (): UnsupportedPattern =>
  unsupported(`what comes to more than ${MOST_STEPS} steps, its repeats written out,`, "repeat less");

/** A match that may begin anywhere, or go round for as long as it likes, reaches far steps while it is still at near ones. */
function refuseWide(steps: readonly Step[], isAnchored: boolean): void {
  const isLoose = !isAnchored || steps.some((step, at) => step.op === "jump" && step.to < at);
  if (isLoose && steps.length > MOST_STEPS_AT_ONCE)
    throw unsupported(
      `what comes to more than ${MOST_STEPS_AT_ONCE} steps and may match from many places at once`,
      "begin it with ^, without repeats that have no end, or repeat less",
    );
}
