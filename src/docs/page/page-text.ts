import { CaptureError, quote } from "../capture-error.ts";

/** The lines of a page's text as a reader copies it, with the name that messages give it. */
export interface PageText {
  readonly name: string;
  readonly lines: readonly string[];
  /** The number of each line in the text as it was copied; absent where none was left out. */
  readonly numbers?: readonly number[];
}

/** The parts of a refusal: what is wrong, what was expected, what to do about it. */
export interface Refusal {
  readonly wrong: string;
  readonly expected: string;
  readonly todo?: string;
}

const COPY_AGAIN = "copy the whole text of the operation's page again";

/** Splits a page into lines; byte order mark, carriage returns and invisible spaces are the clipboard's, not the page's. */
export function pageText(name: string, text: string): PageText {
  const clean = text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(SPACES, " ")
    .replace(UNSEEN, "");
  return { name, lines: clean.split("\n").map((line) => line.trimEnd()) };
}

/** Spaces of other widths, or at which no line breaks. */
const SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
/** Marks that nobody sees: byte order, places at which a word may break, and the direction of writing. */
const UNSEEN = /[\uFEFF\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069]/g;

/** The text without some of its lines, whose numbers stay what they were. */
export function withoutLines(page: PageText, left: ReadonlySet<number>): PageText {
  const { name, lines } = page;
  const kept = lines.map((_, index) => index).filter((index) => !left.has(index));
  return {
    name,
    lines: kept.map((index) => lines[index] ?? ""),
    numbers: kept.map((index) => lineNumber(page, index)),
  };
}

/** The number of a line in the text as it was copied, from 1 on. */
export const lineNumber = ({ numbers }: PageText, index: number): number => numbers?.[index] ?? index + 1;

/** The line at an index; beyond the end it is empty, so that looking ahead needs no bounds. */
export function lineAt(page: PageText, index: number): string {
  return page.lines[index] ?? "";
}

/** The index of the first line from `index` on that is not blank, or `end`. */
export function skipBlank(page: PageText, index: number, end: number): number {
  let at = index;
  while (at < end && lineAt(page, at).trim() === "") at += 1;
  return at;
}

/** Throws the one message of a refusal; `index` counts lines from 0, the message counts from 1. */
export function refuse(page: PageText, index: number, refusal: Refusal): never {
  const { wrong, expected, todo = COPY_AGAIN } = refusal;
  throw new CaptureError(`${page.name}:${lineNumber(page, index)}: ${wrong}; expected ${expected}; ${todo}`);
}

/** Refuses what is no page text at all: an empty file, or the page's HTML source. */
export function refuseNoText(page: PageText): void {
  const first = skipBlank(page, 0, page.lines.length);
  if (first === page.lines.length) {
    refuse(page, 0, { wrong: "the file is empty", expected: "the text of a docs page" });
  }
  if (/^\s*<[!?a-z]/i.test(lineAt(page, first))) {
    refuse(page, first, {
      wrong: `this is markup: ${quote(lineAt(page, first))}`,
      expected: "the text of the rendered page",
      todo: "copy the page as the browser shows it, not its source",
    });
  }
}
