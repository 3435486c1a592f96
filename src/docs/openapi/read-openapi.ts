import { inWords, type JsonObject } from "../../core/json.ts";
import { CaptureError, quote } from "../capture-error.ts";
import { type Located, locationText, type SourceDocument } from "../located.ts";
import type { BrokenReference } from "../source/source.ts";
import { OperationWriter } from "./canonical-document.ts";
import { pickOperation, type Wish } from "./pick-operation.ts";
import { References } from "./references.ts";

/** An OpenAPI document of which one operation is read. */
export interface OpenApiInput extends Wish {
  readonly name: string;
  readonly path?: string | undefined;
  readonly root: JsonObject;
  /** The title of the operation, where it has no summary. */
  readonly title?: string | undefined;
  /** The operation is compared, and nothing made of it: a broken reference leaves a mark, and is no error. */
  readonly isCompared?: boolean | undefined;
  /** The documents that it refers to, where several of its operations are read. */
  readonly references?: References | undefined;
  /** Its schemas say themselves, by the mark, which of them are known in part. */
  readonly isMarked?: boolean | undefined;
}

/** The result of reading: the operation alone, and what it needs from elsewhere. */
export interface OpenApiOperation {
  readonly document: JsonObject;
  readonly broken: readonly BrokenReference[];
  /** The statuses whose answers lack what a broken reference leads to. */
  readonly unknown: readonly string[];
  /** Parts that no reader can make sense of, each with its place in one line. */
  readonly unsound: readonly string[];
  /** The other documents that were read for it. */
  readonly read: readonly string[];
}

/** Takes one operation out of an OpenAPI 3.0, 3.1 or 3.2 document, with everything that it refers to; throws `CaptureError`. */
export async function readOpenApi(input: OpenApiInput): Promise<OpenApiOperation> {
  const references = input.references ?? referencesOf(input);
  const written = await references.whileLoading(() => write(references, input));
  return { ...written, read: references.read };
}

/** The references of a document; throws `CaptureError` for one that is no OpenAPI 3.0, 3.1 or 3.2. */
export const referencesOf = (input: Pick<OpenApiInput, "name" | "path" | "root">): References =>
  new References(sourceDocument(input));

function sourceDocument({ name, path, root }: Pick<OpenApiInput, "name" | "path" | "root">): SourceDocument {
  const { openapi, swagger } = root;
  const wrong =
    swagger === undefined
      ? `openapi: ${quote(JSON.stringify(openapi) ?? "is not there")}`
      : `Swagger ${typeof swagger === "object" ? quote(JSON.stringify(swagger)) : swagger}`;
  // A number is what YAML makes of a version without quotes.
  const version = typeof openapi === "number" ? String(openapi) : openapi;
  if (swagger !== undefined || typeof version !== "string" || !/^3\.[012](\.\d+)?$/.test(version))
    throw new CaptureError(
      `${name}#: ${wrong}; expected an OpenAPI 3.0, 3.1 or 3.2 document; convert it, or take the page's text`,
    );
  return { name, root, is30: version.startsWith("3.0"), ...(path === undefined ? {} : { path }) };
}

function write(references: References, input: OpenApiInput): Omit<OpenApiOperation, "read"> {
  const root = references.top;
  const needed = new Map<string, BrokenReference>();
  const spared = new Map<string, BrokenReference>();
  const into = (list: Map<string, BrokenReference>) => (location: Located, reason: string) => {
    const {
      at,
      document: { name },
      value,
    } = location;
    list.set(`${name}#${at}`, { at, name, ref: inWords(value), reason });
  };
  const picked = pickOperation(root, references, input);
  const unsound = new Set<string>();
  const on = {
    needed: into(input.isCompared ? spared : needed),
    spared: into(spared),
    unsound: (location: Located, why: string) => void unsound.add(`${locationText(location)}: ${why}`),
  };
  const { isCompared = false, isMarked = false } = input;
  const marks = { broken: isCompared, own: isCompared && isMarked };
  const writer = new OperationWriter(root, picked, references, marks, on);
  const written = writer.document(input.title ?? picked.id);
  if (needed.size > 0) throw new CaptureError(explainBroken([...needed.values()]));
  return {
    document: written,
    broken: [...spared.values()],
    unsound: [...unsound],
    unknown: writer.unknown,
  };
}

/** One line that names each broken reference: where it stands, what it says, and why it leads nowhere. */
export function explainBroken(broken: readonly BrokenReference[]): string {
  const each = broken.map(
    ({ name, at, ref, reason }) => `${name}#${at}: $ref ${quote(ref)} leads nowhere (${reason})`,
  );
  return `${each.join("; ")}; expected the schema; put the file there, or correct a copy of the document and capture that`;
}
