/**
 * Hands the modules under `src/` to Node.js as they are, without types, instead of having vitest transform and wrap them in each
 * worker, where each use of an import is a call. They are kept in `.cache/own/` until any of them changes.
 */
import { existsSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, utimes } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Plugin } from "vitest/config";
import { filesBelow, stateOf } from "./fixtures/make-project.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SRC = join(ROOT, "src") + sep;
const KEPT = join(ROOT, ".cache", "own");
/** The addresses of what is made here, which vitest does not read itself. */
export const NATIVE = /\/\.cache\/own\/.*\.mjs$/;

/** A run that is under way may stand on an earlier state of the code (milliseconds). */
const KEEP_MS = 60 * 60_000;

/** A plugin for projects whose tests replace no module of `src/`. */
export function nativeSource(): Plugin {
  let state: string | undefined;
  let made: Promise<string> | undefined;
  const known = (): string => {
    state ??= stateOf(["src"]);
    return state;
  };
  return {
    name: "native-source",
    enforce: "pre",
    async config() {
      // At once: what vitest keeps of a test names modules there, and asks nobody for their place.
      made ??= make(join(KEPT, known()));
      // Tests find them there for what they generate.
      return { test: { env: { TESTS_NATIVE: await made } } };
    },
    // What is kept of a module that imports another names the place of that.
    configureVitest: ({ experimental_defineCacheKeyGenerator: addToKey }) => addToKey(known),
    async resolveId(source, importer) {
      if (importer === undefined || !/^\..*\.[jt]s$/.test(source)) return undefined;
      const path = resolve(dirname(importer), source);
      if (!path.includes(`${sep}src${sep}`) || !existsSync(path)) return undefined;
      const real = realpathSync(path);
      if (!real.startsWith(SRC)) return undefined;
      made ??= make(join(KEPT, known()));
      return join(await made, native(relative(SRC, real)));
    },
  };
}

const native = (path: string): string => path.replace(/\.[jt]s$/, ".mjs");

/** Makes the folder where it is not there yet; it takes its name when all is in it. */
async function make(folder: string): Promise<string> {
  if (existsSync(folder)) {
    // It is in use again, and stays.
    await utimes(folder, new Date(), new Date());
    return folder;
  }
  await mkdir(KEPT, { recursive: true });
  const outdir = await mkdtemp(`${folder}-`);
  try {
    await build({
      entryPoints: filesBelow("src").filter((path) => /(?<!\.d)\.[jt]s$/.test(path)),
      absWorkingDir: ROOT,
      outbase: SRC,
      outdir,
      outExtension: { ".js": ".mjs" },
      // Each module stays one; only what it imports is named anew.
      bundle: true,
      plugins: [
        {
          name: "named-anew",
          setup: ({ onResolve }) =>
            onResolve({ filter: /^\./ }, ({ path, kind }) =>
              kind === "entry-point" ? undefined : { path: native(path), external: true },
            ),
        },
      ],
      platform: "node",
      target: "node20",
      format: "esm",
      packages: "external",
      logLevel: "silent",
    });
    await rename(outdir, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
  for (const old of readdirSync(KEPT).map((name) => join(KEPT, name)))
    if (Date.now() - statSync(old).mtimeMs > KEEP_MS) rmSync(old, { recursive: true, force: true });
  return folder;
}
