/** The numbers that some pages show beside the lines of their samples, which a browser copies with them. */
import { type PageText, withoutLines } from "./page-text.ts";

/** Numbers of a gutter that count as one, at least: fewer may be values. */
const LEAST = 3;
/** The first line of a sample after its number. */
const NUMBERED = /^\s*1(?:[ \t]*[|:][ \t]?|[ \t]+|\.[ \t]+)(?=(?:[$>] )?curl\s|[{[]\s*$)/;

/** The text without the numbers of its samples' lines: in lines of their own between two lines of the text, or before what they count. */
export function withoutLineNumbers(page: PageText, from: number, to: number): PageText {
  const lines = [...page.lines];
  for (let at = from; at < to; at += 1) if (NUMBERED.test(lines[at] ?? "")) at = stripped(lines, at, to) - 1;
  return withoutLines({ ...page, lines }, gutter(lines, from, to));
}

/** Strips the numbers of a sample that begins at a line, and gives the index after it. */
function stripped(lines: string[], start: number, to: number): number {
  let at = start;
  for (let number = 1; at < to; at += 1, number += 1) {
    const found = new RegExp(`^\\s*${number}(?:[ \\t]*[|:][ \\t]?|\\.?[ \\t]|$)`).exec(lines[at] ?? "");
    if (found === null) break;
    lines[at] = (lines[at] ?? "").slice(found[0].length);
  }
  return at;
}

/** The lines that hold a number alone, where those of a sample count up from 1. */
function gutter(lines: readonly string[], from: number, to: number): ReadonlySet<number> {
  const numbers = lines.flatMap((line, at) => (at >= from && at < to && /^\d{1,4}$/.test(line) ? [at] : []));
  const found = new Set<number>();
  let run: number[] = [];
  for (const at of [...numbers, -1]) {
    if (Number(lines[at]) === run.length + 1) run.push(at);
    else {
      if (run.length >= LEAST) for (const one of run) found.add(one);
      run = Number(lines[at]) === 1 ? [at] : [];
    }
  }
  return found;
}
