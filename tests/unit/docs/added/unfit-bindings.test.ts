import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { unfitBindings } from "../../../../src/docs/added/unfit-bindings.ts";

const text = { type: "string" };

/** An operation with a body of one field and one parameter, named so. */
const added = (field: string, parameter: string) => ({
  ...{ id: "make-note", file: "openapi/operations/make-note/source.yaml" },
  document: {
    paths: { "/notes": { post: { parameters: [{ name: parameter, in: "query", schema: text }] } } },
    components: { schemas: { Note: { type: "object", properties: { [field]: text } as JsonObject } } },
  } as { readonly [name: string]: Json },
});

test.each<[string, string, string, readonly string[]]>([
  ["a field and a parameter", "accountId", "groupId", []],
  ["a field that was renamed", "owner", "groupId", ["accountId"]],
  ["nothing", "owner", "group", ["accountId", "groupId"]],
])("of bindings to %s, those to nothing are told", (_, field, parameter, told) => {
  const root = mkdtempSync(join(tmpdir(), "contract-bindings-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "openapi"));
  writeFileSync(
    join(root, "openapi/project.yaml"),
    "bindings: {accountId: API_ACCOUNT, groupId: API_GROUP}\n",
  );
  const lines = unfitBindings(root, [added(field, parameter)]);
  expect(lines.map((line) => /field or parameter "(\w+)"/.exec(line)?.[1])).toEqual(told);
  for (const line of lines)
    expect(line).toMatch(/^openapi\/project\.yaml: bindings: .* bound to nothing; correct/);
});
