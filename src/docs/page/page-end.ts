import { quote } from "../capture-error.ts";
import { lineAt, type PageText, refuse } from "./page-text.ts";

/** The page's last line: where it stands, and the day it gives as `YYYY-MM-DD`. */
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
/** A month may be short, and have a point then. */
const CLOSING = /^Last (?:modified|updated) on ([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})$/;

/** Finds the closing line that every whole page has; what follows it are links. Without it the page is refused as truncated. */
export function findEnd(page: PageText): PageEnd {
  let last = page.lines.length - 1;
  while (last > 0 && lineAt(page, last) === "") last -= 1;
  const found = page.lines.findLastIndex((line) => CLOSING.test(line));
  const index = found < 0 ? last : found;
  const [, month = "", day = "", year = ""] = CLOSING.exec(lineAt(page, index)) ?? [];
  const number = MONTHS.findIndex((name) => isMonth(month, name)) + 1;
  const modified = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (number === 0 || !isDay(modified)) {
    refuse(page, index, {
      wrong: `the page is truncated: it ends with ${quote(lineAt(page, index))}`,
      expected: 'the closing line "Last modified on <Month> <day>, <year>"',
    });
  }
  return { index, modified };
}

const isMonth = (text: string, name: string): boolean =>
  text === name || text === name.slice(0, 3) || (text === "Sept" && name === "September");

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
