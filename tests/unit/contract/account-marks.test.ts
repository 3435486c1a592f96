import { describe, expect, it } from "vitest";
import { AccountMarks } from "../../../src/contract/account-marks.ts";
import type { Schema, SchemaObject } from "../../../src/contract/contract.ts";

const text: Schema = { type: "string" };
const bound: Schema = { type: "string", "x-binding": { env: "USER" } };
const short: Schema = { type: "string", "x-tag": true, maxLength: 4 };
const long: Schema = { type: "string", "x-tag": true };
const schemas = { User: bound, Self: { properties: { self: { $ref: "#/components/schemas/Self" } } } };

describe("the marks of a schema", () => {
  const root: Schema = { type: "object", properties: { "a/b": short, long, text } };
  const marks = new AccountMarks(root, schemas);

  it("say where a tag can stand, of any length or of one that fits", () => {
    expect(marks.tagPointers()).toEqual(["/a~1b", "/long"]);
    expect(marks.tagPointers(4)).toEqual(["/a~1b", "/long"]);
    expect(marks.tagPointers(5)).toEqual(["/long"]);
  });

  it.each<[string, Schema | undefined, boolean]>([
    ["a binding", bound, true],
    ["a unique value", { type: "string", "x-unique": true }, true],
    ["a tag", long, true],
    ["plain text", text, false],
    ["a boolean schema", true, false],
    ["no schema", undefined, false],
    ["a reference to a mark", { $ref: "#/components/schemas/User" }, true],
    ["a schema that contains itself", { $ref: "#/components/schemas/Self" }, false],
    ["a list of marks", { items: bound }, true],
    ["an alternative", { oneOf: [text, bound] }, true],
    ["any member", { additionalProperties: bound }, true],
  ])("reach %s: %s", (_, schema, want) => {
    expect(marks.isMarked(schema)).toBe(want);
    expect(marks.isMarked(schema)).toBe(want);
  });

  it("lead through the properties that are marked alone", () => {
    const found = marks.markedProperties({ properties: { text, bound } });
    expect([...(found ?? [])]).toEqual([["bound", bound]]);
  });

  it.each<[string, SchemaObject]>([
    ["alternatives", { properties: { bound }, anyOf: [text] }],
    ["members of any name", { properties: { bound }, additionalProperties: bound }],
  ])("lead nowhere for certain where there are %s", (_, schema) => {
    expect(marks.markedProperties(schema)).toBeUndefined();
  });
});
