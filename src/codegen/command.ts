import { join } from "node:path";
import { parse } from "yaml";
import { SuiteError } from "../core/errors.ts";
import { isDocumentName } from "../core/file-name.ts";
import { readRegularFile } from "../core/regular-file.ts";
import { compare, generate, write } from "./generate.ts";

/** Where the overlay stands, which names the document that it makes. */
const OVERLAY = "openapi/overlay.yaml";

/** Path of the document from the root, as the overlay's `x-document` names it. @throws SuiteError */
export async function documentPath(root: string): Promise<string> {
  const text = readText(root, OVERLAY);
  const name: unknown = (parse(text) as { "x-document"?: unknown } | null)?.["x-document"];
  if (!isDocumentName(name))
    throw new SuiteError(
      `${OVERLAY}: x-document: no file name; expected the bare name of the captured document, which ends in .yaml; correct it`,
    );
  return `openapi/${name}`;
}

function readText(root: string, path: string): string {
  try {
    return readRegularFile(join(root, path));
  } catch (error) {
    throw new SuiteError(
      `${path}: cannot be read (${(error as NodeJS.ErrnoException).code}); run the command from a checkout of the project`,
    );
  }
}

/** Writes `generated/`, or with `check` only compares. @returns one line for each file that is or was out of date. */
export async function generateCommand(options: { root: string; check: boolean }): Promise<string[]> {
  const { root, check } = options;
  const path = await documentPath(root);
  const { version } = JSON.parse(readText(root, "package.json")) as { version: string };
  const files = await generate(readText(root, path), path, version);
  const directory = join(root, "generated");
  return check ? compare(directory, files) : write(directory, files);
}
