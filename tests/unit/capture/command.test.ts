import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { captureCommand } from "../../../src/capture/command.ts";
import { DOCUMENT, OVERLAY, PAGE, PAGE_NAME } from "./pages.ts";

let root: string;
let page: string;
let target: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "capture-"));
  mkdirSync(join(root, "openapi/pages"), { recursive: true });
  page = join(root, PAGE_NAME);
  target = join(root, "openapi/calendars.yaml");
  writeFileSync(page, PAGE);
  writeFileSync(join(root, "openapi/overlay.yaml"), OVERLAY);
});
afterEach(() => rmSync(root, { recursive: true }));

const run = (options: { file?: string; check?: boolean } = {}) =>
  captureCommand({ file: options.file ?? page, check: options.check ?? false, root });

describe("contract capture", () => {
  test("writes the document that the overlay names", async () => {
    expect(await run()).toEqual({
      changed: true,
      path: "openapi/calendars.yaml",
      message: `wrote openapi/calendars.yaml from ${PAGE_NAME}`,
      notes: [],
    });
    expect(readFileSync(target, "utf8")).toBe(DOCUMENT);
  });

  test("run twice changes nothing, and does not touch the file", async () => {
    await run();
    const before = statSync(target, { bigint: true });
    expect((await run()).changed).toBe(false);
    expect(statSync(target, { bigint: true })).toMatchObject({ mtimeNs: before.mtimeNs, ino: before.ino });
  });

  test("replaces a document that was edited by hand", async () => {
    writeFileSync(target, DOCUMENT.replace("summary: Create Calendar", "summary: Edited"));
    expect((await run()).changed).toBe(true);
    expect(readFileSync(target, "utf8")).toBe(DOCUMENT);
  });
});

describe("contract capture --check", () => {
  test("writes nothing where the document is missing", async () => {
    expect(await run({ check: true })).toMatchObject({
      changed: true,
      message: expect.stringContaining("is stale"),
    });
    expect(existsSync(target)).toBe(false);
  });

  test("writes nothing where the page has changed, and tells so", async () => {
    writeFileSync(target, DOCUMENT);
    writeFileSync(page, PAGE.replace("default:30", "default:45"));
    expect((await run({ check: true })).changed).toBe(true);
    expect(readFileSync(target, "utf8")).toBe(DOCUMENT);
  });

  test("sees no difference in a page outside the project that says the same", async () => {
    writeFileSync(target, DOCUMENT);
    const outside = mkdtempSync(join(tmpdir(), "page-"));
    writeFileSync(join(outside, "new.txt"), PAGE);
    const { changed } = await run({ file: join(outside, "new.txt"), check: true });
    rmSync(outside, { recursive: true });
    expect(changed).toBe(false);
  });
});

describe("nothing is overwritten by", () => {
  test.each([
    [
      "an empty page",
      () => writeFileSync(page, ""),
      /^openapi\/pages\/create-calendar\.txt:1: the file is empty/,
    ],
    [
      "a truncated page",
      () => writeFileSync(page, PAGE.slice(0, 9000)),
      /create-calendar\.txt:\d+: the page is truncated/,
    ],
    ["HTML", () => writeFileSync(page, "<html></html>"), /create-calendar\.txt:1: this is markup/],
    [
      "a page that is not there",
      () => rmSync(page),
      /create-calendar\.txt:1: the file cannot be read \(ENOENT\)/,
    ],
    [
      "a stale overlay",
      () => writeFileSync(page, PAGE.replaceAll("availabilityType", "kindOfHours")),
      /overlay\.yaml: action \d+ \(target .*availabilityType\)/,
    ],
    [
      "an overlay that is not there",
      () => rmSync(join(root, "openapi/overlay.yaml")),
      /overlay\.yaml:1: the file cannot be read/,
    ],
  ])("%s", async (_, damage, message) => {
    writeFileSync(target, "what stood there\n");
    damage();
    await expect(run()).rejects.toThrow(message);
    await expect(run()).rejects.toMatchObject({ name: "CaptureError" });
    expect(readFileSync(target, "utf8")).toBe("what stood there\n");
  });
});
