import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { sampled } from "../../fixtures/sampled.ts";
import { documentOf, type ThingDocument } from "./documents.ts";

const SECRET = "read-from-elsewhere";
const folder = mkdtempSync(join(tmpdir(), "references-"));
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(String(request.url));
  response.end(JSON.stringify({ type: "string", description: SECRET }));
});

beforeAll(async () => {
  writeFileSync(join(folder, "secret.yaml"), `type: string\ndescription: ${SECRET}\n`);
  symlinkSync(join(folder, "secret.yaml"), join(folder, "link.yaml"));
  if (process.platform !== "win32") execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const targets = (): string[] => [
  `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`,
  `http://127.0.0.1:${(server.address() as AddressInfo).port}/x#/a`,
  join(folder, "secret.yaml"),
  join(folder, "link.yaml"),
  join(folder, "pipe.yaml"),
  `file://${join(folder, "secret.yaml")}`,
  "package.json#/name",
  "/etc/hostname",
  "#/gone",
  "#",
];

const post = ({ paths }: ThingDocument) => paths["/things"].post;
const withThing = (thing: object) => (ref: object) =>
  documentOf({ type: "object", properties: { field: { type: "object", ...thing, ...place(thing, ref) } } });
const place = (thing: object, ref: object) =>
  Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, value === HERE ? ref : value === LIST ? [ref] : value])); // biome-ignore format: one value
const HERE = "here";
const LIST = "list";

const DATA: readonly (readonly [string, (ref: object) => string])[] = [
  ["a default", withThing({ default: HERE })],
  ["the examples of a schema", withThing({ examples: LIST })],
  ["a value of an enum", withThing({ enum: LIST })],
  ["a const", withThing({ const: HERE })],
  ["an extension of a schema", withThing({ "x-note": HERE })],
  ["an extension of the document", (ref) => documentOf({ type: "object" }, (root) => { root["x-note"] = ref; })],
  ["the example of a media type", (ref) => documentOf({ type: "object" }, (root) => {
    Object.assign(Object.values(post(root).requestBody.content)[0] as object, { example: { deep: [ref] } });
  })],
  ["the examples of a media type", (ref) => documentOf({ type: "object" }, (root) => {
    Object.assign(Object.values(post(root).requestBody.content)[0] as object, { examples: { docs: { value: ref } } });
  })],
  ["a property of that name", ({ $ref }: { $ref?: string }) => documentOf({ type: "object", properties: { $ref: { type: "string", default: $ref } } })],
]; // biome-ignore format: a table reads better in lines

describe("a $ref that stands in data is data:", () => {
  for (const { options, rows } of sampled(DATA, 4))
    it.each(rows)("%s", options, async (_, document) => {
      for (const $ref of targets()) {
        const files = await generate(document({ $ref }), "things.yaml", "0");
        expect([...files.values()].join("\n")).not.toContain(SECRET);
      }
      expect(asked).toEqual([]);
    });
});

const REFERENCES: readonly (readonly [string, (ref: object) => string, string])[] = [
  ["a property", (ref) => documentOf({ type: "object", properties: { field: ref } }), "/properties/field"],
  ["a property called example", (ref) => documentOf({ type: "object", properties: { example: ref } }), "/properties/example"],
  ["a component that nothing uses", (ref) => documentOf({ type: "object" }, undefined, { Unused: { items: ref } }), "#/components/schemas/Unused/items"],
  ["a part of an allOf", (ref) => documentOf({ type: "object", allOf: [ref] }), "/allOf/0"],
  ["a path", (ref) => documentOf({ type: "object" }, ({ paths }) => Object.assign(paths, { "/a": ref })), "#/paths/~1a"],
  ["an answer", (ref) => documentOf({ type: "object" }, (root) => { post(root).responses["400"] = { ...ref }; }), "/responses/400"],
  ["a header of an answer", (ref) => documentOf({ type: "object" }, (root) => { Object.assign(post(root).responses["201"] ?? {}, { headers: { h: ref } }); }), "/headers/h"],
  ["a parameter", (ref) => documentOf({ type: "object" }, (root) => { post(root).parameters = [ref]; }), "/parameters/0"],
  ["an example by name", (ref) => documentOf({ type: "object" }, (root) => {
    Object.assign(Object.values(post(root).requestBody.content)[0] as object, { examples: { docs: ref } });
  }), "/examples/docs"],
]; // biome-ignore format: a table reads better in lines

describe("a $ref that leads out of the document, or nowhere, is refused with its place:", () => {
  for (const { options, rows } of sampled(REFERENCES, 4))
    it.each(rows)("%s", options, async (_, document, at) => {
      for (const $ref of targets()) {
        const failure = await generate(document({ $ref }), "things.yaml", "0").catch(
          (error: unknown) => error,
        );
        expect(failure).toBeInstanceOf(SuiteError);
        expect(String(failure)).toContain(`${at}: $ref ${JSON.stringify($ref)} leads `);
        expect(String(failure)).not.toContain("\n");
      }
      expect(asked).toEqual([]);
    });

  it("a parameter that refers to itself", async () => {
    const document = documentOf({ type: "object" }, (root) => {
      post(root).parameters = [{ $ref: "#/components/parameters/A" }];
      Object.assign(root.components, { parameters: { A: { $ref: "#/components/parameters/A" } } });
    });
    await expect(generate(document, "things.yaml", "0")).rejects.toThrow("leads back to itself");
  });
});
