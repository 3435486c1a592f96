import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateCommand } from "../../../src/codegen/command.ts";
import { readRegularFile } from "../../../src/core/regular-file.ts";
import { loadSource } from "../../../src/docs/source/load-source.ts";
import { overlayOf } from "../docs/pages.ts";

const root = mkdtempSync(join(tmpdir(), "regular-"));
const at = (name: string): string => join(root, "openapi", name);

beforeAll(() => {
  mkdirSync(at("folder"), { recursive: true });
  writeFileSync(at("text"), "text");
  symlinkSync(at("text"), at("link"));
  writeFileSync(at("overlay.yaml"), overlayOf());
  writeFileSync(join(root, "package.json"), "{}");
  if (process.platform !== "win32") execFileSync("mkfifo", [at("pipe"), at("made.yaml")]);
  symlinkSync("/dev/zero", at("endless"));
});
afterAll(() => rmSync(root, { recursive: true }));

describe.skipIf(process.platform === "win32")("a file is read", () => {
  it.each(["text", "link"])("where it is a %s", (name) => {
    expect(readRegularFile(at(name))).toBe("text");
  });

  it.each(["pipe", "endless", "folder"])(
    "but not where it is a %s, which is not even opened",
    async (name) => {
      expect(() => readRegularFile(at(name))).toThrow("no regular file");
      await expect(loadSource(at(name))).rejects.toThrow(/this is (no regular file|a folder)/);
    },
  );

  it("by generate, but not where the document is a pipe", async () => {
    await expect(generateCommand({ root, check: true, added: [] })).rejects.toThrow(
      /^openapi\/made\.yaml: cannot be read \(no regular file\)/,
    );
  });
});
