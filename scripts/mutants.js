#!/usr/bin/env node
/**
 * `npm run mutants -- ROOM [FILE…]`: changes the code of one room under `src/` in one place at a time, and says which changes
 * none of the tests notices that import the room. FILE names single files of the room, as `verdict.ts` or
 * `verdict.ts:10-20`. The report stands in `.cache/mutants/ROOM.html`. Exit status 1 where fewer than 80 % are noticed.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["tests/unit", "tests/property"];
/** The share of mutants that must be noticed, in percent. */
const LEAST = 80;

process.chdir(ROOT);
const [room = "", ...files] = process.argv.slice(2);
if (!/^[a-z]+$/.test(room) || !existsSync(join("src", room))) {
  process.stderr.write("usage: npm run mutants -- ROOM [FILE…], with ROOM a folder of src/\n");
  process.exit(2);
}

/** The tests of the room, and those elsewhere whose own text imports it. */
function testFiles() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  ).filter((file) => {
    if (!file.endsWith(".test.ts")) return false;
    const isOwn = !relative(join("tests", "unit", room), file).startsWith("..");
    return isOwn || readFileSync(file, "utf8").includes(`src/${room}/`);
  });
}

const kept = (name) => join(".cache", "mutants", name);
const stryker = new Stryker({
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: join("scripts", "mutants.vitest.ts"), related: false },
  testFiles: testFiles(),
  mutate: files.length > 0 ? files.map((file) => `src/${room}/${file}`) : [`src/${room}/**/*.ts`],
  coverageAnalysis: "perTest",
  concurrency: 2,
  // Long, because a test that only waits for a busy machine would count as one that noticed; loops are known by their hits.
  timeoutMS: 60_000,
  tempDirName: kept("sandbox"),
  ignorePatterns: ["/.cache", "/.ci", "/contract-report", "/coverage"],
  reporters: ["progress-append-only", "clear-text", "html", "json"],
  clearTextReporter: { allowColor: false, reportTests: false, allowEmojis: false, reportMutants: true },
  htmlReporter: { fileName: kept(`${room}.html`) },
  jsonReporter: { fileName: kept(`${room}.json`) },
  thresholds: { high: LEAST, low: LEAST, break: files.length > 0 ? null : LEAST },
  allowConsoleColors: false,
  warnings: { slow: false },
});
await stryker.runMutationTest();
