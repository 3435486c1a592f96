/** The buttons and tabs that a browser copies with the text of a page. */
import { type PageText, withoutLines } from "./page-text.ts";
import { SECTIONS } from "./section-names.ts";

/** Buttons beside the title, the path and the samples. */
const BUTTONS = new Set(["Copy", "Copied!", "Copy page", "Copy to clipboard", "Try it", "Ask AI", "Ask AI assistant", "Send", "Expand"]); // biome-ignore format: a list reads better in lines
/** The languages of the samples, as their tabs are called. */
const LANGUAGES = new Set(["cURL", "Python", "JavaScript", "TypeScript", "Node.js", "Node", "PHP", "Go", "Java", "Ruby", "C#", "PowerShell", "Swift"]); // biome-ignore format: a list reads better in lines
/** The tabs of the answers: a status, with its media type or without. */
const STATUS_TAB = /^(?:[1-5]\d\d|default)$/;
const SHOW_CHILD = /^Show (?:\d+ )?child attributes?$/;

/**
 * The text without its buttons and tabs: those between its request line and its first section are left out, and one that opens
 * what is nested stands for the end of a paragraph.
 */
export function withoutNoise(page: PageText, requestLine: number): PageText {
  const lines = page.lines.map((line) => (SHOW_CHILD.test(line) ? "" : line));
  const sections = lines.findIndex(
    (line, at) => at > requestLine && SECTIONS.some((name) => name === line) && lines[at - 1] === "",
  );
  const end = sections < 0 ? lines.length : sections;
  const noise = lines.flatMap((line, at) => (at > requestLine && at < end && isNoise(line) ? [at] : []));
  return withoutLines({ ...page, lines }, new Set(noise));
}

const isNoise = (line: string): boolean => BUTTONS.has(line) || LANGUAGES.has(line) || STATUS_TAB.test(line);

/** The first lines of samples in languages other than that of a shell. */
const OTHER_LANGUAGE =
  /^(?:import (?:requests|http|fetch)|from \w+ import|(?:const|let|var) \w+ = |fetch\(|<\?php|\$\w+ = |package main|require ['"]|HttpResponse<|using \w+;|using RestSharp|var (?:client|options) )/;

/** True if a line begins a sample in another language. */
export const isOtherLanguage = (line: string): boolean => OTHER_LANGUAGE.test(line.trim());
