/**
 * Loads the command line, which is TypeScript. It is bundled whenever its sources change and kept in `.cache/`, because to
 * read each module anew takes longer than most commands do; where nothing can be written, each is read anew. `generated/` is
 * not part of it. A bundle finds the repository by its own place, so that a copy of the repository may take it along.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = join(ROOT, "src", "cli.ts");
const RUNTIME = join(ROOT, "src", "exports", "runtime");
const KEPT = join(ROOT, ".cache", "cli");

/** A bundle may be in use by a run that is under way, and a run reads parts of it late (milliseconds). */
const KEEP_MS = 24 * 60 * 60_000;

/** The command line is bundled so, here and in a package: modules that share what they have in common. */
export const BUNDLING = {
  outbase: join(ROOT, "src"),
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
};

/** @returns {Promise<typeof import("../src/cli.ts")>} */
export async function loadCommandLine() {
  try {
    return await import(pathToFileURL(join(await bundled(), "cli.js")).href);
  } catch {
    const { register } = await import("tsx/esm/api");
    register();
    return await import(pathToFileURL(SOURCE).href);
  }
}

/** @returns {Promise<string>} the folder of the bundle, which is made where there is none */
export async function bundled() {
  const folder = join(KEPT, stateOfSources());
  if (!existsSync(folder)) await bundle(folder);
  return folder;
}

/** Names, sizes and times of all that goes into the bundle. */
function stateOfSources() {
  const hash = createHash("sha256");
  for (const path of [...pathsBelow(join(ROOT, "src"))].sort()) {
    const state = statSync(path);
    // A copy keeps the time of a file to the millisecond, and that of a folder not at all.
    if (state.isFile()) hash.update(`\0${relative(ROOT, path)}\0${Math.round(state.mtimeMs)}\0${state.size}`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Links to folders are not followed: they may lead round in circles. */
function* pathsBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    yield path;
    if (entry.isDirectory()) yield* pathsBelow(path);
  }
}

/** Bundles into a folder of its own, which takes its name when all of it is there. */
async function bundle(folder) {
  const { build } = await import("esbuild");
  mkdirSync(KEPT, { recursive: true });
  const made = mkdtempSync(`${folder}-`);
  try {
    await build({
      // What the generated code of another project imports is of one piece with what reads it.
      entryPoints: [SOURCE, ...readdirSync(RUNTIME).map((name) => join(RUNTIME, name))],
      ...BUNDLING,
      absWorkingDir: ROOT,
      // It changes more often, and is bundled by itself when a command reads it.
      external: ["*/generated/index.ts"],
      outdir: made,
      logLevel: "silent",
    });
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  for (const old of readdirSync(KEPT).map((name) => join(KEPT, name)))
    if (Date.now() - statSync(old).mtimeMs > KEEP_MS) rmSync(old, { recursive: true, force: true });
}
