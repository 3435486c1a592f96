#!/usr/bin/env node
/** `npm run fuzz`: the laws of `npm test` on input of others, on a hundred thousand inputs, or on as many as are given. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Number of laws, which get as many inputs each. */
const LAWS = 7;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inputs = Number(process.argv[2] ?? 100_000);
if (!Number.isSafeInteger(inputs) || inputs < 1) {
  process.stderr.write(`fuzz ${process.argv[2]}: expected a number of inputs, such as 100000\n`);
  process.exit(2);
}
const { status } = spawnSync(
  process.execPath,
  [
    join("node_modules", "vitest", "vitest.mjs"),
    ...["run", "--project", "own", join("tests", "property", "hostile-input.property.test.ts")],
  ],
  {
    cwd: root,
    env: { ...process.env, RANDOM_SEEDS: "1", FUZZ_RUNS: String(Math.ceil(inputs / LAWS)) },
    stdio: "inherit",
  },
);
process.exit(status ?? 1);
