import { defineConfig } from "vitest/config";

/** The tests that `npm run mutants` chooses from, in one project. */
export default defineConfig({
  test: {
    include: ["tests/{unit,property}/**/*.test.ts"],
    testTimeout: 30_000,
    isolate: false,
    globalSetup: ["tests/temporary-folder.ts", "tests/test-project.ts"],
    setupFiles: ["tests/short-lived.js", "tests/fixed-seed.ts"],
  },
});
