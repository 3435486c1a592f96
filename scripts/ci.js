#!/usr/bin/env node
/**
 * Run by `.ci/run`: `npm test`, `npm run test:thorough` and `npm run test:release` on this Node.js, then what may differ
 * between versions of it on each other line that is supported.
 * Their programs come from npm's packages `node-PLATFORM-ARCH` and are kept in `.cache/node/`; a line that cannot be
 * had is skipped, and reported. The last line says `N passed, N failed`, the totals of all.
 */
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeOf } from "./other-node.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LINES = [22, 24, 26];
const LAST_LINE = /^(\d+) passed, (\d+) failed$/;

/**
 * Runs the tests and shows what they print but for their last line.
 * @returns the counts in that line; one failure where there is none
 */
function runTests(program, args) {
  return new Promise((resolve) => {
    // What a test starts by name is of the same version.
    const PATH = `${dirname(program)}${delimiter}${process.env.PATH ?? ""}`;
    const child = spawn(program, [join(ROOT, "scripts", "test.js"), ...args], {
      env: { ...process.env, PATH },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    let shown = 0;
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      const end = output.lastIndexOf("\n", output.length - 2) + 1;
      process.stdout.write(output.slice(shown, end));
      shown = end;
    });
    child.on("error", (error) => {
      output += `${error.message}\n`;
    });
    child.on("close", (status) => {
      const [, passed, failed] = LAST_LINE.exec(output.slice(shown).trim()) ?? [];
      if (passed === undefined) process.stdout.write(output.slice(shown));
      const counts = { passed: Number(passed ?? 0), failed: Number(failed ?? 0) };
      resolve(status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);
    });
  });
}

const totals = { passed: 0, failed: 0 };
async function add(counted) {
  const { passed, failed } = await counted;
  totals.passed += passed;
  totals.failed += failed;
}

await add(runTests(process.execPath, []));
await add(runTests(process.execPath, ["--thorough"]));
await add(runTests(process.execPath, ["--release"]));
for (const line of LINES) {
  if (process.versions.node.startsWith(`${line}.`)) continue;
  const { program, why } = await nodeOf(line, join(ROOT, ".cache", "node"));
  process.stdout.write(
    `${program === undefined ? `skipped: Node.js ${line}: ${why}` : `on Node.js ${line}`}\n`,
  );
  if (program !== undefined) await add(runTests(program, ["--fast"]));
}
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
