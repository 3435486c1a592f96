/**
 * Loads the command line, which is TypeScript. It is bundled whenever its sources change and kept in `.cache/`, because to
 * read each module anew takes longer than most commands do; where nothing can be written, each is read anew.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = pathToFileURL(join(ROOT, "src", "cli.ts")).href;
const KEPT = join(ROOT, ".cache", "cli");

/** A bundle may be in use by a run that is under way, and a run reads parts of it late (milliseconds). */
const KEEP_MS = 24 * 60 * 60_000;

/** @returns {Promise<typeof import("../src/cli.ts")>} */
export async function loadCommandLine() {
  try {
    const folder = join(KEPT, stateOfSources());
    if (!existsSync(folder)) await bundle(folder);
    return await import(pathToFileURL(join(folder, "cli.js")).href);
  } catch {
    const { register } = await import("tsx/esm/api");
    register();
    return await import(SOURCE);
  }
}

/** Names, sizes and times of all that goes into the bundle, and the place that it is for. */
function stateOfSources() {
  const hash = createHash("sha256").update(ROOT);
  for (const folder of ["src", "generated"]) {
    for (const path of [...pathsBelow(join(ROOT, folder))].sort()) {
      const state = statSync(path);
      // To read a pipe would wait for ever; the command that needs it says so.
      if (!state.isFile() && !state.isDirectory()) throw new Error(`${path}: no file`);
      const { mtimeMs, size } = state;
      hash.update(`\0${path}\0${mtimeMs}\0${size}`);
    }
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
      entryPoints: [fileURLToPath(SOURCE)],
      outdir: made,
      bundle: true,
      splitting: true,
      platform: "node",
      target: "node20",
      format: "esm",
      packages: "external",
      // The sources find the rest of the repository by their own place.
      define: { "import.meta.url": JSON.stringify(SOURCE) },
      logLevel: "silent",
    });
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  for (const old of readdirSync(KEPT).map((name) => join(KEPT, name)))
    if (Date.now() - statSync(old).mtimeMs > KEEP_MS) rmSync(old, { recursive: true, force: true });
}
