import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateCommand } from "../../../src/codegen/command.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { dataCopy } from "../update/project.ts";

test(
  "a check names what is stale, missing or foreign, and writes nothing; generate mends it",
  THOROUGH,
  async () => {
    const root = await dataCopy();
    const generate = (check: boolean) => generateCommand({ root, check, added: [] });
    const inFolder = (name: string): string => join(root, "generated", name);
    await generate(false);
    const before = await readFile(inFolder("types.ts"), "utf8");
    await appendFile(inFolder("types.ts"), "// by hand\n");
    await rm(inFolder("operations.ts"));
    await writeFile(inFolder("mine.ts"), "");
    expect((await generate(true)).toSorted()).toEqual([
      "generated/mine.ts is foreign: move it away, or run npx contract generate",
      "generated/operations.ts is missing: run npx contract generate",
      "generated/types.ts is stale: run npx contract generate",
    ]);
    expect(await readFile(inFolder("types.ts"), "utf8")).toBe(`${before}// by hand\n`);

    const refused = await generate(false).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SuiteError);
    expect(refused).toMatchObject({ message: expect.stringMatching(/mine\.ts: .*move it/) });
    await rm(inFolder("mine.ts"));
    expect((await generate(false)).toSorted()).toEqual([
      "wrote generated/operations.ts",
      "wrote generated/types.ts",
    ]);
    expect(await readFile(inFolder("types.ts"), "utf8")).toBe(before);
    expect(await generate(true)).toEqual([]);
  },
);
