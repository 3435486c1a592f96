import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectWhole, wholeProject } from "../../../src/core/write-all.ts";
import { commit, heal } from "../../../src/update/commit.ts";
import { filesIn } from "./project.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "contract-commit-"));
  for (const folder of ["openapi", "generated"]) await mkdir(join(root, folder));
  await writeFile(join(root, "openapi/a.yaml"), "old");
  await writeFile(join(root, "generated/b.ts"), "old");
});
afterEach(() => rm(root, { recursive: true }));

const change = (path: string, text: string | undefined) => ({ path: join(root, path), text });

describe("the files of an update", () => {
  test("are written and removed in all folders, and nothing else is left there", async () => {
    await commit(root, [
      change("openapi/a.yaml", "new"),
      change("generated/b.ts", undefined),
      change("tests/recordings/docs/c.json", "new"),
    ]);
    expect(await filesIn(root)).toEqual({ "openapi/a.yaml": "new", "tests/recordings/docs/c.json": "new" });
  });

  test("are all as they were where one of them cannot be written", async () => {
    await writeFile(join(root, "tests"), "in the place of a folder");
    const before = await filesIn(root);
    await expect(
      commit(root, [change("openapi/a.yaml", "new"), change("tests/recordings/docs/c.json", "new")]),
    ).rejects.toThrow(/cannot be written/);
    expect(await filesIn(root)).toEqual(before);
  });

  test("are put back after an update that was killed half-way, by the next command that writes", async () => {
    const mark = "1-0123abcd";
    const files = [
      { name: "openapi/a.yaml", existed: true },
      { name: "generated/b.ts", existed: true },
      { name: "generated/c.ts", existed: false },
    ];
    const note = JSON.stringify({ format: "contract-writing/1", mark, files });
    await writeFile(join(root, "update.writing.json"), note);
    await writeFile(join(root, `openapi/.a.yaml.${mark}.old`), "old");
    await writeFile(join(root, "openapi/a.yaml"), "new");
    await writeFile(join(root, `generated/.b.ts.${mark}.new`), "new");
    await writeFile(join(root, "generated/c.ts"), "new");
    await expect(expectWhole(wholeProject(root), "npx contract update")).rejects.toThrow(
      /stopped while it wrote .*run npx contract update/,
    );
    await heal(root);
    expect(await filesIn(root)).toEqual({ "openapi/a.yaml": "old", "generated/b.ts": "old" });
  });
});
