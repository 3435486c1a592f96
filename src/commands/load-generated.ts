import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import type { Contract } from "../contract/contract.ts";
import { PACKAGE_NAME, VERSION } from "../core/package.ts";
import { nearestWith, PACKAGE } from "../core/root.ts";
import { writeFile } from "../core/write-file.ts";

/** The module of `generated/` that a command reads. */
export interface Generated {
  readonly contract: Contract;
}

/** A bundle may be in use by a run that is under way (milliseconds). */
const KEEP_MS = 24 * 60 * 60_000;

/** True where the code that runs is bundled, and could read no TypeScript beside it. */
export const isBundled = (): boolean => RUNTIME !== undefined;

/**
 * The generated code of a project. It is TypeScript, so it is bundled whenever it changes and kept in the project's
 * `.cache/`; what it imports of the package is what this process runs, wherever that is installed.
 */
export async function loadGenerated(root: string): Promise<Generated> {
  const folder = join(root, ".cache", "generated");
  const path = join(folder, `${stateOf(join(root, "generated"))}.mjs`);
  if (existsSync(path)) return load(path);
  const code = await bundled(join(root, "generated", "index.ts"));
  try {
    writeFile(path, code);
  } catch {
    return loadOnce(code);
  }
  removeOld(folder);
  return load(path);
}

const load = (path: string): Promise<Generated> => import(/* @vite-ignore */ pathToFileURL(path).href);

/** Loads code of a project in which nothing can be written. */
async function loadOnce(code: string): Promise<Generated> {
  const folder = mkdtempSync(join(tmpdir(), "contract-generated-"));
  try {
    writeFile(join(folder, "index.mjs"), code);
    return await load(join(folder, "index.mjs"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A digest of the code, and of what it is bound to. */
function stateOf(folder: string): string {
  const hash = createHash("sha256").update(`${VERSION}\0${RUNTIME ?? PACKAGE}`);
  for (const name of readdirSync(folder).sort())
    if (/\.[jt]s$/.test(name)) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}

async function bundled(entry: string): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "silent",
    plugins: [OWN_RUNTIME],
  });
  return outputFiles[0]?.text ?? "";
}

/** The folder of the built modules that generated code imports; absent where the package runs from its sources. */
const RUNTIME = ((): string | undefined => {
  const folder = join("exports", "runtime");
  const built = nearestWith(join(folder, "arbitraries.js"), dirname(fileURLToPath(import.meta.url)));
  return built && join(built, folder);
})();

/** Leads imports of the package, and those of a checkout's own sources, to the very code that runs. */
const OWN_RUNTIME: Plugin = {
  name: "own-runtime",
  setup({ onResolve }) {
    const prefix = `${PACKAGE_NAME}/runtime/`;
    const running = (name: string) =>
      RUNTIME === undefined
        ? { path: join(PACKAGE, "src", "exports", "runtime", `${name}.ts`) }
        : { path: pathToFileURL(join(RUNTIME, `${name}.js`)).href, external: true };
    onResolve({ filter: /\/runtime\// }, ({ path }) =>
      path.startsWith(prefix) ? running(path.slice(prefix.length)) : undefined,
    );
    onResolve({ filter: /\/src\/generation\/arbitrary\/index\.ts$/ }, () => running("arbitraries"));
  },
};

function removeOld(folder: string): void {
  for (const path of readdirSync(folder).map((name) => join(folder, name)))
    if (Date.now() - statSync(path).mtimeMs > KEEP_MS) rmSync(path, { force: true });
}
