import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "../../../src/core/make-folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "folder-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("a folder", () => {
  it("is made with those above it, and stays where it is there", () => {
    for (const _ of [1, 2]) makeFolder(join(root, "a", "b", "c"));
    expect(statSync(join(root, "a", "b", "c")).isDirectory()).toBe(true);
  });

  it("is not made where a file stands in its place, or above it", () => {
    writeFileSync(join(root, "file"), "");
    expect(() => makeFolder(join(root, "file"))).toThrow("EEXIST");
    expect(() => makeFolder(join(root, "file", "below", "it"))).toThrow("ENOTDIR");
  });

  it("is not made through a link that leads nowhere", () => {
    symlinkSync(join(root, "nowhere"), join(root, "link"));
    expect(() => makeFolder(join(root, "link", "below"))).toThrow("EEXIST");
    expect(existsSync(join(root, "nowhere"))).toBe(false);
  });

  it.runIf(existsSync("/proc/self"))("is refused at once where a folder takes no others", () =>
    expect(() => makeFolder("/proc/none/below")).toThrow(/ENOENT|EPERM|EACCES/),
  );
});
