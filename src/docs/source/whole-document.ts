/** A document with all of its operations, read once. */
import { isObject, type JsonObject } from "../../core/json.ts";
import { CaptureError } from "../capture-error.ts";
import { openapi } from "../forms/openapi.ts";
import { publishedOperations } from "../openapi/pick-operation.ts";
import { readOpenApi, referencesOf } from "../openapi/read-openapi.ts";
import type { References } from "../openapi/references.ts";
import { detectForm } from "./detect-form.ts";
import { type LoadedSource, loadText, type SourceFile } from "./load-source.ts";

/** A document, and the request lines of its operations such as `POST /things`, in its order. */
export interface WholeDocument {
  readonly name: string;
  readonly path: string;
  readonly root: JsonObject;
  readonly lines: readonly string[];
  /** The published id of each operation that has one, by its request line. */
  readonly ids: ReadonlyMap<string, string>;
  /** The documents that it refers to, each read once. */
  readonly references: References;
}

/** Reads an OpenAPI document from a file or URL. @throws CaptureError for docs of one operation alone */
export const loadDocument = async (fileOrUrl: string): Promise<WholeDocument> =>
  documentOf(await loadText(fileOrUrl));

/** The OpenAPI document that a text is. @throws CaptureError for docs of one operation alone */
export async function documentOf({ text, path, name }: SourceFile): Promise<WholeDocument> {
  if (detectForm(name, text).form !== openapi.form)
    throw new CaptureError(`${name}:1: docs of one operation; expected ${openapi.words}; leave out --all`);
  const { root } = openapi.read({ name, text });
  const references = referencesOf({ name, path, root });
  const published = await publishedOperations(references);
  const lines = published.map(({ method, path: route }) => `${method.toUpperCase()} ${route}`);
  const ids = published.flatMap(({ operation: { value } }, at): [string, string][] => {
    const id = isObject(value) ? value.operationId : undefined;
    return typeof id === "string" ? [[lines[at] ?? "", id]] : [];
  });
  return { name, path, root, lines, ids: new Map(ids), references };
}

/** One operation of a document to be compared, by its request line. @throws CaptureError where it cannot be read */
export async function operationOfDocument(
  { name, path, root, references }: WholeDocument,
  wanted: string,
  more: Pick<Parameters<typeof readOpenApi>[0], "known"> = {},
): Promise<LoadedSource> {
  const read = await readOpenApi({ name, path, root, references, wanted, isCompared: true, ...more });
  return { ...read, form: openapi.form, name, text: "" };
}
