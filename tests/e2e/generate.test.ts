import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contract } from "./command.ts";
import { projectCopy } from "./project-copy.ts";

test("generate --check names what is stale, missing or foreign, and generate mends it", async () => {
  const root = await projectCopy();
  const generate = (...args: string[]) => contract(["generate", ...args], { root, cwd: root });
  const types = join(root, "generated", "types.ts");
  const before = await readFile(types, "utf8");
  await appendFile(types, "// by hand\n");
  await rm(join(root, "generated", "operations.ts"));
  await writeFile(join(root, "generated", "mine.ts"), "");
  const { status, stdout } = await generate("--check");
  expect(status).toBe(1);
  const lines = stdout.trim().split("\n").sort();
  expect(lines).toHaveLength(3);
  expect(lines.find((line) => line.includes("types.ts"))).toBe(
    "generated/types.ts is stale: run npx contract generate",
  );
  expect(lines.find((line) => line.includes("operations.ts"))).toBe(
    "generated/operations.ts is missing: run npx contract generate",
  );
  expect(lines.find((line) => line.includes("mine.ts"))).toMatch(
    /^generated\/mine\.ts is foreign: move it away, or run npx contract generate/,
  );
  expect(await readFile(types, "utf8")).not.toBe(before);

  const refused = await generate();
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/mine\.ts: .*move it/);
  await rm(join(root, "generated", "mine.ts"));
  expect((await generate()).status).toBe(0);
  expect(await readFile(types, "utf8")).toBe(before);
  expect((await generate("--check")).status).toBe(0);
});
