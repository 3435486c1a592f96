import { describe, expect, test } from "vitest";
import type { Schema } from "../../../src/contract/contract.ts";
import { createFlatten } from "../../../src/sandbox/flatten-schema.ts";

const text: Schema = { type: "string" };
const flatten = createFlatten({ Named: { type: "object", properties: { a: text }, required: ["a"] } });
const $ref = "#/components/schemas/Named";

describe("a flat schema", () => {
  const table: [string, Schema, unknown][] = [
    ["true", true, {}],
    ["a plain one is itself", text, text],
    ["a $ref is what it names", { $ref }, { type: "object", properties: { a: text }, required: ["a"] }],
    [
      "what stands beside a $ref counts too",
      { $ref, readOnly: true },
      expect.objectContaining({ readOnly: true }),
    ],
    [
      "allOf adds up",
      { allOf: [{ $ref }, { properties: { b: text }, required: ["b"] }] },
      { type: "object", properties: { a: text, b: text }, required: ["a", "b"] },
    ],
    [
      "a property told twice must be both",
      { allOf: [{ $ref }, { properties: { a: { minLength: 1 } } }] },
      expect.objectContaining({ properties: { a: { allOf: [text, { minLength: 1 }] } } }),
    ],
    ["a nullable one is its other branch", { anyOf: [{ type: "null" }, text] }, text],
    [
      "of several branches only the names count",
      { oneOf: [{ $ref }, { properties: { b: { default: 1 } } }] },
      { properties: { a: true, b: true } },
    ],
  ];
  test.each(table)("%s", (_name, given, want) => expect(flatten(given)).toEqual(want));

  test("an unknown $ref is an error that names it", () => {
    expect(() => flatten({ $ref: "#/components/schemas/Nobody" })).toThrow("#/components/schemas/Nobody");
  });
});
