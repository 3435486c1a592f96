import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../fixtures/project.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { folder, startContract } from "./command.ts";

test(
  "a command works on the project of the working directory or of --root, and keeps all that it writes there",
  THOROUGH,
  async () => {
    const [other, none] = [await folder(), await folder()];
    await cp(join(PROJECT, "openapi"), join(other, "openapi"), { recursive: true });
    await mkdir(join(other, "deep"));
    const before = await readdir(join(PROJECT, ".cache"));

    const made = await startContract(["generate", "--root", other], { cwd: none }).ended;
    expect(made).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("wrote generated/index.ts"),
    });
    const run = ["run", "--only", "example", "--requests", "3"];
    const nearest = await startContract(run, { cwd: join(other, "deep") }).ended;
    expect(nearest).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(/^pass: /) });
    expect((await readdir(join(other, ".cache"))).sort()).toEqual([
      "generated",
      "history",
      "last-report.json",
    ]);
    expect(await readdir(join(PROJECT, ".cache"))).toEqual(before);
    expect(await readdir(none)).toEqual([]);

    const nowhere = await startContract(["--root", none, "run"]).ended;
    expect(nowhere).toMatchObject({ status: 2, stdout: "" });
    expect(nowhere.stderr).toMatch(
      /^contract: .*: no project is here or above .* npx contract init, .* --root\n$/,
    );
  },
);
