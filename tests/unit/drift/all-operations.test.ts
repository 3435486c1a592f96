/** All operations of two documents compared. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { compareAll } from "../../../src/drift/all-operations.ts";
import { allOperationsText } from "../../../src/drift/all-operations-text.ts";
import { TICKET_PAGE } from "../docs/ticket-forms.ts";

const folder = mkdtempSync(join(tmpdir(), "all-operations-"));
const put = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};
const api = (paths: JsonObject) => ({ openapi: "3.0.0", info: { title: "T", version: "1" }, paths });
const get = (type: string, more: JsonObject = {}): JsonObject => ({
  get: {
    responses: { 200: { description: "D", content: { "application/json": { schema: { type, ...more } } } } },
  },
});

test("each operation is told as what became of it, and the sum of all", async () => {
  const before = put("before.json", api({ "/same": get("string"), "/{a}": get("string"), "/gone": get("string"), "/odd": get("string") }));
  const after = put("after.json", api({ "/{b}/": get("number"), "/same": get("string"), "/new": get("string"), "/odd": get("string", { $dynamicRef: "#a" }) }));
  const report = await compareAll(before, after, []);
  expect(report.operations.map(({ line, status }) => [line, status])).toEqual([
    ["GET /same", "same"],
    ["GET /{a}", "changed"],
    ["GET /gone", "removed"],
    ["GET /odd", "unread"],
    ["GET /new", "added"],
  ]);
  const lines = allOperationsText(report).split("\n");
  expect(lines.map((line) => line.replace(/ +/g, " "))).toEqual([
    "breaking rule compatible annotation operation",
    expect.stringMatching(/^unread GET \/odd: .*unsupported schema keyword "\$dynamicRef"/),
    "removed GET /gone",
    "2 - - - GET /{a}",
    "added GET /new",
    "5 operations: 1 changed, 1 added, 1 removed, 1 unread, 1 same",
    "",
  ]);
}); // biome-ignore format: a document a line

test("the page of one operation is refused", async () => {
  const page = put("page.txt", TICKET_PAGE);
  await expect(compareAll(page, page, [])).rejects.toThrow(/docs of one operation.*leave out --all/);
});
