import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { contractPath, generatedFiles } from "../codegen/command.ts";
import { changesTo } from "../codegen/generate.ts";
import { withLock } from "../core/lock.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { Change } from "../core/write-all.ts";
import { addedDocuments } from "../docs/added/added-documents.ts";
import { commit } from "./commit.ts";

/** Longest wait for others that accept at the same time, each of which generates; in milliseconds. */
const LONGEST_WAIT_MS = 120_000;

/**
 * Edits a file of known differences, and makes anew the generated code that tells them: all of it, or nothing. Several may do so
 * at once: what another one has added is read before the file is edited.
 * @param edit gives the new text for the one that stands
 * @throws SuiteError | CaptureError
 */
export function writeKnown(root: string, file: string, edit: (text: string) => string): Promise<void> {
  const path = join(root, file);
  const lock = join(dirname(path), ".deviations.yaml.lock");
  const write = async (): Promise<void> => {
    const text = edit(readTextIfThere(path, file) ?? "");
    await commit(root, [{ path, text }, ...(await generatedChanges(root, { path: file, text }))]);
  };
  return withLock(lock, write, { longestWaitMs: LONGEST_WAIT_MS });
}

/** The changes of `generated/`; none in a project that has generated nothing yet. */
async function generatedChanges(root: string, pending: Change): Promise<readonly Change[]> {
  const folder = join(root, "generated");
  if (!existsSync(folder)) return [];
  const contract = contractPath(root);
  const text = readTextIfThere(join(root, contract), contract) ?? "";
  return changesTo(folder, await generatedFiles(root, contract, text, addedDocuments(root), [pending]));
}
