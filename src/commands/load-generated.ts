import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BuildFailure, Message, Plugin } from "esbuild";
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

/**
 * The generated code of a project. It is TypeScript, so it is bundled whenever it changes and kept in the project's
 * `.cache/`; what it imports of the package is what this process runs, wherever that is installed.
 */
export async function loadGenerated(root: string): Promise<Generated> {
  const folder = join(root, ".cache", "generated");
  const path = join(folder, `${stateOf(root)}.mjs`);
  const { href } = pathToFileURL(path);
  if (existsSync(path)) return load(href);
  const code = await bundled(root, runtimeFrom(folder, root));
  try {
    writeFile(path, code);
  } catch {
    // Nothing can be written here. A module in memory has no place of its own, from which another could be found.
    const placed = await bundled(root, RUNTIME, { "import.meta.url": JSON.stringify(href) });
    return load(`data:text/javascript;base64,${Buffer.from(placed).toString("base64")}`);
  }
  removeOld(folder);
  return load(href);
}

const load = (url: string): Promise<Generated> => import(/* @vite-ignore */ url);

/** A digest of the code, and of what it is bound to. */
function stateOf(root: string): string {
  const folder = join(root, "generated");
  const hash = createHash("sha256").update(`${VERSION}\0${runtimeFrom(root, root) ?? PACKAGE}`);
  for (const name of readdirSync(folder).sort())
    if (/\.[jt]s$/.test(name)) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}

/** @param runtime the address of the modules that run; those of the sources unless given */
async function bundled(
  root: string,
  runtime?: string,
  define: { [name: string]: string } = {},
): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    // That of the process may be gone.
    absWorkingDir: root,
    entryPoints: [join(root, "generated", "index.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "silent",
    define,
    plugins: [ownRuntime(runtime)],
  }).catch((error: Partial<BuildFailure>) => {
    throw new Error(error.errors?.map(buildError)[0] ?? String(error));
  });
  return outputFiles[0]?.text ?? "";
}

/** The fault of a build and its place below the project, in a line. */
const buildError = ({ text, location }: Message): string =>
  location === null ? text : `${location.file}:${location.line}: ${text}`;

/** The folder of the built modules that generated code imports, as it runs here; absent where the package runs from its sources. */
const BUILT = ((): string | undefined => {
  const folder = join("exports", "runtime");
  const built = nearestWith(join(folder, "arbitraries.js"), dirname(fileURLToPath(import.meta.url)));
  return built && join(built, folder);
})();

/** The address of that folder. */
const RUNTIME = BUILT && pathToFileURL(BUILT).href;

/** True where the code that runs is bundled, and could read no TypeScript beside it. */
export const IS_BUNDLED = BUILT !== undefined;

/** The same as a module in a folder of the project names it: by the way there where it lies in the project, which may be copied. */
function runtimeFrom(folder: string, root: string): string | undefined {
  const own = BUILT === undefined ? ".." : relative(root, BUILT);
  return BUILT === undefined || own.startsWith("..") || isAbsolute(own)
    ? RUNTIME
    : relative(folder, BUILT).split(sep).join("/");
}

/** Leads imports of the package, and those of a checkout's own sources, to the very code that runs. */
const ownRuntime = (runtime: string | undefined): Plugin => ({
  name: "own-runtime",
  setup({ onResolve }) {
    const prefix = `${PACKAGE_NAME}/runtime/`;
    const running = (name: string) =>
      runtime === undefined
        ? { path: join(PACKAGE, "src", "exports", "runtime", `${name}.ts`) }
        : { path: `${runtime}/${name}.js`, external: true };
    onResolve({ filter: /\/runtime\// }, ({ path }) =>
      path.startsWith(prefix) ? running(path.slice(prefix.length)) : undefined,
    );
    onResolve({ filter: /\/src\/generation\/arbitrary\/index\.ts$/ }, () => running("arbitraries"));
  },
});

function removeOld(folder: string): void {
  for (const path of readdirSync(folder).map((name) => join(folder, name)))
    if (Date.now() - statSync(path).mtimeMs > KEEP_MS) rmSync(path, { force: true });
}
