import { existsSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { contractPath, generatedFiles } from "../../codegen/command.ts";
import { SuiteError } from "../../core/errors.ts";
import { isObject } from "../../core/json.ts";
import {
  addedOperations,
  OPERATIONS_DIR,
  OVERLAY_FILE,
  RECORDED_OPERATIONS_DIR,
} from "../../core/project.ts";
import { yamlValue } from "../../core/read-data.ts";
import { readTextIfThere } from "../../core/read-text.ts";
import type { Change } from "../../core/write-all.ts";
import { ownId } from "../openapi/pick-operation.ts";
import { addedDocuments } from "./added-documents.ts";
import { operationsIn } from "./operations-in.ts";

/** The files that an operation's removal changes, and the folders that are empty then. */
export interface OperationRemoval {
  readonly changes: readonly Change[];
  readonly folders: readonly string[];
  /** The files of known differences and observed facts that go, though the docs of the others still ask for the operation. */
  readonly lost: readonly string[];
}

/**
 * Makes the removal of an operation that was added, with its recordings; writes nothing.
 * @param name its id, as the project or its vendor spells it
 * @throws SuiteError for any other
 */
export async function removalOf(root: string, name: string): Promise<OperationRemoval> {
  const known = addedOperations(root);
  const id = known.find((one) => one === name) ?? known.find((one) => one === ownId(name));
  if (id === undefined)
    throw new SuiteError(
      `${name}: no operation that was added; ${known.length === 0 ? "there is none" : `there are ${known.join(", ")}`}`,
    );
  const folders = [join(root, OPERATIONS_DIR, id), join(root, RECORDED_OPERATIONS_DIR, id)];
  const removed = folders.flatMap(filesIn).map((path): Change => ({ path, text: undefined }));
  const fromRoot = removed.map(({ path }) => ({
    path: relative(root, path).split(sep).join("/"),
    text: undefined,
  }));
  if (known.length === 1 && !existsSync(join(root, OVERLAY_FILE))) {
    const generated = filesIn(join(root, "generated")).map((path): Change => ({ path, text: undefined }));
    return { changes: [...removed, ...generated], folders, lost: [] };
  }
  const path = contractPath(root, id);
  const text = readTextIfThere(join(root, path), path) ?? "";
  const rest = addedDocuments(root).filter((one) => one.id !== id);
  const generated = await generatedFiles(root, path, text, rest, fromRoot);
  const made = [...generated].map(([name, code]) => ({ path: join(root, "generated", name), text: code }));
  const others = [yamlValue(text, path), ...rest.map(({ document }) => document)];
  const isAsked = others
    .filter(isObject)
    .some((document) => operationsIn(document).some((one) => one.id === id));
  const facts = fromRoot.filter(({ path }) => /\/(?:deviations|observed)\.yaml$/.test(path));
  return {
    changes: [...removed, ...made],
    folders,
    lost: isAsked ? facts.map(({ path }) => path) : [],
  };
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
