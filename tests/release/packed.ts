/** The package as other repositories get it: built and packed of the project that tests stand on, and installed into fresh folders. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../src/core/root.ts";
import { bareEnv, type Ended, start } from "../e2e/command.ts";
import { ownProjectCopy } from "../e2e/project-copy.ts";

const run = promisify(execFile);
const MODULES = join(ROOT, "node_modules");

export interface Packed {
  /** The folder with all that is made, to be removed. */
  readonly parent: string;
  /** The packed file. */
  readonly file: string;
  readonly bytes: number;
  /** Paths of what is packed, from the package's folder. */
  readonly paths: readonly string[];
}

/** Builds and packs, as `npm publish` would. */
export async function packed(): Promise<Packed> {
  const parent = await mkdtemp(join(tmpdir(), "contract-packed-"));
  const root = await ownProjectCopy(parent);
  await run(process.execPath, [join(root, "scripts", "build.js")], { cwd: root });
  const args = ["pack", "--ignore-scripts", "--offline", "--json", "--pack-destination", parent];
  const { stdout } = await run("npm", args, { cwd: root, env: bareEnv() });
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  const file = join(parent, filename);
  return { parent, file, bytes: (await stat(file)).size, paths: files.map(({ path }) => path) };
}

/** What a repository installs besides the package, for the examples. */
const BESIDE = ["vitest", "@types/node"];

/**
 * A fresh folder with the packed file installed. There is no network in tests, so what the package depends on is linked, and
 * nothing else: an import of what is no dependency fails.
 */
export async function installed({ parent, file }: Packed, name: string): Promise<string> {
  const folder = join(parent, name);
  const own = join(folder, "node_modules", "calendar-contract");
  await mkdir(own, { recursive: true });
  await run("tar", ["-xzf", file, "-C", own, "--strip-components", "1"]);
  const { dependencies } = JSON.parse(await readFile(join(own, "package.json"), "utf8")) as {
    dependencies: { [name: string]: string };
  };
  for (const one of [...Object.keys(dependencies), ...BESIDE]) {
    await mkdir(dirname(join(folder, "node_modules", one)), { recursive: true });
    await symlink(join(MODULES, one), join(folder, "node_modules", one), "junction");
  }
  return folder;
}

/** Runs a program of Node.js in a folder. */
export const node = (
  folder: string,
  args: readonly string[],
  env: { [name: string]: string } = {},
): Promise<Ended> => start(process.execPath, args, { cwd: folder, env }).ended;

/** The command that an installed package has. */
export const command = (folder: string, ...args: string[]): Promise<Ended> =>
  node(folder, [join("node_modules", "calendar-contract", "scripts", "contract.js"), ...args]);

/** The examples of README.md that have a name, by it. */
export async function examples(): Promise<{ readonly [name: string]: string }> {
  const text = await readFile(join(ROOT, "README.md"), "utf8");
  const found = [...text.matchAll(/^```[a-z]+ (\S+)\n(.*?)^```$/gms)];
  return Object.fromEntries(found.map(([, name = "", code = ""]) => [name, code]));
}

export async function writeFiles(folder: string, files: { readonly [name: string]: string }): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** What a compiler says of the files of a folder, under plain settings. */
export async function compiled(folder: string, settings: object, compiler = "typescript-7"): Promise<string> {
  const compilerOptions = { target: "es2022", strict: true, skipLibCheck: false, ...settings };
  await writeFiles(folder, { "tsconfig.json": JSON.stringify({ compilerOptions, include: ["**/*.ts"] }) });
  const { stdout } = await node(folder, [join(MODULES, compiler, "bin", "tsc"), "--project", folder]);
  return stdout;
}

/** What `attw` says of the types of the packed file, for every way in which a compiler may resolve it. */
export const typesOf = ({ parent, file }: Packed): Promise<Ended> =>
  node(parent, [join(MODULES, "@arethetypeswrong", "cli", "dist", "index.js"), file]);

export const remove = ({ parent }: Packed): Promise<void> => rm(parent, { recursive: true, force: true });
