import { buildDocument } from "./build-document.ts";
import { readPage } from "./read-page.ts";
import type { Source, SourceOptions } from "./source.ts";

/** Reads a source in any of its forms; throws `CaptureError`. */
export async function readSource(options: SourceOptions): Promise<Source> {
  const page = readPage(options.name, options.text);
  return { form: "page", document: buildDocument(page, options.successStatus ?? "200"), broken: [] };
}
