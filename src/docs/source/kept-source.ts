import { Document } from "yaml";
import { isFileName } from "../../core/file-name.ts";
import { CaptureError, quote } from "../capture-error.ts";
import { DOCS_FORMS } from "../forms/index.ts";
import { openapi } from "../forms/openapi.ts";
import type { LoadedSource } from "./load-source.ts";
import { isUrl } from "./read-location.ts";

/** Folder of the docs that the document is made from. */
export const PAGES = "openapi/pages";

/** The file that keeps a source, its text, and the files of other forms that it stands in for. */
export interface KeptSource {
  readonly path: string;
  readonly text: string;
  readonly replaced: readonly string[];
}

/**
 * The part of a source that is kept below `openapi/pages/`, so that the document can be made again without the network:
 * a page or an export as it came; of a document with many operations, or with files beside it, the one operation that
 * was read.
 */
export function keptSource(source: LoadedSource, id: string): KeptSource {
  if (!isFileName(`${id}.txt`, "txt"))
    throw new CaptureError(
      `${source.name}: the operation is called ${quote(id)}, which makes no file name; expected letters, digits and hyphens; give it a shorter or a Latin title in a copy, and capture that`,
    );
  const own = DOCS_FORMS.find(({ form }) => form === source.form) ?? openapi;
  const isWhole = own.isOneOperation && source.read.length === 0 && source.broken.length === 0;
  const paths = DOCS_FORMS.map(({ suffix }) => `${PAGES}/${id}.${suffix}`);
  const path = `${PAGES}/${id}.${(isWhole ? own : openapi).suffix}`;
  return {
    path,
    text: isWhole ? source.text : operationText(source),
    replaced: paths.filter((other) => other !== path),
  };
}

function operationText(source: LoadedSource): string {
  const document = new Document(source.document, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  document.commentBefore = ` One operation of ${originOf(source.name)}, as capture read it: input, not edited.`;
  return document.toString({ lineWidth: 110 });
}

/** The folders of the machine that captured it are nobody's business. */
const originOf = (name: string): string => (isUrl(name) ? name : (name.split(/[\\/]/).at(-1) ?? name));
