/** The data of the project that tests stand on in a folder of a test's own, to be updated in this process. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { onTestFinished } from "vitest";
import { PROJECT } from "../../fixtures/project.ts";

const DATA = ["openapi", "generated", "tests/recordings", "package.json"];

/** Most of what is recorded is of these kinds: an update judges and plays all of it, and that of the others shows the same. */
const LEFT_OUT = ["boundary.json", "covering.json"];

/** @returns the root of a copy of the data, with some of the recordings, until the test ends, or what `atEnd` waits for. */
export async function dataCopy(
  atEnd: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "contract-update-"));
  atEnd(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, "tests"));
  const filter = (path: string): boolean => !LEFT_OUT.includes(basename(path));
  for (const path of DATA) await cp(join(PROJECT, path), join(root, path), { recursive: true, filter });
  return root;
}

/** Every file below a folder, by its path from there. */
export async function filesIn(root: string): Promise<{ [path: string]: string }> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const texts = await Promise.all(
    files.map(async (path) => [path.slice(root.length + 1), await readFile(path, "utf8")] as const),
  );
  return Object.fromEntries(texts);
}
