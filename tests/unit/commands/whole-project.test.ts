import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { expectWholeProject } from "../../../src/commands/whole-project.ts";
import { wholeProject } from "../../../src/core/write-all.ts";
import { beside } from "../../../src/core/write-file.ts";

let root: string;
const file = () => join(root, "openapi/a.yaml");

/** A project that a process was killed in, after it had put the new content of one of two files in place. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "contract-whole-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, "openapi"));
  await writeFile(file(), "new");
  await writeFile(beside(file(), "1-0123abcd", "old"), "old");
  const files = [{ name: "openapi/a.yaml", existed: true }];
  const note = { format: "contract-writing/1", mark: "1-0123abcd", files };
  await writeFile(wholeProject(root).note, JSON.stringify(note));
});

describe("where a killed command has left a project half written", () => {
  test.each(["accept", "add", "capture", "generate", "record", "remove", "update"])(
    "contract %s puts it right first",
    async (command) => {
      await expectWholeProject(command, false, root);
      expect(await readFile(file(), "utf8")).toBe("old");
      expect(await readdir(root)).toEqual(["openapi"]);
      expect(await readdir(join(root, "openapi"))).toEqual(["a.yaml"]);
    },
  );

  test.each<[string, boolean]>([
    ["run", false],
    ["replay", false],
    ["operations", false],
    ["update", true],
    ["generate", true],
  ])("contract %s (--check %s) only reads, says what does, and changes nothing", async (command, isCheck) => {
    await expect(expectWholeProject(command, isCheck, root)).rejects.toThrow("run npx contract update");
    expect(await readFile(file(), "utf8")).toBe("new");
  });
});
