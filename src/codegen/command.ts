import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { isDocumentName } from "../core/file-name.ts";
import { isObject } from "../core/json.ts";
import { VERSION } from "../core/package.ts";
import { yamlValue } from "../core/read-data.ts";
import { readText } from "../core/read-text.ts";
import { expectWhole, projectFiles } from "../core/write-all.ts";
import { compare, generate, write } from "./generate.ts";
import { importsOf } from "./import-paths.ts";
import { readDifferences } from "./known-differences.ts";

/** File of the overlay, which names the document that it makes. */
const OVERLAY = "openapi/overlay.yaml";

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
export async function generateCommand(options: { root: string; check: boolean }): Promise<string[]> {
  const { root, check } = options;
  await expectWhole(projectFiles(root, "openapi"), "contract capture again");
  const path = documentPath(root);
  const files = await generatedFiles(root, path, readText(join(root, path), path));
  const generated = projectFiles(root, "generated");
  if (!check) return (await write(generated.folder, files)).map((name) => `wrote ${FOLDER}/${name}`);
  await expectWhole(generated, REMEDY);
  return compare(generated.folder, files).map(
    ({ state, name }) =>
      `${FOLDER}/${name} is ${state}: ${state === "foreign" ? "move it away, or " : ""}run ${REMEDY}`,
  );
}

/** The files that `generated/` is to hold for a document's text, by name. @throws SuiteError for a document that cannot be generated from */
export function generatedFiles(root: string, path: string, text: string): Promise<Map<string, string>> {
  return generate(text, path, VERSION, importsOf(root), readDifferences(root));
}

const FOLDER = "generated";
const REMEDY = "npx contract generate";
