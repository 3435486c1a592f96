import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { NATIVE, nativeSource } from "./tests/native-source.ts";
import { SlowestFirst } from "./tests/slowest-first.ts";

/** Guards against tests that hang, which no busy machine comes near: no test asserts a time. */
const PATIENT = { testTimeout: 300_000, hookTimeout: 300_000 };
/** For tests that stand on the project of the fixtures. */
const ON_FIXTURES = {
  ...PATIENT,
  globalSetup: ["tests/temporary-folder.ts", "tests/test-project.ts"],
  setupFiles: ["tests/short-lived.js", "tests/fixed-seed.ts"],
};

/** The shipped suite. */
const suite = (name: string, env: { readonly [name: string]: string } = {}) => ({
  test: {
    name,
    env,
    include: ["tests/contract/*.contract.test.ts"],
    setupFiles: ["tests/short-lived.js"],
    // A live endpoint may be slow, and a refused connection is tried again.
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});

/**
 * The project's own tests, those of what only a packed release needs, those that need a browser, and the shipped suite,
 * which runs on the target that `CONTRACT_TARGET` names, and once more on the embedded endpoint.
 */
export default defineConfig({
  test: {
    // No test waits for long, and each worker more reads and compiles all modules once more.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SlowestFirst },
    // What is transformed is kept by the hash of its text, for the next run.
    experimental: { fsModuleCache: true, fsModuleCachePath: ".cache/vitest" },
    tags: [
      {
        name: "thorough",
        description: "takes long, and tells hardly ever what no other test tells: left to CI by `npm test`",
      },
    ],
    projects: [
      {
        plugins: [nativeSource()],
        test: {
          name: "own",
          server: { deps: { external: [NATIVE] } },
          include: ["tests/{unit,property,types,architecture,faults,stand-in,e2e}/**/*.test.ts"],
          ...ON_FIXTURES,
          isolate: false,
          // A worker holds all modules: fewer and simpler collections take a tenth less of its time.
          execArgv: ["--max-semi-space-size=64", "--single-threaded-gc"],
        },
      },
      {
        test: {
          name: "release",
          include: ["tests/release/*.test.ts"],
          ...ON_FIXTURES,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      suite("contract"),
      suite("contract-on-sandbox", { CONTRACT_TARGET: "sandbox" }),
    ],
  },
});
