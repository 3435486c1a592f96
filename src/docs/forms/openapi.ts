import { parseSource } from "../source/parse-source.ts";
import type { DocsForm } from "./form.ts";

/** A line that only the top of a YAML document has. */
const TOP_LEVEL = /^["']?(?:openapi|swagger|paths|components)["']?\s*:/;

/** An OpenAPI document as JSON or YAML, with any number of operations. */
export const openapi: DocsForm = {
  form: "openapi",
  words: "an OpenAPI 3.0, 3.1 or 3.2 document",
  suffix: "yaml",
  isOneOperation: false,
  detect: (lines) =>
    /^[{[]/.test(lines.find((line) => line.trim() !== "")?.trim() ?? "") ||
    lines.some((line) => TOP_LEVEL.test(line)),
  read: ({ name, text }) => ({ root: parseSource(name, text) }),
};
