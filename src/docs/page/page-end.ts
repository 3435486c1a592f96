import { quote } from "../capture-error.ts";
import { startsField } from "./field-start.ts";
import { CHANGED_AGO, CHANGED_WHEN, FOOTER, FOOTER_START } from "./noise-words.ts";
import { lineAt, type PageText, refuse } from "./page-text.ts";

/** The page's last line: where it stands, and the day it gives as `YYYY-MM-DD`, or `undated` where it counts back from today. */
export interface PageEnd {
  readonly index: number;
  readonly modified: string;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WORDS = "(?:Last )?(?:[Mm]odified|[Uu]pdated)(?: on)?:? ";
/** A month may be short, and have a point then; the day may stand before it, and be an ordinal. */
const MONTH = "(?<month>[A-Z][a-z]{2,8})\\.?";
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const CLOSINGS = [
  new RegExp(`^${WORDS}${MONTH} ${DAY},? (?<year>\\d{4})$`),
  new RegExp(`^${WORDS}${DAY}\\.? ${MONTH},? (?<year>\\d{4})$`),
  new RegExp(`^${WORDS}(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})$`),
];

/** Finds the closing line that every whole page has; what follows it are links. Without it the page is refused as truncated. */
export function findEnd(page: PageText): PageEnd {
  let last = page.lines.length - 1;
  while (last > 0 && lineAt(page, last) === "") last -= 1;
  const found = page.lines.findLastIndex((line) => CLOSINGS.some((closing) => closing.test(line)));
  const counted = found < 0 ? page.lines.findLastIndex((line) => CHANGED_AGO.test(line)) : -1;
  if (counted >= 0) return { index: withoutFooter(page, counted), modified: "undated" };
  const index = found < 0 ? last : found;
  const { month = "", day = "", year = "" } = datesIn(lineAt(page, index));
  const number = /^\d+$/.test(month) ? Number(month) : MONTHS.findIndex((name) => isMonth(month, name)) + 1;
  const modified = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (number === 0 || !isDay(modified)) {
    refuse(page, index, {
      wrong: `the page is truncated: it ends with ${quote(lineAt(page, index))}`,
      expected: 'the closing line "Last modified on <Month> <day>, <year>"',
    });
  }
  return { index: withoutFooter(page, index), modified };
}

function datesIn(line: string): { readonly [name: string]: string | undefined } {
  const found = CLOSINGS.find((closing) => closing.test(line));
  return found?.exec(line)?.groups ?? {};
}

/** The index after the last line of the page's own text; a title beside `Previous` or `Next` is a link. */
function withoutFooter(page: PageText, closing: number): number {
  let end = footerStart(page, closing);
  let isLink = false;
  for (let at = end - 1; at > 0; at -= 1) {
    const line = lineAt(page, at);
    if (line === "") continue;
    const isFooter = CHANGED_WHEN.test(line) || FOOTER.some((words) => words.test(line));
    if (!isFooter && !isLink) break;
    end = at;
    isLink = /^(?:Previous|Next)/.test(line);
  }
  return end;
}

/** The first line of a footer, below which no field begins; the closing line where there is none. */
function footerStart(page: PageText, closing: number): number {
  let start = closing;
  for (let at = closing - 1; at > 0 && !startsField(page, at); at -= 1)
    if (FOOTER_START.test(lineAt(page, at))) start = at;
  return start;
}

const isMonth = (text: string, name: string): boolean =>
  text === name || text === name.slice(0, 3) || (text === "Sept" && name === "September");

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
