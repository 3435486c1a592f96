import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { documentPath } from "../../../src/codegen/command.ts";
import { readOverlay } from "../../../src/docs/overlay/read-overlay.ts";
import { keptSource } from "../../../src/docs/source/kept-source.ts";
import { overlayOf } from "../docs/pages.ts";

const root = mkdtempSync(join(tmpdir(), "names-"));
mkdirSync(join(root, "openapi"));
afterAll(() => rmSync(root, { recursive: true }));

const overlayWith = (name: unknown): string =>
  JSON.stringify({ ...(JSON.parse(overlayOf()) as object), "x-document": name });

/** What both commands that read the name make of it. */
function namesFrom(overlay: string): [string, string] {
  writeFileSync(join(root, "openapi", "overlay.yaml"), overlay);
  return [readOverlay("overlay.yaml", overlay).document, documentPath(root)];
}

describe("a name of a document", () => {
  it.each(["calendars.yaml", "a.b-c_1.yaml"])("may be %s", (name) => {
    expect(namesFrom(overlayWith(name))).toEqual([name, `openapi/${name}`]);
  });

  it.each([
    ["a path upwards", "../../../etc/a.yaml"],
    ["a path downwards", "pages/a.yaml"],
    ["an absolute path", "/etc/a.yaml"],
    ["a path of another system", "..\\a.yaml"],
    ["the folder above", ".."],
    ["a hidden file", ".a.yaml"],
    ["a line break", "a.yaml\nimport('node:fs');//.yaml"],
    ["a line break at its end", "a.yaml\n"],
    ["a line separator", "a\u2028.yaml"],
    ["a NUL", "a\0.yaml"],
    ["an option", "-a.yaml"],
    ["another extension", "a.json"],
    ["no extension", "yaml"],
    ["the overlay itself", "overlay.yaml"],
    ["the overlay itself, in capitals", "OVERLAY.yaml"],
    ["another file that is written by hand", "deviations.yaml"],
    ["more than a file system takes", `${"a".repeat(300)}.yaml`],
    ["no text", 5],
    ["nothing", ""],
  ])("is refused for %s", async (_, name) => {
    const overlay = overlayWith(name);
    expect(() => readOverlay("overlay.yaml", overlay)).toThrow(/x-document: no file name/);
    expect(() => namesFrom(overlay)).toThrow(/x-document: no file name/);
    expect(() => documentPath(root)).toThrow(/x-document: no file name/);
  });
});

describe.skipIf(process.platform === "win32")("a document that is a link", () => {
  const linked = (target: string): void => {
    rmSync(join(root, "openapi", "linked.yaml"), { force: true });
    symlinkSync(target, join(root, "openapi", "linked.yaml"));
    writeFileSync(join(root, "openapi", "overlay.yaml"), overlayWith("linked.yaml"));
  };

  it.each(["/etc/hostname", "../outside.yaml", "pages/a.yaml"])(
    "is refused where it leads to %s",
    (target) => {
      mkdirSync(join(root, "openapi", "pages"), { recursive: true });
      for (const name of ["outside.yaml", "openapi/pages/a.yaml"]) writeFileSync(join(root, name), "");
      linked(target);
      expect(() => documentPath(root)).toThrow(/^openapi\/linked\.yaml: this link leads out of openapi/);
    },
  );

  it("is taken where it leads to a file beside it", () => {
    writeFileSync(join(root, "openapi", "beside.yaml"), "");
    linked("beside.yaml");
    expect(documentPath(root)).toBe("openapi/linked.yaml");
  });
});

describe("docs are kept under the name of their operation", () => {
  const source = {
    form: "page",
    document: {},
    broken: [],
    unknown: [],
    read: [],
    text: "T",
    name: "page.txt",
  } as const;

  it("where that makes one", () => {
    expect(keptSource(source, "create-thing").path).toBe("openapi/pages/create-thing.txt");
  });

  it.each([
    ["a path", "../../../a"],
    ["an absolute path", "/a"],
    ["nothing", ""],
    ["more than a file system takes", "a".repeat(300)],
    ["a line break", "a\nb"],
  ])("but not where it is %s", (_, id) => {
    expect(() => keptSource(source, id)).toThrow(/^page\.txt: the operation is called .*no file name/);
  });
});
