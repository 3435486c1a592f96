#!/usr/bin/env node
/**
 * `npm test`: lint, types, staleness, the tests, and the contract suite on two targets, two steps at a time.
 * The project's variables, those of `.env` included, and CONTRACT_* are blanked, so that the result is the same
 * everywhere. The last line says `N passed, N failed`: every test of the vitest runs, and one for each other step.
 * Tests tagged `thorough` are left to `--thorough`, which plays nothing else; CI plays both.
 * With `--release`, what only a packed release needs; with `--fast`, that and what else may differ between versions of
 * Node.js and is through in a minute; with `--docs`, what reads today's docs, the linter and the compiler left out; with
 * `--random`, the properties with other seeds each time.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseEnv } from "node:util";
import { findChromium } from "./chromium.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** No step may hang: the longest takes a few minutes on a slow machine. */
const STEP_LIMIT_MS = 10 * 60_000;
const SHORT_LIVED = pathToFileURL(join(ROOT, "tests", "short-lived.js")).href;
/** The variables that the project or its document names, and the suite's own. */
const named = ["project.yaml", "overlay.yaml"].map((file) =>
  readFileSync(join(ROOT, "openapi", file), "utf8"),
);
const OWN_VARIABLES = new Set(named.join("\n").match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g));
const isOwn = (name) => OWN_VARIABLES.has(name) || name.startsWith("CONTRACT_");

process.chdir(ROOT);
const scratch = mkdtempSync(join(tmpdir(), "contract-test-"));
const page = join("openapi/pages", readdirSync("openapi/pages").sort()[0] ?? "");
const dotEnv = existsSync(".env") ? parseEnv(readFileSync(".env", "utf8")) : {};
const blanked = Object.fromEntries(
  Object.keys({ ...process.env, ...dotEnv })
    .filter(isOwn)
    .map((name) => [name, ""]),
);
// Under GitHub Actions a run annotates by itself.
const { FORCE_COLOR: _, GITHUB_ACTIONS: __, ...environment } = process.env;

const contract = (...args) => ["scripts/contract.js", ...args];
/** The tag of tests that take long, and tell hardly ever what no other test tells. */
const THOROUGH = "thorough";
const vitest = (name, projects, { env = {}, files = [], left = [], tags = `!${THOROUGH}` } = {}) => ({
  name,
  env,
  tags,
  results: join(scratch, `${projects.join("-")}.json`),
  args(results) {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
    const chosen = projects.flatMap((project) => ["--project", project]);
    if (tags !== "") chosen.push(`--tags-filter=${tags}`);
    const without = left.flatMap((glob) => ["--exclude", glob]);
    return ["node_modules/vitest/vitest.mjs", "run", ...chosen, ...files, ...without, ...reporters];
  },
});
const step = (name, ...args) => ({ name, env: {}, args: () => args });

/** `npm run contract`, as it is: every version of Node.js says the same, and nothing on standard error. */
const QUIET = {
  ...step("contract run, without a word on standard error", ...contract("run")),
  isQuiet: true,
};

/** Without a browser nothing is tested there: in CI that is a failure, elsewhere a line says so. */
const browser = findChromium();
const BROWSER =
  browser === undefined
    ? { name: "the report in a browser", missing: "no Chromium: install it, or name it in CHROMIUM" }
    : vitest("the report in a browser", ["browser"], { env: { CHROMIUM: browser } });

const RELEASE = [vitest("the packed package", ["release"])];
/** Shell scripts and whole updates, which take long and are the same on every version. */
const SAME_EVERYWHERE = ["tests/unit/workflows/**", "tests/unit/update/update.test.ts"];
const FAST = [
  vitest("unit tests", ["own"], { files: ["tests/unit", "tests/types"], left: SAME_EVERYWHERE }),
  ...RELEASE,
  QUIET,
];

/** All that looks at today's docs: every other test stands on docs of its own. */
const DOCS = [
  vitest("contract suite on recorded and sandbox", ["contract", "contract-on-sandbox"]),
  step("openapi/ is fresh", ...contract("capture", "--check", page)),
  step("generated/ is fresh", ...contract("generate", "--check")),
  step("recorded docs are fresh", "--import", "tsx", join("scripts", "record-docs.ts"), page, "--check"),
  QUIET,
];
const READERS = ["tests/architecture/rules.test.ts", "tests/unit/findings/deviations-file.test.ts"];

/** The longest first: the short ones fill the second lane. */
const ALL = [
  vitest("tests", ["own"]),
  step("lint", "node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off", "--error-on-warnings", "."),
  // openapi-typescript needs version 5; the native compiler checks the same in a fifth of the time.
  step("types", "node_modules/typescript-7/bin/tsc", "--noEmit"),
  BROWSER,
  ...DOCS,
];
/** The tests that hold properties: each failure names the seed that shows it again. */
const PROPERTIES = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join("tests", name))
  .filter((file) => readFileSync(file, "utf8").includes("fc.assert("));
const PARTS = {
  "--random": [
    vitest("properties with random seeds", ["own"], {
      env: { RANDOM_SEEDS: "1" },
      files: PROPERTIES,
      tags: "",
    }),
  ],
  "--thorough": [vitest("thorough tests", ["own"], { tags: THOROUGH })],
  "--release": RELEASE,
  "--fast": FAST,
  "--docs": [vitest("tests of today's files", ["own"], { files: READERS }), ...DOCS],
};
const LANES = 2;

/** Children lead process groups of their own, so that what they started ends with them. */
const running = new Set();
const isWindows = process.platform === "win32";

function end(child, signal) {
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function run({ env, args, results, isQuiet = false }) {
  return new Promise((resolve) => {
    const early = isQuiet ? [] : ["--import", SHORT_LIVED];
    const child = spawn(process.execPath, [...early, ...args(results)], {
      env: { ...environment, ...blanked, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: !isWindows,
    });
    running.add(child);
    let output = "";
    let isHeard = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    const limit = setTimeout(() => {
      output += `\nstopped: not done after ${STEP_LIMIT_MS / 1000} s\n`;
      end(child, "SIGKILL");
    }, STEP_LIMIT_MS);
    const settle = (status) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ status, output });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      settle(1);
    });
    child.stderr.on("data", () => {
      isHeard = true;
    });
    child.on("close", (code) => settle(isQuiet && isHeard ? code || 1 : (code ?? 1)));
  });
}

/** Counts of a vitest run: its tests, one failure for a file that could not be loaded, one for a run without tests. */
function countTests({ results, tags }, status) {
  let counted = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };
  try {
    counted = JSON.parse(readFileSync(results, "utf8"));
  } catch {
    // The run ended before it could write: nothing passed.
  }
  const unloaded = counted.testResults.filter(
    ({ status: of, assertionResults }) =>
      of === "failed" && assertionResults.every((one) => one.status !== "failed"),
  );
  const passed = counted.numPassedTests;
  const failed = counted.numFailedTests + unloaded.length;
  const isUntold = failed === 0 && (status !== 0 || passed === 0);
  const skipped = counted.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((one) => one.status === "skipped");
  const thorough = skipped.filter((one) => one.tags.includes(THOROUGH)).length;
  const others = skipped.length - thorough;
  const counts = { passed, failed: isUntold ? 1 : failed };
  return tags === THOROUGH
    ? { ...counts, skipped: thorough, left: 0 }
    : { ...counts, skipped: others, left: thorough };
}

/** Says why a step is not played; in CI that is a failure. */
function leaveOut({ name, missing }) {
  const isFailure = (process.env.CI ?? "") !== "";
  process.stdout.write(`${isFailure ? "FAIL" : "skip"}  ${name} (${missing})\n`);
  return { passed: 0, failed: isFailure ? 1 : 0 };
}

async function play(one) {
  if (one.missing !== undefined) return leaveOut(one);
  const started = performance.now();
  const { status, output } = await run(one);
  const counts = one.results
    ? countTests(one, status)
    : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, left: 0 };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const details = [
    ...(one.results ? [`${counts.passed} passed`] : []),
    ...(one.results && counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    ...(counts.left > 0 ? [`${counts.left} left to npm run test:thorough`] : []),
    `${seconds} s`,
  ];
  process.stdout.write(`${counts.failed === 0 ? "ok  " : "FAIL"}  ${one.name} (${details.join(", ")})\n`);
  if (counts.failed > 0) process.stdout.write(`${output.trimEnd()}\n\n`);
  return counts;
}

function stop(signal, status) {
  process.on(signal, () => {
    for (const child of running) end(child, "SIGKILL");
    rmSync(scratch, { recursive: true, force: true });
    process.exit(status);
  });
}
stop("SIGINT", 130);
stop("SIGTERM", 143);
stop("SIGHUP", 129);

const left = PARTS[process.argv[2]] ?? ALL;
const totals = { passed: 0, failed: 0 };
async function lane() {
  for (let one = left.shift(); one !== undefined; one = left.shift()) {
    const { passed, failed } = await play(one);
    totals.passed += passed;
    totals.failed += failed;
  }
}
await Promise.all(Array.from({ length: LANES }, lane));
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
