import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../src/core/root.ts";

const workflow = parse(readFileSync(join(ROOT, ".github/workflows/sandbox.yml"), "utf8"));
const steps = workflow.jobs.run.steps as readonly {
  name?: string;
  run?: string;
  uses?: string;
  if?: string;
  env?: object;
}[];
const step = (name: string) => steps.find((one) => one.name === name)!;

/** Runs a step's script with a command line that ends with a status. */
function play(script: string, status: number): number | null {
  const folder = mkdtempSync(join(tmpdir(), "contract-workflow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "npx"), `#!/bin/sh\nexit ${status}\n`);
  chmodSync(join(folder, "npx"), 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}`, CONTRACT_TARGET: "https://example.com" };
  // A shell that reads from a socket would take itself for a remote one, and begin with the settings of its user.
  return spawnSync("bash", ["-e", "-c", script], { env, stdio: "ignore" }).status;
}

describe("sandbox.yml", () => {
  test("runs each night and on request, never two at once, and may only read", () => {
    expect(Object.keys(workflow.on).sort()).toEqual(["schedule", "workflow_dispatch"]);
    expect(workflow.concurrency).toEqual({ group: "sandbox", "cancel-in-progress": false });
    expect(workflow.permissions).toEqual({ contents: "read" });
  });

  test("uses GitHub's own actions alone, and no expression within a script", () => {
    const uses = steps.flatMap((one) => one.uses ?? []);
    expect(uses.length).toBeGreaterThan(2);
    for (const one of uses) expect(one).toMatch(/^actions\/[\w-]+@/);
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });

  test("gives the token to the steps that need it alone, and does nothing where it is not set", () => {
    const given = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes("secrets."));
    expect(given).toHaveLength(3);
    expect(JSON.stringify(workflow.jobs.run.env)).not.toContain("secrets.");
    for (const one of steps.slice(1)) expect(one.if).toContain("steps.account.outputs.ready == 'true'");
  });

  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 0],
  ])("a run that ends with %i ends the step with %i: no verdict is neutral", (status, outcome) => {
    expect(play(step("Run").run!, status)).toBe(outcome);
  });

  test("a sweep that cannot delete everything does not keep the run from starting", () => {
    expect(play(step("Delete what earlier runs left behind").run!, 3)).toBe(0);
  });
});
