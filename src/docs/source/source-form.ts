import { CaptureError } from "../capture-error.ts";
import type { SourceForm } from "./source.ts";

/** The opening line of a fenced OpenAPI block of a Markdown export, such as ````yaml POST /path. */
export const FENCE =
  /^(`{3,})ya?ml\s+(?:\S+\s+)?(get|put|post|delete|options|head|patch|trace)\s+(\/\S*)\s*$/i;

/** Tells the form of a text by its content alone; what is none of the forms is refused with a `CaptureError`. */
export function sourceForm(name: string, text: string): SourceForm {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const start = lines[first]?.trim() ?? "";
  const refused = (line: number, wrong: string, todo: string) =>
    new CaptureError(`${name}:${line}: ${wrong}; expected ${FORMS}; ${todo}`);
  if (first < 0) throw refused(1, "the file is empty", "get the page again");
  const binary = lines.findIndex((line) => BINARY.test(line));
  if (binary >= 0) throw refused(binary + 1, "this is binary data", "check which file it is");
  if (/^<[!?a-z]/i.test(start)) {
    const todo = "copy the page as the browser shows it, or add .md to its address";
    throw refused(first + 1, "this is markup, an HTML page", todo);
  }
  if (lines.some((line) => FENCE.test(line))) return "markdown";
  if (lines.some((line, at) => /^[A-Z]{3,7}\s*$/.test(line) && /^\//.test(lines[at + 1] ?? "")))
    return "page";
  if (/^[{[]/.test(start) || lines.some((line) => TOP_LEVEL.test(line))) return "openapi";
  if (/^#{1,6} /.test(start) || lines.some((line) => /^`{3,}/.test(line))) {
    const todo = "take the Markdown export of the operation's own page";
    throw refused(first + 1, "this Markdown has no OpenAPI block", todo);
  }
  return "page";
}

/** A line that only the top of a YAML document has. */
const TOP_LEVEL = /^["']?(?:openapi|swagger|paths|components)["']?\s*:/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells binary data from text
const BINARY = /[\u0000-\u0008\u000E-\u001F]/;
const FORMS =
  'the text of a docs page, its Markdown export with a fenced block "yaml METHOD /path", or an OpenAPI 3.0 or 3.1 document';
