import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docPointer } from "../../../src/contract/pointers.ts";
import { documentLines, linesOf } from "../../../src/report/document-lines.ts";

const YAML = `# a comment
paths:
  "/a b/{id}":
    get:
      parameters:
        - name: one
        - name: two
          schema: { type: string }
components:
  "a/b~c": 1
`;

const JSON_TEXT = `{
  "a": [
    1,
    { "b": 2 }
  ]
}`;

test.each([
  ["a key", YAML, "#/paths", 2],
  ["a key that is escaped", YAML, "#/paths/~1a b~1{id}/get", 4],
  ["an item of a list", YAML, "#/paths/~1a b~1{id}/get/parameters/1", 7],
  ["a key in braces", YAML, "#/paths/~1a b~1{id}/get/parameters/1/schema/type", 8],
  ["a name with a slash and a tilde", YAML, "#/components/a~1b~0c", 10],
  ["the nearest above, where there is none", YAML, "#/paths/~1a b~1{id}/get/responses/200", 4],
  ["none, where nothing of it is there", YAML, "#/servers", undefined],
  ["none, for the whole", YAML, "", undefined],
  ["a member of JSON", JSON_TEXT, "#/a/1/b", 4],
] as const)("the line of a pointer is that of %s", (_, text, pointer, line) => {
  expect(linesOf(text)(docPointer(pointer))).toBe(line);
});

test("a document that is no YAML has no lines", () => {
  expect(linesOf("a: [1, {")("#/b")).toBeUndefined();
  expect(linesOf("")("#/b")).toBeUndefined();
});

test("the lines of each document of a project are its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "lines-"));
  for (const [file, text] of [["one.yaml", "a: 1\nb: 2\n"], ["two.yaml", "b: 1\n"]] as const) // biome-ignore format: a table
    writeFileSync(join(folder, file), text);
  const lineOf = documentLines(folder);
  expect([lineOf("one.yaml", "#/b"), lineOf("two.yaml", "#/b"), lineOf("none.yaml", "#/b")]).toEqual([
    2,
    1,
    undefined,
  ]);
});
