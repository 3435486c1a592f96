/** Copies of the project that tests stand on, which a test may spoil; what is installed is shared. */
import type { Stats } from "node:fs";
import { cp, lstat, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
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
  // Made with the project: its own runs have loaded the generated code.
  await copyTo(root, [relative(PROJECT, await bundled()), ".cache/generated"]);
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
  await removeOthers(root, [...CODE, "node_modules", ".cache", "openapi", "generated", "tests"]);
  await removeOthers(join(root, ".cache"), ["cli", "generated"]);
  await removeOthers(join(root, "tests"), ["contract", "recordings"]);
  for (const path of DATA) await makeAlike(join(PROJECT, path), join(root, path));
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function removeOthers(folder: string, kept: readonly string[]): Promise<void> {
  for (const name of await namesIn(folder))
    if (!kept.includes(name)) await rm(join(folder, name), { recursive: true });
}

/** Copies what a test has changed anew, known by kind, size and time, and removes what it has added. */
async function makeAlike(from: string, to: string): Promise<void> {
  const [model, own] = [await lstat(from), await lstat(to).catch(() => undefined)];
  if (model.isDirectory() && own?.isDirectory()) {
    const names = await namesIn(from);
    await removeOthers(to, names);
    for (const name of names) await makeAlike(join(from, name), join(to, name));
  } else if (own === undefined || stateOf(own) !== stateOf(model)) {
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true, preserveTimestamps: true });
  }
}

/** A copy keeps the time of a file to the millisecond. */
const stateOf = ({ mode, size, mtimeMs }: Stats): string => `${mode} ${size} ${Math.round(mtimeMs)}`;
