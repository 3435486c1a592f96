import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
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
  const path = join(folder, `${stateOf(root)}.mjs`);
  if (existsSync(path)) return load(pathToFileURL(path).href);
  const code = await bundled(join(root, "generated", "index.ts"));
  try {
    writeFile(path, isCarried(root) ? code.replaceAll(urlOf(RUNTIME), from(folder, RUNTIME)) : code);
  } catch {
    // Nothing can be written here. A module in memory has no place of its own.
    const placed = code.replaceAll("import.meta.url", JSON.stringify(urlOf(path)));
    return load(`data:text/javascript;base64,${Buffer.from(placed).toString("base64")}`);
  }
  removeOld(folder);
  return load(pathToFileURL(path).href);
}

const load = (url: string): Promise<Generated> => import(/* @vite-ignore */ url);

/** True where the code that runs lies in the project, so that a copy of the project takes it along. */
function isCarried(root: string): boolean {
  const way = RUNTIME === undefined ? ".." : relative(root, RUNTIME);
  return !way.startsWith("..") && !isAbsolute(way);
}

const urlOf = (folder = ""): string => pathToFileURL(folder).href;
const from = (folder: string, path = ""): string => relative(folder, path).split(sep).join("/");

/** A digest of the code, and of what it is bound to. */
function stateOf(root: string): string {
  const folder = join(root, "generated");
  const runtime = RUNTIME ?? PACKAGE;
  const hash = createHash("sha256").update(`${VERSION}\0${isCarried(root) ? from(root, runtime) : runtime}`);
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
