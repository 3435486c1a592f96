import { FENCE, readMarkdown } from "../markdown/markdown-page.ts";
import type { DocsForm } from "./form.ts";

/** The Markdown export of a docs page, with the operation as OpenAPI in a fenced block. */
export const markdown: DocsForm = {
  form: "markdown",
  words: 'its Markdown export with a fenced block "yaml METHOD /path"',
  suffix: "md",
  isOneOperation: true,
  detect: (lines) => lines.some((line) => FENCE.test(line)),
  read({ name, text }) {
    const { title, method, path, document } = readMarkdown(name, text);
    return { root: document, title, line: `${method} ${path}` };
  },
};
