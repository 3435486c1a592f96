/** A copy of the project that a test may spoil; what is installed is shared. */
import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../src/environment.ts";
import { folder } from "./command.ts";

const COPIED = [
  "scripts",
  "src",
  "openapi",
  "generated",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];
const COPIED_TESTS = ["contract", "recordings"];

/** @returns the copy's root, below the folder that is given or one that goes when the test ends. */
export async function projectCopy(parent?: string): Promise<string> {
  const root = join(parent ?? (await folder()), "project");
  await mkdir(join(root, "tests"), { recursive: true });
  for (const path of COPIED) await cp(join(ROOT, path), join(root, path), { recursive: true });
  for (const path of COPIED_TESTS)
    await cp(join(ROOT, "tests", path), join(root, "tests", path), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
  return root;
}
