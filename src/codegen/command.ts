import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { SuiteError } from "../core/errors.ts";
import { isDocumentName } from "../core/file-name.ts";
import { isObject, type JsonObject } from "../core/json.ts";
import { VERSION } from "../core/package.ts";
import { addedOperations, OPERATIONS_DIR, OVERLAY_FILE as OVERLAY, readProject } from "../core/project.ts";
import { yamlValue } from "../core/read-data.ts";
import { readText } from "../core/read-text.ts";
import { PROJECT_FILE } from "../core/root.ts";
import { type Pending, sourcesHash } from "../core/sources-hash.ts";
import { expectWhole, projectFiles } from "../core/write-all.ts";
import { compare, generate, write } from "./generate.ts";
import { importsOf } from "./import-paths.ts";
import { readDifferences } from "./known-differences.ts";
import { type AddedDocument, mergedDocument } from "./merge-documents.ts";
import { rateLimitIn } from "./rate-limit.ts";
import type { SchemaCompiler } from "./validators.ts";

/** Path of the document from the root, as the overlay's `x-document` names it. @throws SuiteError */
export function documentPath(root: string): string {
  const overlay = yamlValue(readText(join(root, OVERLAY), OVERLAY), OVERLAY);
  const name = isObject(overlay) ? overlay["x-document"] : undefined;
  if (!isDocumentName(name))
    throw new SuiteError(
      `${OVERLAY}: x-document: no file name; expected the bare name of the captured document, which ends in .yaml; correct it`,
    );
  const path = `openapi/${name}`;
  refuseLinkOut(root, path);
  return path;
}

/** A link beside the overlay that leads elsewhere is a file elsewhere, which the overlay may not name. @throws SuiteError */
function refuseLinkOut(root: string, path: string): void {
  const [file, folder] = [join(root, path), join(root, dirname(path))];
  if (existsSync(file) && dirname(realpathSync(file)) !== realpathSync(folder))
    throw new SuiteError(
      `${path}: this link leads out of ${dirname(path)}, where no document is read from; put a file in its place`,
    );
}

/** Writes `generated/`, or with `check` only compares. @returns one line for each file that is or was out of date. */
export async function generateCommand(options: {
  root: string;
  check: boolean;
  /** The operations that were added to the project; one that is left out here would be missing in what is made. */
  added: readonly AddedDocument[];
}): Promise<string[]> {
  const { root, check, added } = options;
  await expectWhole(projectFiles(root, "openapi"), "contract capture again");
  const path = contractPath(root);
  const text = existsSync(join(root, path)) ? readText(join(root, path), path) : "";
  const files = await generatedFiles(root, path, text, added);
  const generated = projectFiles(root, "generated");
  if (!check) return (await write(generated.folder, files)).map((name) => `wrote ${FOLDER}/${name}`);
  await expectWhole(generated, REMEDY);
  return compare(generated.folder, files).map(
    ({ state, name }) =>
      `${FOLDER}/${name} is ${state}: ${state === "foreign" ? "move it away, or " : ""}run ${REMEDY}`,
  );
}

/** The files that `generated/` is to hold for a document's text, by name. @throws SuiteError for a document that cannot be generated from */
export function generatedFiles(
  root: string,
  path: string,
  text: string,
  added: readonly AddedDocument[],
  pending: readonly Pending[] = [],
  compiler?: SchemaCompiler,
): Promise<Map<string, string>> {
  const { merged, hash } = contractText(root, path, text, added, pending);
  return generate(merged, path, VERSION, importsOf(root), readDifferences(root, pending), hash, compiler);
}

/** The one document of all operations that code is generated from, and the hash of what it is made of where that is not its own. */
export function contractText(
  root: string,
  path: string,
  text: string,
  added: readonly AddedDocument[],
  pending: readonly Pending[],
): { readonly merged: string; readonly hash?: string } {
  const { shared } = readProject(root);
  if (shared.rateLimit) rateLimitIn(shared.rateLimit, `${PROJECT_FILE}: rateLimit`);
  if (added.length === 0 && Object.keys(shared).length === 0) return { merged: text };
  const isFirst = added.some(({ file }) => file === path);
  const main = isFirst ? undefined : objectIn(text, path);
  return {
    merged: stringify(mergedDocument(main, added, path, shared), { aliasDuplicateObjects: false }),
    hash: sourcesHash(root, path, isFirst ? undefined : text, pending),
  };
}

function objectIn(text: string, path: string): JsonObject {
  const value = yamlValue(text, path, "capture the docs page again");
  if (isObject(value)) return value;
  throw new SuiteError(
    `${path}: expected an OpenAPI 3.1 document (openapi: 3.1.x); capture the docs page again`,
  );
}

/**
 * The document that names the contract: that of the first source, or, where there is none, the first operation that was added.
 * @param without an operation that goes
 */
export function contractPath(root: string, without?: string): string {
  const [first] = addedOperations(root).filter((id) => id !== without);
  const hasOverlay = existsSync(join(root, OVERLAY));
  return first === undefined || hasOverlay ? documentPath(root) : `${OPERATIONS_DIR}/${first}/source.yaml`;
}

const FOLDER = "generated";
const REMEDY = "npx contract generate";
