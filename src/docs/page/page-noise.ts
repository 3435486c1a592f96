/** The buttons and tabs that a browser copies with the text of a page. */
import { type PageText, withoutLines } from "./page-text.ts";
import { SECTIONS } from "./section-names.ts";

/** Buttons beside the title, the path and the samples, in lower case. */
const BUTTONS = new Set(["copy", "copied", "copied!", "copy page", "copy to clipboard", "copy code", "copy as markdown", "copy markdown", "copy mcp server", "copy mcp install command", "connect to cursor", "connect to vs code", "view as markdown", "view as md", "open markdown", "download pdf", "try it", "try it out", "send", "ask ai", "ask ai assistant", "report incorrect code", "expand", "expand all", "collapse", "collapse all", "wrap", "more actions"]); // biome-ignore format: a list reads better in lines
const OPEN_IN = /^open in \S.{0,30}$/i;
/** The languages of the samples, as their tabs are called, in lower case. */
const LANGUAGES = new Set(["curl", "shell", "bash", "cli", "http", "python", "javascript", "typescript", "js", "ts", "node.js", "nodejs", "node", "php", "go", "golang", "java", "ruby", "c#", "csharp", ".net", "c++", "powershell", "swift", "kotlin", "rust", "dart", "perl", "elixir", "scala", "objective-c", "ocaml", "clojure", "axios", "wget", "httpie"]); // biome-ignore format: a list reads better in lines
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
 * The text without its buttons and tabs: those between its request line and its first section are left out, and one that opens
 * what is nested stands for the end of a paragraph.
 */
export function withoutNoise(page: PageText, requestLine: number): PageText {
  const lines = page.lines.map((line) => (UNFOLD.test(line) ? "" : line));
  const sections = lines.findIndex(
    (line, at) => at > requestLine && SECTIONS.some((name) => name === line) && lines[at - 1] === "",
  );
  const end = sections < 0 ? lines.length : sections;
  const isSegment = (at: number): boolean => lines[at - 1]?.endsWith("/") ?? false;
  const noise = lines.flatMap((line, at) =>
    at > requestLine && at < end && !isSegment(at) && isNoise(line) ? [at] : [],
  );
  return withoutLines({ ...page, lines }, new Set(noise));
}

/** An indented line belongs to a sample, and a long one is no button: its end is not looked for. */
function isNoise(line: string): boolean {
  if (line.length > LONGEST_TAB || /^\s/.test(line)) return false;
  const text = line.replace(PICTURE, "").toLowerCase();
  if (text === "") return line !== "";
  return BUTTONS.has(text) || OPEN_IN.test(text) || isTab(text);
}

/** True for a tab, or for the tabs of several languages or statuses in one line. */
function isTab(text: string): boolean {
  if (LANGUAGES.has(text) || STATUS_TAB.test(text) || STATUS_TABS.test(text) || MEDIA.test(text)) return true;
  const words = text.split(/\s+/);
  return words.length > 1 && words.every((word) => LANGUAGES.has(word));
}
