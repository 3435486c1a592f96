/** The buttons, tabs and links that a browser copies with the text of a page. */
import { withoutLineNumbers } from "./line-numbers.ts";
import { ANCHOR_MARK, ANCHORS, BREADCRUMBS, BUTTONS, CHANGED_WHEN, LANGUAGES } from "./noise-words.ts";
import { type PageText, withoutLines } from "./page-text.ts";
import { SECTIONS } from "./section-names.ts";

const OPEN_IN = /^open in \S.{0,30}$/i;
/** The tabs of the answers: a status, with its reason or media type or without, or several of them. */
const STATUS_TAB = /^(?:[1-5](?:\d\d|XX)|default)(?:(?: ?[-–:] ?| )[A-Za-z][A-Za-z '/+.-]{1,40})?$/i;
const STATUS_TABS = /^(?:[1-5]\d\d|default)(?:[ ,|]+(?:[1-5]\d\d|default))+$/i;
const MEDIA = /^(?:application|text|multipart)\/[\w.+-]+$/;
/** Buttons that open or fold what is nested, wherever they stand. */
const UNFOLD = /^[+▸▶›>]?\s*(?:Show (?:\d+ )?child attributes?|(?:Expand|Collapse) all)\s*[+▸▶›>]?$/i;
/** Characters of the longest row of tabs. */
const LONGEST_TAB = 200;
/** Marks that stand for a picture beside a button's word. */
const PICTURE = /^[\s▶►▷⏵▸›»→↗⌄▾▼+✓⧉]+|[\s▶►▷⏵▸›»→↗⌄▾▼+✓⧉]+$/gu;

/**
 * The text without its buttons, tabs and links: those between its request line and its first section are left out, links to a
 * heading as well, and a button that opens what is nested stands for the end of a paragraph.
 */
export function withoutNoise(page: PageText, requestLine: number): PageText {
  const text = withoutAnchors({ ...page, lines: page.lines.map(withoutButton) });
  const { lines } = text;
  const sections = lines.findIndex((line, at) => at > requestLine && isSection(line) && lines[at - 1] === "");
  const end = sections < 0 ? lines.length : sections;
  const isSegment = (at: number): boolean => lines[at - 1]?.endsWith("/") ?? false;
  const noise = lines.flatMap((line, at) =>
    at > requestLine && at < end && !isSegment(at) && (isNoise(line) || isListed(lines, at)) ? [at] : [],
  );
  const clean = withoutLines(text, new Set(noise));
  return withoutLineNumbers(clean, requestLine, end - noise.length);
}

const isSection = (line: string): boolean => SECTIONS.some((name) => name === line);

const withoutButton = (line: string): string => (UNFOLD.test(line) ? "" : line);

/** The text without links to its headings: a line beside one, or a mark behind it. */
function withoutAnchors(page: PageText): PageText {
  const lines = page.lines.map((line) => {
    if (line.length > LONGEST_TAB) return line;
    const bare = line.replace(ANCHOR_MARK, "");
    return isSection(bare) ? bare : line;
  });
  const isAnchor = (at: number): boolean => ANCHORS.has((lines[at] ?? "").toLowerCase());
  const beside = lines.flatMap((line, at) => {
    if (!isSection(line)) return [];
    const near = [-1, 1].map((step) => (lines[at + step] === "" ? at + 2 * step : at + step));
    return near.filter(isAnchor);
  });
  return withoutLines({ ...page, lines }, new Set(beside));
}

/** True for a heading in a list of those on the page, which stands where the page's own title does. */
function isListed(lines: readonly string[], at: number): boolean {
  return isSection(lines[at] ?? "") && lines[at - 1] !== "";
}

/** An indented line belongs to a sample, and a long one is no button: its end is not looked for. */
function isNoise(line: string): boolean {
  if (line.length > LONGEST_TAB || /^\s/.test(line)) return false;
  const text = line.replace(PICTURE, "").toLowerCase();
  if (text === "") return line !== "";
  if (CHANGED_WHEN.test(line) || BREADCRUMBS.test(line)) return true;
  return BUTTONS.has(text) || ANCHORS.has(text) || OPEN_IN.test(text) || isTab(text);
}

/** True for a tab, or for the tabs of several languages or statuses in one line. */
function isTab(text: string): boolean {
  if (LANGUAGES.has(text) || STATUS_TAB.test(text) || STATUS_TABS.test(text) || MEDIA.test(text)) return true;
  const words = text.split(/\s+/);
  return words.length > 1 && words.every((word) => LANGUAGES.has(word));
}
