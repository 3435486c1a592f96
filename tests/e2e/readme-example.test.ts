/** Runs the TypeScript example of README.md as a program of its own, in the project that the tests stand on. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../src/core/root.ts";
import { PROJECT } from "../fixtures/project.ts";
import { start } from "./command.ts";

const README = await readFile(join(ROOT, "README.md"), "utf8");
const examples = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code!);

test("the README's example is answered by a recording, without the network", async () => {
  expect(examples).toHaveLength(1);
  const args = ["--import", "tsx", "--input-type=module", "--eval", examples[0]!];
  expect(await start(process.execPath, args, { cwd: PROJECT }).ended).toEqual({
    status: 0,
    stdout: "test calendar\n",
    stderr: "",
  });
});
