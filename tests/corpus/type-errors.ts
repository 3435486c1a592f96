import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../src/core/root.ts";

const COMPILER = join(ROOT, "node_modules", "typescript-7", "bin", "tsc");

/** The first error of the compiler, as strict as for the suite's own code, in each folder of generated code below one. */
export async function typeErrors(folder: string): Promise<ReadonlyMap<string, string>> {
  const { compilerOptions } = JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")) as {
    compilerOptions: object;
  };
  const options = { ...compilerOptions, noEmit: true };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, include: ["operation-*/*.ts"] }),
  );
  const found = new Map<string, string>();
  for (const line of (await compilerOutput(folder)).split("\n")) {
    const [, name, file, message] = /^([^/(]+)\/([^/(]+)\(\S+: (.*)$/.exec(line) ?? [];
    if (name !== undefined && !found.has(name)) found.set(name, `${file}: ${message}`);
  }
  return found;
}

function compilerOutput(folder: string): Promise<string> {
  const options = { cwd: folder, maxBuffer: MOST_OUTPUT };
  return new Promise((resolve) => {
    execFile(process.execPath, [COMPILER, "-p", folder, "--pretty", "false"], options, (_, stdout) => {
      resolve(
        stdout
          .split("\n")
          .map((line) => line.replace(/^\S*\.cache\/corpus-[^/]+\//, ""))
          .join("\n"),
      );
    });
  });
}

const MOST_OUTPUT = 64 * 1024 * 1024;
