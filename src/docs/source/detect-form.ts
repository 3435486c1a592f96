import { CaptureError } from "../capture-error.ts";
import type { DocsForm } from "../forms/form.ts";
import { DOCS_FORMS } from "../forms/index.ts";
import { page } from "../forms/page.ts";

/** Tells the form of a text by its content alone; a text of none of the forms is refused with a `CaptureError`. */
export function detectForm(name: string, text: string): DocsForm {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const start = lines[first]?.trim() ?? "";
  const refused = (line: number, wrong: string, todo: string) =>
    new CaptureError(`${name}:${line}: ${wrong}; expected ${formWords()}; ${todo}`);
  if (first < 0) throw refused(1, "the file is empty", "get the page again");
  const binary = lines.findIndex((line) => BINARY.test(line));
  if (binary >= 0) throw refused(binary + 1, "this is binary data", "check which file it is");
  if (/^<[!?a-z]/i.test(start)) {
    const todo = "copy the page as the browser shows it, or add .md to its address";
    throw refused(first + 1, "this is markup, an HTML page", todo);
  }
  const detected = DOCS_FORMS.find((form) => form.detect(lines));
  if (detected) return detected;
  if (/^#{1,6} /.test(start) || lines.some((line) => /^`{3,}/.test(line))) {
    const todo = "take the Markdown export of the operation's own page";
    throw refused(first + 1, "this Markdown has no OpenAPI block", todo);
  }
  // Any other text is read as a page, whose reader names what it lacks.
  return page;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells binary data from text
const BINARY = /[\u0000-\u0008\u000E-\u001F]/;

/** The forms as messages name them. */
function formWords(): string {
  const words = DOCS_FORMS.map((form) => form.words);
  return `${words.slice(0, -1).join(", ")}, or ${words.at(-1)}`;
}
