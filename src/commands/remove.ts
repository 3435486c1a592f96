import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { contractPath, generatedFiles } from "../codegen/command.ts";
import { SuiteError } from "../core/errors.ts";
import { stdout } from "../core/output/printer.ts";
import { addedOperations, OPERATIONS_DIR, recordingsOf } from "../core/project.ts";
import { readTextIfThere } from "../core/read-text.ts";
import { ROOT } from "../core/root.ts";
import { wholeProject, writeAll } from "../core/write-all.ts";
import { addedDocuments } from "../docs/added/added-documents.ts";
import { EXIT } from "./exit.ts";

/** `contract remove`: takes an operation out of the project, with its recordings, and leaves the others as they are. */
export async function removeCommand(id: string): Promise<number> {
  const known = addedOperations(ROOT);
  if (!known.includes(id))
    throw new SuiteError(
      `${id}: no operation that was added; ${known.length === 0 ? "there is none" : `there are ${known.join(", ")}`}`,
    );
  const rest = addedDocuments(ROOT).filter((one) => one.id !== id);
  const folders = [join(ROOT, OPERATIONS_DIR, id), join(ROOT, recordingsOf(ROOT, id))];
  const path = contractPath(ROOT, id);
  const text = readTextIfThere(join(ROOT, path), path) ?? "";
  const removed = folders.flatMap(filesIn).map((file) => ({ path: file, text: undefined }));
  const without = removed.map((change) => ({ ...change, path: change.path.slice(ROOT.length + 1) }));
  const generated = await generatedFiles(ROOT, path, text, rest, without);
  const changes = [...generated].map(([name, code]) => ({ path: join(ROOT, "generated", name), text: code }));
  await writeAll([...removed, ...changes], wholeProject(ROOT));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  stdout.line(`removed ${id}, and its recordings; generated/ is made anew`);
  return EXIT.pass;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
