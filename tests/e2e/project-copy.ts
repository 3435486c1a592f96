/** Copies of the project that tests stand on, which a test may spoil; what is installed is shared. */
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { ROOT } from "../../src/core/root.ts";
import { PROJECT } from "../fixtures/project.ts";

const CODE = ["scripts", "src", "package.json", "tsconfig.json", "vitest.config.ts"];
const DATA = ["openapi", "generated", "tests/contract", "tests/recordings"];

async function copyTo(root: string, paths: readonly string[]): Promise<void> {
  for (const path of paths)
    await cp(join(PROJECT, path), join(root, path), { recursive: true, preserveTimestamps: true });
}

/** The folder of the project's command line, bundled. */
async function bundled(): Promise<string> {
  const { bundled: made } = (await import(
    /* @vite-ignore */ pathToFileURL(join(PROJECT, "scripts", "load.js")).href
  )) as typeof import("../../scripts/load.js");
  return made();
}

/** A copy of a test's own, below a folder that is given: for tests that change code. */
export async function ownProjectCopy(parent: string): Promise<string> {
  const root = join(parent, "project");
  await copyTo(root, [...CODE, ...DATA]);
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
  await copyTo(root, [relative(PROJECT, await bundled())]);
  return root;
}

/** Copies that no test uses now: the process that runs a copy's commands, started once, goes on with the next test. */
const free: string[] = [];

/** @returns the root of a copy whose data is as here, until the test ends, or what `atEnd` waits for. */
export async function projectCopy(
  atEnd: (giveBack: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const root = free.pop() ?? (await newCopy());
  atEnd(async () => {
    await restore(root);
    free.push(root);
  });
  return root;
}

const newCopy = async (): Promise<string> => ownProjectCopy(await mkdtemp(join(tmpdir(), "contract-copy-")));

async function restore(root: string): Promise<void> {
  const code = new Set([...CODE, "node_modules", ".cache"]);
  const spoilt = (await readdir(root)).filter((name) => !code.has(name)).map((name) => join(root, name));
  const cached = (await readdir(join(root, ".cache")).catch(() => []))
    .filter((name) => name !== "cli")
    .map((name) => join(root, ".cache", name));
  for (const path of [...spoilt, ...cached]) await rm(path, { recursive: true });
  await copyTo(root, DATA);
}
