#!/usr/bin/env node
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setFlagsFromString } from "node:v8";

// Garbage of a long run waits until the heap has doubled, not until it is four times as large.
setFlagsFromString("--heap-growing-percent=100");

/** The folder that `--root` names, which is needed before anything is loaded; what else is wrong with it is told later. */
function rootIn(args) {
  const at = args.findIndex((arg) => arg === "--root" || arg.startsWith("--root="));
  if (at < 0 || args.slice(0, at).includes("--")) return undefined;
  return args[at] === "--root" ? args[at + 1] : args[at].slice("--root=".length);
}

/** In a checkout the command line is TypeScript; in the package it is built. */
async function commandLine() {
  if (!existsSync(new URL("../src/cli.ts", import.meta.url))) return import("../dist/cli.js");
  const { loadCommandLine } = await import("./load.js");
  return loadCommandLine();
}

try {
  const args = process.argv.slice(2);
  const root = rootIn(args);
  if (root !== undefined) process.env.CONTRACT_ROOT = resolve(root);
  const { main } = await commandLine();
  process.exitCode = await main(args);
} catch (error) {
  // Trouble with the project itself, before there is a command.
  if (error?.name !== "SuiteError") throw error;
  const shown = error.message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) =>
    JSON.stringify(char).slice(1, -1),
  );
  process.stderr.write(`contract: ${shown}\n`);
  process.exitCode = 2;
}
