/** The matrix that README shows for other repositories, its steps played by a shell as GitHub plays them. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../src/core/root.ts";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) => text);
const { jobs } = parse(blocks.find((text) => text.includes("matrix:")) ?? "");

interface Step {
  readonly run?: string;
  readonly with?: { readonly [name: string]: string };
}
const runOf = (job: { readonly steps: readonly Step[] }): string =>
  job.steps.flatMap(({ run }) => run ?? [])[0] ?? expect.unreachable();

/** Plays a script with an npx that ends with a status and says what it was given. */
function play(script: string, status: number) {
  const folder = mkdtempSync(join(tmpdir(), "contract-matrix-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "npx"), `#!/bin/sh\necho "$*"\nexit ${status}\n`);
  chmodSync(join(folder, "npx"), 0o755);
  const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, TARGET: "https://api.example" };
  const played = spawnSync("bash", ["-e", "-c", script], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { ended: played.status, given: played.stdout.trim() };
}

describe("the matrix in README", () => {
  const shards: readonly number[] = jobs.run.strategy.matrix.shard;

  const partOf = (shard: number): string =>
    runOf(jobs.run).replace(/\$\{\{ matrix\.shard \}\}/, String(shard));

  test.each([0, 1, 3])("keeps the part of a run that ends with %i for the merge", (status) => {
    const given = shards.map((shard) => play(partOf(shard), status));
    expect(given).toEqual(
      shards.map((shard) => ({
        ended: 0,
        given: `contract run --target https://api.example --shard ${shard}/${shards.length} --report part`,
      })),
    );
  });

  test("fails the job of a run that could not begin", () => {
    expect(play(partOf(1), 2)).toMatchObject({ ended: 1, given: expect.stringContaining("--shard 1/") });
  });

  test("uploads what the run wrote, and merges what is downloaded, with the merge's own status", () => {
    const withOf = (job: { readonly steps: readonly Step[] }) =>
      job.steps.flatMap((step) => (step.with === undefined ? [] : [step.with]))[0];
    expect(withOf(jobs.run)).toEqual({
      name: expect.stringMatching(/^part-\$\{\{ matrix\.shard \}\}$/),
      path: "part/",
    });
    expect(withOf(jobs.report)).toEqual({ pattern: "part-*", path: "parts" });
    for (const status of [0, 1, 2, 3])
      expect(play(runOf(jobs.report), status)).toEqual({
        ended: status,
        given: "contract merge parts --report contract-report",
      });
  });
});
