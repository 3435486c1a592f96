import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadSource } from "../../../../src/docs/source/load-source.ts";
import { loadDocument } from "../../../../src/docs/source/whole-document.ts";
import { apiOf, type Parts, refusalOf } from "../api.ts";

let root: string;
const SHARED = {
  components: {
    schemas: { Text: { type: "string", example: "x" }, Self: { $ref: "#/components/schemas/Text" } },
  },
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "references-"));
  put("work/apps/other.json", SHARED);
  put("work/apps/deep/more.yaml", SHARED);
  put("work/common/shared.json", SHARED);
  put("work/.hidden/secret.json", SHARED);
  put("elsewhere/secret.json", SHARED);
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, content: object | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}

const property = (ref: string) => ({ type: "object", properties: { p: { $ref: ref } } });

async function load(schema: object, parts: Parts = {}) {
  put("work/apps/api.json", apiOf(schema, parts));
  return loadSource(join(root, "work/apps/api.json"), { name: "apps/api.json", operation: "add-thing" });
}

const AT =
  "apps/api.json#/paths/~1things/post/requestBody/content/application~1json/schema/properties/p/$ref";

describe("a reference is followed", () => {
  test.each([
    ["to a file beside", "other.json#/components/schemas/Text", "apps/other.json"],
    ["to one below", "./deep/more.yaml#/components/schemas/Text", "apps/deep/more.yaml"],
    ["to one in the folder beside", "../common/shared.json#/components/schemas/Text", "common/shared.json"],
    ["from there on", "../common/shared.json#/components/schemas/Self", "common/shared.json"],
    ["to a file that lies beside, not where it says", "../gone/other.json#/components/schemas/Text", "apps/other.json"],
    ["to one in a folder below, not beside", "../deep/more.yaml#/components/schemas/Text", "apps/deep/more.yaml"],
    ["to one in a folder beside, not below", "common/shared.json#/components/schemas/Text", "common/shared.json"],
    ["to one in a folder beside, not further up", "../../common/shared.json#/components/schemas/Text", "common/shared.json"],
    ["to one that is named from the root and lies beside", "/schemas/other.json#/components/schemas/Text", "apps/other.json"],
  ])("%s", async (_, ref, file) => {
    const { document, read, broken } = await load(property(ref));
    expect(document).toMatchObject({ components: { schemas: { AddThingRequest: { properties: { p: { type: "string", examples: ["x"] } } } } } });
    expect({ read, broken }).toEqual({ read: [file], broken: [] });
  }); // biome-ignore format: a table reads better in lines

  test("from file to file, where one holds nothing but a reference", async () => {
    put("work/apps/first.yaml", { $ref: "deep/second.yaml" });
    put("work/apps/deep/second.yaml", { $ref: "more.yaml#/components/schemas/Text" });
    const responses = { 200: { description: "D", headers: { "X-Left": { $ref: "first.yaml" } } } };
    put("work/apps/deep/more.yaml", { components: { schemas: { Text: { schema: { type: "integer" } } } } });
    const { document } = await load({ type: "object" }, { operation: { responses } });
    expect(JSON.stringify(document)).toContain('"X-Left":{"schema":{"type":"integer"}}');
  });

  test.each([
    ["a path", { $ref: "paths/notes.yaml" }],
    ["a method", { get: { $ref: "paths/notes.yaml#/get" } }],
  ])("to %s in a file of its own", async (_, item) => {
    const get = { operationId: "listNotes", responses: { 200: { description: "D" } } };
    put("work/apps/paths/notes.yaml", { get });
    put("work/apps/api.yaml", { openapi: "3.0.0", info: {}, paths: { "/notes": item } });
    const file = join(root, "work/apps/api.yaml");
    const { lines } = await loadDocument(file);
    expect(lines).toEqual(["GET /notes"]);
    for (const operation of ["GET /notes", "listNotes"]) {
      const { document } = await loadSource(file, { operation });
      expect(document).toMatchObject({ paths: { "/notes": { get: { responses: { 200: {} } } } } });
    }
  });

  test("to a media type among the components, as OpenAPI 3.2 has it", async () => {
    const content = { "application/json": { $ref: "#/components/mediaTypes/Text" } };
    const get = { responses: { 200: { description: "D", content } } };
    const components = { mediaTypes: { Text: { schema: { type: "string" } } } };
    put("work/apps/api.json", { openapi: "3.2.0", info: {}, paths: { "/text": { get } }, components });
    const { document } = await loadSource(join(root, "work/apps/api.json"), {});
    expect(document).toMatchObject({ components: { schemas: { GetTextResponse: { type: "string" } } } });
  });

  test("to more documents than an operation of few files needs", async () => {
    const names = Array.from({ length: 80 }, (_, index) => `p${index}`);
    for (const name of names) put(`work/apps/${name}.yaml`, { type: "string" });
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: `${name}.yaml` }]));
    const { read } = await load({ type: "object", properties });
    expect(read).toHaveLength(80);
  });

  test("within the document, where its pointer is escaped", async () => {
    const schemas = { "a/b~c d": { type: "number" } };
    const { document } = await load(property("#/components/schemas/a~1b~0c%20d"), { schemas });
    expect(document).toMatchObject({
      components: { schemas: { AddThingRequest: { properties: { p: { type: "number" } } } } },
    });
  });
});

describe("a broken reference is named with its place and its reason:", () => {
  test.each<[string, string, RegExp]>([
    ["a schema that is not there", "#/components/schemas/Gone", /api\.json has nothing at \/components\/schemas\/Gone/],
    ["a member of Object itself", "#/components/schemas/constructor", /has nothing at/],
    ["a schema that is not in the file", "other.json#/components/schemas/Gone", /apps\/other\.json has nothing at/],
    ["a file that is nowhere", "../gone/none.json#/a", /gone\/none\.json: the file cannot be read \(ENOENT\), apps\/none\.json: .*ENOENT/],
    ["an anchor", "#Text", /anchors are not supported/],
    ["a bad escape", "#/%zz", /not percent-encoded/],
    ["a system file", "file:///etc/passwd", /a file leads to no other address/],
    ["another host", "http://127.0.0.1:9/shared.json", /a file leads to no other address/],
    ["another host without a scheme", "//127.0.0.1/shared.json", /a file leads to no other address/],
    ["a file from the root", "/etc/passwd", /is no \.json, \.yaml or \.yml file/],
    ["a file far above", "../../elsewhere/secret.json#/components/schemas/Text", /it lies elsewhere, where nothing is read from/],
    ["the same, escaped", "..%2F..%2Felsewhere/secret.json#/components/schemas/Text", /it lies elsewhere/],
    ["a hidden folder", "../.hidden/secret.json#/components/schemas/Text", /it lies elsewhere/],
    ["a link that leads out", "link.json#/components/schemas/Text", /it lies elsewhere/],
    ["a link beside the source, looked for where the reference does not lead", "../gone/link.json#/components/schemas/Text", /apps\/link\.json: it lies elsewhere/],
    ["a link in the folder beside", "../common/link.json#/components/schemas/Text", /it lies elsewhere.*apps\/link\.json: it lies elsewhere/],
    ["a folder that is a link", "linked/secret.json#/components/schemas/Text", /it lies elsewhere/],
    ["a link to a device", "device.json", /it lies elsewhere/],
    ["a pipe", "pipe.json", /this is no regular file/],
    ["a folder", "../folder.json", /this is a folder/],
    ["a file that is not JSON", "broken.json#/a", /neither JSON nor YAML/],
  ])("%s", async (_, ref, reason) => {
    put("work/apps/broken.json", '{"a": ');
    mkdirSync(join(root, "work/folder.json"));
    symlinkSync(join(root, "elsewhere/secret.json"), join(root, "work/apps/link.json"));
    symlinkSync(join(root, "elsewhere/secret.json"), join(root, "work/common/link.json"));
    symlinkSync(join(root, "elsewhere"), join(root, "work/apps/linked"));
    symlinkSync("/dev/zero", join(root, "work/apps/device.json"));
    execFileSync("mkfifo", [join(root, "work/apps/pipe.json")]);
    const message = await refusalOf(load(property(ref)));
    expect(message).toMatch(reason);
    expect(message).toContain(`${AT}: $ref ${JSON.stringify(ref.length > 60 ? `${ref.slice(0, 57)}…` : ref)} leads nowhere (`);
    expect(message).not.toContain("\n");
  }); // biome-ignore format: a table reads better in lines

  test("all of them in one line", async () => {
    const body = { type: "object", properties: { a: { $ref: "#/x" }, b: { $ref: "#/y" } } };
    expect(await refusalOf(load(body))).toMatch(
      /properties\/a\/\$ref: \$ref "#\/x".*properties\/b\/\$ref: \$ref "#\/y"/,
    );
  });
});

describe("a broken reference that the contract can do without", () => {
  test.each<[string, object, object, string]>([
    ["the body of an error answer", { content: { "application/json": { schema: { $ref: "#/gone" } } } }, { description: "" }, "content/application~1json/schema/$ref"],
    ["a part of one", { description: "D", content: { "application/json": { schema: { type: "object", properties: { p: { $ref: "#/gone" } } } } } }, { description: "D" }, "content/application~1json/schema/properties/p/$ref"],
    ["a whole error answer", { $ref: "#/gone" }, { description: "" }, "$ref"],
  ])("is left out and told: %s", async (_, answer, want, at) => {
    const operation = { responses: { 204: { description: "done" }, 400: answer } };
    const { document, broken } = await load({ type: "object" }, { operation });
    expect(document).toMatchObject({ paths: { "/things": { post: { responses: { 400: want } } } } });
    expect(JSON.stringify(document)).not.toContain("schema\":{}");
    expect(broken).toEqual([{ name: "apps/api.json", at: `/paths/~1things/post/responses/400/${at}`, ref: "#/gone", reason: expect.any(String) }]);
  }); // biome-ignore format: a table reads better in lines

  test("does not stop the capture in another operation, path or schema", async () => {
    const paths = {
      "/gone": { $ref: "gone.json" },
      "/other": { get: { responses: { 200: { $ref: "#/gone" } } } },
    };
    const { broken } = await load(
      { type: "object" },
      { paths, schemas: { Other: { $ref: "none.json#/a" } } },
    );
    expect(broken).toEqual([]);
  });

  test("is an error in the answer of a success", async () => {
    const operation = {
      responses: {
        200: { description: "D", content: { "application/json": { schema: { $ref: "#/gone" } } } },
      },
    };
    expect(await refusalOf(load({ type: "object" }, { operation }))).toMatch(
      /responses\/200\/.*\$ref "#\/gone" leads nowhere/,
    );
  });
});

test("a text from nowhere leads to no file", async () => {
  const { readApi } = await import("../api.ts");
  expect(await refusalOf(readApi(apiOf(property("other.json#/a"))))).toMatch(/comes from no file or address/);
});
