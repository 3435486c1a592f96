import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { SuiteError } from "../core/errors.ts";
import { compare, generate, write } from "./generate.ts";

/** Where the overlay stands, which names the document that it makes. */
const OVERLAY = "openapi/overlay.yaml";

/** Path of the document from the root, as the overlay's `x-document` names it. @throws SuiteError */
export async function documentPath(root: string): Promise<string> {
  const text = await readText(root, OVERLAY);
  const name: unknown = (parse(text) as { "x-document"?: unknown } | null)?.["x-document"];
  if (typeof name !== "string")
    throw new SuiteError(`${OVERLAY}: expected x-document, the file name of the captured document`);
  return `openapi/${name}`;
}

async function readText(root: string, path: string): Promise<string> {
  try {
    return await readFile(join(root, path), "utf8");
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
  const { version } = JSON.parse(await readText(root, "package.json")) as { version: string };
  const files = await generate(await readText(root, path), path, version);
  const directory = join(root, "generated");
  return check ? compare(directory, files) : write(directory, files);
}
