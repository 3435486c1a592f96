import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ROOT } from "../../src/core/root.ts";

const MODULE = pathToFileURL(join(ROOT, "src", "short-run.js")).href;

test.each([0, 1000, 1001])(
  "a run of %i requests is told to V8 without a word on standard error",
  (requests) => {
    const script = `import { expectRequests } from ${JSON.stringify(MODULE)}; expectRequests(${requests});`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", script],
      { encoding: "utf8", env: {} },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  },
);
