import { programOf } from "./program.ts";
import type { Program, Step } from "./step.ts";

/** The part of a regular expression that a validator uses. */
export interface Matcher {
  test(text: string): boolean;
  toString(): string;
}

/** Syntax that repeats a varying number of times, chooses or nests: only with one of these can a match take long. */
const VARIES = /[*+?|{(]/;

/**
 * True if each position of a text can match a pattern in one way only, so that the language's own engine is linear too.
 */
export const isPlain = (pattern: string): boolean => !VARIES.test(pattern.replace(/\{\d{1,2}\}/g, ""));

/**
 * Compiles a pattern to a matcher whose time grows with the text's length alone: docs choose the pattern and endpoints
 * the text, and a backtracking engine, as the language's own is, can take for ever.
 * @throws UnsupportedPattern for what cannot be run so
 */
export function linearPattern(pattern: string, flags = "u"): Matcher {
  const expression = new RegExp(pattern, flags);
  return isPlain(pattern) ? expression : new Linear(expression, programOf(pattern));
}

/** Follows all alternatives of a match at the same time (Thompson 1968), so that no character is read twice. */
class Linear implements Matcher {
  readonly #expression: RegExp;
  readonly #program: Program;

  constructor(expression: RegExp, program: Program) {
    this.#expression = expression;
    this.#program = program;
  }

  test(text: string): boolean {
    const { lookaheads, steps, isAnchored } = this.#program;
    return (
      lookaheads.every((lookahead) => run(lookahead.steps, text, true) !== lookahead.isNegative) &&
      run(steps, text, isAnchored)
    );
  }

  toString(): string {
    return String(this.#expression);
  }
}

/** True if the steps match from the start of the text or, where they are not anchored, from anywhere in it. */
function run(steps: readonly Step[], text: string, isAnchored: boolean): boolean {
  const threads = new Threads(steps, text);
  for (let at = 0; ; ) {
    if (!isAnchored || at === 0) threads.enter(0, at);
    if (threads.isMatched) return true;
    const code = text.codePointAt(at);
    if (code === undefined || (isAnchored && threads.isEmpty)) return false;
    at += code > 0xffff ? 2 : 1;
    threads.advance(code, at);
  }
}

/** The steps at which a match may be at one position of the text, each once. */
class Threads {
  isMatched = false;
  readonly #steps: readonly Step[];
  readonly #text: string;
  #now: number[] = [];
  #next: number[] = [];
  /** For each step the position of the text at which it was entered last, plus one. */
  readonly #entered: Int32Array;

  constructor(steps: readonly Step[], text: string) {
    this.#steps = steps;
    this.#text = text;
    this.#entered = new Int32Array(steps.length);
  }

  get isEmpty(): boolean {
    return this.#now.length === 0;
  }

  /** Reads a character; the matches go on behind it, at `at`. */
  advance(code: number, at: number): void {
    const before = this.#now;
    this.#now = this.#next;
    this.#now.length = 0;
    this.#next = before;
    for (const index of before) {
      const step = this.#steps[index];
      if (step?.op === "character" && step.test(code)) this.enter(index + 1, at);
    }
  }

  /** Enters a step and every step that it leads to without reading a character. */
  enter(first: number, at: number): void {
    const open = [first];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const step = this.#steps[index];
      if (step === undefined || this.#entered[index] === at + 1) continue;
      this.#entered[index] = at + 1;
      if (step.op === "match") this.isMatched = true;
      else if (step.op === "character") this.#now.push(index);
      else if (step.op === "jump") open.push(step.to);
      else if (step.op === "fork") open.push(step.to, index + 1);
      else if (holds(step.op, this.#text, at)) open.push(index + 1);
    }
  }
}

function holds(op: Step["op"], text: string, at: number): boolean {
  if (op === "start") return at === 0;
  if (op === "end") return at === text.length;
  const isBoundary = isWord(text, at - 1) !== isWord(text, at);
  return isBoundary === (op === "boundary");
}

const isWord = (text: string, at: number): boolean => /\w/.test(text.charAt(at));
