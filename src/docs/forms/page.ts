import { isObject } from "../../core/json.ts";
import { buildDocument } from "../page/build-document.ts";
import { type Page, readPage } from "../page/read-page.ts";
import type { DocsForm } from "./form.ts";
import { markdown } from "./markdown.ts";

/** The name of the form that says least. */
export const PAGE_FORM = "page";

/** The text of a docs page, as a browser shows it: a method in a line of its own, and below it the path. */
export const page: DocsForm = {
  form: PAGE_FORM,
  words: "the text of a docs page",
  suffix: "txt",
  isOneOperation: true,
  detect: (lines) =>
    !markdown.detect(lines) &&
    lines.some((line, at) => /^[A-Z]{3,7}\s*$/.test(line) && /^\//.test(lines[at + 1] ?? "")),
  read({ name, text, successStatus = "200" }) {
    const page = readPage(name, text);
    const root = buildDocument(page, successStatus);
    return { root, exampleOnly: exampleOnly(page), isMarked: true };
  },
};

/** The fields of the body that the example shows and the list does not have. */
function exampleOnly({ body, requestExample }: Page): string[] {
  const listed = new Set(body?.fields.map(({ name }) => name));
  return Object.keys(isObject(requestExample) ? requestExample : {}).filter((name) => !listed.has(name));
}
