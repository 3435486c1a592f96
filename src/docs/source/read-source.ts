import type { JsonObject } from "../../core/json.ts";
import { tooDeep } from "../../core/nesting.ts";
import { CaptureError } from "../capture-error.ts";
import { readMarkdown } from "../markdown/markdown-page.ts";
import { type OpenApiInput, readOpenApi } from "../openapi/read-openapi.ts";
import { buildDocument } from "../page/build-document.ts";
import { readPage } from "../page/read-page.ts";
import { parseSource } from "./parse-source.ts";
import type { Source, SourceForm, SourceOptions } from "./source.ts";
import { sourceForm } from "./source-form.ts";

/** Reads a source in any of its forms, which its content tells; throws `CaptureError`. */
export async function readSource(options: SourceOptions): Promise<Source> {
  const form = sourceForm(options.name, options.text);
  const { name, path, operation, preferred } = options;
  const { root, ...more } = shallow(options, () => READERS[form](options));
  const read = await readOpenApi({ name, path, wanted: operation, preferred, root, ...more });
  return { form, ...read };
}

/** @throws CaptureError where a source nests deeper than what reads it can follow */
function shallow<T extends { root: JsonObject }>({ name }: SourceOptions, read: () => T): T {
  const refused = (at: string) =>
    new CaptureError(`${name}${at}: nested too deep; expected what a person can read; flatten it`);
  try {
    const made = read();
    const deep = tooDeep(made.root);
    if (deep !== undefined)
      throw refused(`#${deep.length <= MOST_SHOWN ? deep : `${deep.slice(0, MOST_SHOWN)}…`}`);
    return made;
  } catch (error) {
    throw error instanceof RangeError ? refused(":1") : error;
  }
}

const MOST_SHOWN = 120;

type Reader = (options: SourceOptions) => { root: JsonObject } & Partial<OpenApiInput>;

const READERS: { readonly [form in SourceForm]: Reader } = {
  page: ({ name, text, successStatus = "200" }) => ({
    root: buildDocument(readPage(name, text), successStatus),
  }),
  markdown: ({ name, text }) => {
    const { title, method, path, document } = readMarkdown(name, text);
    return { root: document, title, line: `${method} ${path}` };
  },
  openapi: ({ name, text }) => ({ root: parseSource(name, text) }),
};
