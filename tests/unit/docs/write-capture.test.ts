import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyOverlay } from "../../../src/docs/overlay/overlay.ts";
import { loadProjectSource, readProjectDocs } from "../../../src/docs/project-docs.ts";
import { readSource } from "../../../src/docs/source/read-source.ts";
import { type CaptureResult, writeCaptures } from "../../../src/docs/write-capture.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { refusalOf } from "./api.ts";
import { NOTED_DOCUMENT, OVERLAY, PAGE, PAGE_NAME } from "./pages.ts";

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
  captureAlone(options.file ?? page, options.check ?? false);

/** A capture without its drift. */
async function captureAlone(file: string, check: boolean): Promise<CaptureResult> {
  const docs = await readProjectDocs(root, check);
  const source = await loadProjectSource(docs, file, undefined);
  const document = applyOverlay(source.document, docs.overlay);
  const [written] = await writeCaptures(root, [{ docs, source, document }], check);
  return written!;
}

describe("contract capture", () => {
  test("writes the document that the overlay names", async () => {
    expect(await run()).toEqual({
      changed: true,
      path: "openapi/calendars.yaml",
      message: `wrote openapi/calendars.yaml from ${PAGE_NAME}`,
      remarks: [],
    });
    expect(readFileSync(target, "utf8")).toBe(NOTED_DOCUMENT);
  });

  test("run twice changes nothing, and does not touch the file", async () => {
    await run();
    const before = statSync(target, { bigint: true });
    expect((await run()).changed).toBe(false);
    expect(statSync(target, { bigint: true })).toMatchObject({ mtimeNs: before.mtimeNs, ino: before.ino });
  });

  test("replaces a document that was edited by hand", THOROUGH, async () => {
    writeFileSync(target, NOTED_DOCUMENT.replace("summary: Create Calendar", "summary: Edited"));
    expect((await run()).changed).toBe(true);
    expect(readFileSync(target, "utf8")).toBe(NOTED_DOCUMENT);
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
    writeFileSync(target, NOTED_DOCUMENT);
    writeFileSync(page, PAGE.replace("default:30", "default:45"));
    expect((await run({ check: true })).changed).toBe(true);
    expect(readFileSync(target, "utf8")).toBe(NOTED_DOCUMENT);
  });

  test("sees no difference in a page outside the project that says the same", async () => {
    writeFileSync(target, NOTED_DOCUMENT);
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
      /overlay\.yaml: cannot be read \(ENOENT\): it is not there/,
    ],
  ])("%s", async (_, damage, message) => {
    writeFileSync(target, "what stood there\n");
    damage();
    await expect(run()).rejects.toThrow(message);
    await expect(run()).rejects.toMatchObject({ name: expect.stringMatching(/^(Capture|Suite)Error$/) });
    expect(readFileSync(target, "utf8")).toBe("what stood there\n");
  });
});

describe("from another form of the docs", () => {
  const outside = () => join(root, "elsewhere");
  const put = async (name: string, text: string) => {
    mkdirSync(outside(), { recursive: true });
    writeFileSync(join(outside(), name), text);
    return join(outside(), name);
  };
  const document = async () => (await readSource({ text: PAGE, name: PAGE_NAME })).document;
  const changed = async () => {
    const text = JSON.stringify(await document());
    return text.replaceAll("The duration", "A duration").replaceAll('"default":30', '"default":45');
  };
  const pages = () => readdirSync(join(root, "openapi/pages")).sort();
  const id = PAGE_NAME.replace(/^.*\/|\.txt$/g, "");

  test("nothing is written where it says the same", THOROUGH, async () => {
    writeFileSync(target, NOTED_DOCUMENT);
    const file = await put(
      "new.json",
      JSON.stringify({ ...(await document()), info: { title: "T", version: "9" } }),
    );
    expect(await run({ file, check: true })).toMatchObject({ changed: false });
    expect(await run({ file })).toMatchObject({
      changed: false,
      message: expect.stringContaining("is up to date with elsewhere/new.json"),
    });
    expect(readFileSync(target, "utf8")).toBe(NOTED_DOCUMENT);
    expect(pages()).toEqual([`${id}.txt`]);
  });

  test(
    "the one operation is kept in place of the page, and makes the same document again",
    THOROUGH,
    async () => {
      writeFileSync(target, NOTED_DOCUMENT);
      const file = await put("new.json", await changed());
      expect(await run({ file, check: true })).toMatchObject({ changed: true });
      expect(pages()).toEqual([`${id}.txt`]);
      expect(await run({ file })).toMatchObject({ changed: true });
      expect(pages()).toEqual([`${id}.yaml`]);
      const kept = join(root, `openapi/pages/${id}.yaml`);
      expect(readFileSync(kept, "utf8")).toMatch(/^# One operation of new\.json, as capture read it/);
      expect(readFileSync(target, "utf8")).toContain(`npx contract capture openapi/pages/${id}.yaml`);
      expect(await run({ file: kept, check: true })).toMatchObject({ changed: false });
      expect(await run({ file, check: true })).toMatchObject({ changed: false });
    },
  );

  test("a Markdown export is kept as it came, and the page outside replaces it again", THOROUGH, async () => {
    const [path = ""] = Object.keys((await document()).paths as object);
    const export_ = [
      "# T",
      "",
      "## OpenAPI",
      "",
      `\`\`\`\`yaml POST ${path}`,
      await changed(),
      "````",
      "",
    ].join("\n");
    await run({ file: await put("new.md", export_) });
    expect(pages()).toEqual([`${id}.md`]);
    expect(readFileSync(join(root, `openapi/pages/${id}.md`), "utf8")).toBe(export_);
    await run({ file: await put("new.txt", PAGE) });
    expect(pages()).toEqual([`${id}.txt`]);
    expect(readFileSync(target, "utf8")).toBe(NOTED_DOCUMENT);
  });

  test("every overlay action that it makes redundant is named at once", async () => {
    const richer = readSource({ text: NOTED_DOCUMENT, name: "d.yaml", operation: id });
    const file = await put("richer.json", JSON.stringify((await richer).document));
    const message = await refusalOf(run({ file }));
    expect(message).toMatch(
      /^openapi\/overlay\.yaml: \d\d actions do not fit what the source says: action \d+ \(target [^;]+\): it changes nothing; action/,
    );
    expect(existsSync(target)).toBe(false);
  });

  test("nothing is written that could not be generated from", async () => {
    const text = (await changed()).replace('"type":"boolean"', '"type":"integer","minimum":2,"maximum":1');
    const file = await put("new.json", text);
    await expect(run({ file })).rejects.toThrow(/calendars\.yaml#.*no number/);
    expect(existsSync(target)).toBe(false);
    expect(pages()).toEqual([`${id}.txt`]);
  });

  test("the page stays where the document cannot be written", async () => {
    mkdirSync(target);
    const file = await put("new.json", await changed());
    await expect(run({ file })).rejects.toThrow(/calendars\.yaml/);
    expect(pages()).toEqual([`${id}.txt`]);
    expect(readFileSync(page, "utf8")).toBe(PAGE);
  });

  test("what was read besides, and what is left out, is told", async () => {
    const made = await document();
    const [path = ""] = Object.keys(made.paths as object);
    const api = JSON.parse(JSON.stringify(made));
    api.paths[path].post.responses["500"] = {
      description: "D",
      content: { "application/json": { schema: { $ref: "#/gone" } } },
    };
    api.paths[path].post.responses["503"] = {
      description: "D",
      content: { "application/json": { schema: { $ref: "more.json#/a" } } },
    };
    await put("more.json", '{"a": {"type": "object"}}');
    const { remarks } = await run({ file: await put("new.json", JSON.stringify(api)) });
    expect(remarks).toEqual([
      "also read elsewhere/more.json",
      expect.stringMatching(
        /^left out: elsewhere\/new\.json#\/paths\/.*\/\$ref: \$ref "#\/gone" leads nowhere \(.*\)$/,
      ),
    ]);
  });
});
