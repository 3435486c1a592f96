import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../src/core/root.ts";

const action = parse(readFileSync(join(ROOT, ".github/actions/contract/action.yml"), "utf8"));
const steps = action.runs.steps as readonly { name?: string; run?: string }[];
const script = (name: string): string => steps.find((one) => one.name === name)?.run ?? expect.unreachable();

/** Plays a step with a node and an npm that end with a status and write down what they were given. */
function play(name: string, status: number) {
  const folder = mkdtempSync(join(tmpdir(), "contract-action-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const program of ["node", "npm"]) {
    const path = join(folder, program);
    writeFileSync(
      path,
      `#!/bin/sh\necho "$@" > '${folder}/given'\nmkdir -p '${folder}/contract-report'\necho told > '${folder}/contract-report/summary.md'\nexit ${status}\n`,
    );
    chmodSync(path, 0o755);
  }
  mkdirSync(join(folder, "repository"));
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    RUNNER_TEMP: folder,
    GITHUB_ACTION_PATH: `${folder}/repository/.github/actions/contract`,
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    GITHUB_OUTPUT: join(folder, "output"),
    OPERATIONS: "",
    REQUESTS: "60",
    SHARE: "50%",
  };
  for (const file of ["summary", "output"]) writeFileSync(join(folder, file), "");
  const { status: ended } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script(name)],
    { env },
  );
  const read = (file: string): string => readFileSync(join(folder, file), "utf8").trim();
  return {
    ended,
    given: read("given").replaceAll(folder, ""),
    summary: read("summary"),
    output: read("output"),
  };
}

describe("the action for other repositories", () => {
  test.each([
    [0, 0, "verdict=pass"],
    [1, 1, "verdict=fail"],
    [2, 2, ""],
    [3, 0, "verdict=inconclusive"],
  ])("takes a run that ends with %i for %i, and tells its verdict", (status, ended, output) => {
    expect(play("Run", status)).toMatchObject({ ended, output, summary: "told" });
  });

  test("hands on what it is given, as words of the shell", () => {
    expect(play("Run", 0).given).toBe(
      "/repository/.github/actions/contract/../../../scripts/contract.js run --requests 60 --share 50% --report /contract-report --annotations github",
    );
    for (const { run = "" } of steps) expect(run).not.toMatch(/\$\{\{/);
  });

  test("installs what it needs beside itself", () => {
    expect(play("Install", 0).given).toBe(
      "ci --no-audit --no-fund --prefix /repository/.github/actions/contract/../../..",
    );
  });
});
