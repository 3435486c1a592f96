import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { nodeOf } from "../../../scripts/other-node.js";

afterEach(() => void vi.unstubAllEnvs());

/** A program that is found before all others, or with its path. */
function program(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("a line of Node.js that is kept is not asked for again", async () => {
  const kept = mkdtempSync(join(tmpdir(), "nodes-"));
  const path = program(join(kept, "98", "bin"), "node", "echo v98.1.0");
  expect(await nodeOf(98, kept)).toEqual({ program: path });
});

test.each([
  ["npm has none", "echo 'npm error code ETARGET' >&2; exit 1", /ETARGET/],
  ["there is no network", "echo 'npm error code ENOTFOUND' >&2; exit 1", /ENOTFOUND/],
  ["what npm brings is no archive", "echo none.tgz", /cannot be had/],
])("says in one line why it cannot be had, and leaves nothing: %s", async (_, script, why) => {
  const kept = mkdtempSync(join(tmpdir(), "nodes-"));
  const bin = join(kept, "path");
  program(bin, "npm", script);
  vi.stubEnv("PATH", `${bin}:${process.env.PATH}`);
  const found = await nodeOf(99, join(kept, "node"));
  expect(found).toEqual({ why: expect.stringMatching(why) });
  expect(found.why).not.toContain("\n");
  expect(readdirSync(join(kept, "node"))).toEqual([]);
});
