import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { THOROUGH } from "../fixtures/sampled.ts";
import { type Ended, folder, startContract } from "./command.ts";
import { ownProjectCopy } from "./project-copy.ts";

const help = (root: string): Promise<Ended> => startContract(["--help"], { root }).ended;

test(
  "the command line is bundled once, anew when its sources change, and read as it is where nothing can be kept",
  THOROUGH,
  async () => {
    const root = await ownProjectCopy(await folder());
    const kept = join(root, ".cache", "cli");
    const [brought] = await readdir(kept);
    await rm(kept, { recursive: true });
    const both = await Promise.all([help(root), help(root)]);
    expect(both).toEqual([both[0], { status: 0, stderr: "", stdout: expect.stringContaining("contract") }]);
    // A copy may take its bundle along.
    expect(await readdir(kept)).toEqual([brought]);

    const source = join(root, "src", "commands", "program.ts");
    const text = await readFile(source, "utf8");
    await writeFile(source, text.replace('.description("', '.description("Changed. '));
    expect((await help(root)).stdout).toContain("Changed. ");
    expect(await readdir(kept)).toHaveLength(2);

    await rm(join(root, ".cache"), { recursive: true });
    await writeFile(join(root, ".cache"), "a file");
    expect(await help(root)).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("Changed. "),
    });
  },
);
