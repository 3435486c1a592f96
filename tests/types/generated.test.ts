import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../../src/core/root.ts";
import { PROJECT } from "../fixtures/project.ts";

const COMPILER = join(ROOT, "node_modules", "typescript-7", "bin", "tsc");

/** What the compiler says of the file of types, in the project that the tests stand on. */
async function judged(): Promise<string> {
  const config = join(mkdtempSync(join(tmpdir(), "types-")), "tsconfig.json");
  const settings = {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions: { typeRoots: [join(ROOT, "node_modules", "@types")] },
    include: [join(PROJECT, "tests", "types", "generated.types.ts")],
    exclude: [],
  };
  writeFileSync(config, JSON.stringify(settings));
  return promisify(execFile)(process.execPath, [COMPILER, "--project", config]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}

test("the generated types take what the docs allow, and nothing else", async () => {
  expect(await judged()).toBe("");
});
