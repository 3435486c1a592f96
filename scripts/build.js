#!/usr/bin/env node
/**
 * Builds what other repositories install, into `dist/` or the folder that is given: the command line and each entry of
 * `exports` as JavaScript that shares its parts, the declarations that these entries lead to, and the shipped project.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUNDLING } from "./load.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = resolve(process.argv[2] ?? join(ROOT, "dist"));
const TYPES = join(DIST, "types");

/** A relative import of a declaration, by the name of its source. */
const RELATIVE = /(?<=from "|import\(")(\.[^"]+?)\.[jt]s(?=")/g;

/** The entries by the names of their modules below `src/exports/`. */
const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const names = Object.values(exports).flatMap(({ import: found }) =>
  found === undefined ? [] : [found.default.slice("./dist/exports/".length, -".js".length)],
);
const entries = names.map((name) => join(ROOT, "src", "exports", `${name}.ts`));

/** Leads CommonJS to the same module, which Node.js 20.19 and later load by `require`. */
function forRequire(name) {
  const module = `./${basename(name)}.js`;
  writeFileSync(join(DIST, "exports", `${name}.cjs`), `module.exports = require("${module}");\n`);
  writeFileSync(join(TYPES, "src", "exports", `${name}.d.cts`), `export * from "${module}";\n`);
}

/** Emits the declarations of all modules, and keeps those that the entries lead to. */
function declarations() {
  const made = join(DIST, "declarations");
  const config = join(DIST, "tsconfig.json");
  const compilerOptions = {
    // What the types are is checked by `npm run typecheck`.
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, allowJs: false, noCheck: true },
    ...{ outDir: made, rootDir: ROOT, typeRoots: [join(ROOT, "node_modules", "@types")] },
  };
  const settings = { extends: join(ROOT, "tsconfig.json"), compilerOptions, include: [], files: entries };
  writeFileSync(config, JSON.stringify(settings));
  const compiler = join(ROOT, "node_modules", "typescript-7", "bin", "tsc");
  execFileSync(process.execPath, [compiler, "--project", config], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  cpSync(join(ROOT, "generated", "validators.d.ts"), join(made, "generated", "validators.d.ts"));
  const kept = new Set();
  for (const name of names) keep(join(made, "src", "exports", `${name}.d.ts`), made, kept);
  rmSync(made, { recursive: true });
  rmSync(config);
}

function keep(path, made, kept) {
  if (kept.has(path)) return;
  kept.add(path);
  const text = readFileSync(path, "utf8");
  const target = join(TYPES, relative(made, path));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replace(RELATIVE, "$1.js"));
  for (const [, name] of text.matchAll(RELATIVE)) keep(join(dirname(path), `${name}.d.ts`), made, kept);
}

rmSync(DIST, { recursive: true, force: true });
await build({
  entryPoints: [join(ROOT, "src", "cli.ts"), ...entries],
  ...BUNDLING,
  outdir: DIST,
  logLevel: "warning",
});
declarations();
for (const name of names) forRequire(name);
cpSync(join(ROOT, "openapi"), join(DIST, "project", "openapi"), { recursive: true });
cpSync(join(ROOT, "tests", "recordings"), join(DIST, "project", "recordings"), { recursive: true });
