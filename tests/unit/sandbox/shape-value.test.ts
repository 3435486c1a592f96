import { describe, expect, test } from "vitest";
import type { Schema } from "../../../src/contract/contract.ts";
import type { Json } from "../../../src/core/json.ts";
import { createFlatten } from "../../../src/sandbox/flatten-schema.ts";
import { dropReadOnly, dropUndeclared, fillDefaults } from "../../../src/sandbox/shape-value.ts";

const flatten = createFlatten({});
const inner: Schema = {
  type: "object",
  properties: { size: { default: 1 }, seal: { readOnly: true } },
};
const schema: Schema = {
  type: "object",
  properties: {
    name: { type: "string", default: "none" },
    box: inner,
    boxes: { type: "array", items: inner },
    closed: { ...inner, additionalProperties: false },
    preset: { ...inner, default: {} },
  },
};

const shapes = { dropReadOnly, dropUndeclared, fillDefaults };
const table: [keyof typeof shapes, Json, Json][] = [
  ["fillDefaults", {}, { name: "none", preset: { size: 1 } }],
  ["fillDefaults", { name: null, box: {}, preset: null }, { name: null, box: { size: 1 }, preset: null }],
  [
    "fillDefaults",
    { name: "a", boxes: [{}, { size: 2 }, 3], preset: {} },
    { name: "a", boxes: [{ size: 1 }, { size: 2 }, 3], preset: { size: 1 } },
  ],
  ["fillDefaults", [], []],
  ["dropReadOnly", { box: { seal: 1, size: 2 }, boxes: [{ seal: 1 }] }, { box: { size: 2 }, boxes: [{}] }],
  ["dropUndeclared", { name: "a", other: 1, constructor: 2 }, { name: "a" }],
  [
    "dropUndeclared",
    { box: { other: 1 }, closed: { other: 1, size: 2 } },
    { box: { other: 1 }, closed: { size: 2 } },
  ],
];

describe("the shape of a value", () => {
  test.each(table)("%s makes of %j %j", (name, given, want) => {
    const before = JSON.stringify(schema);
    const value = structuredClone(given);
    shapes[name](flatten, schema, value);
    expect(value).toEqual(want);
    expect(JSON.stringify(schema)).toBe(before);
  });
});

test("a default that its schema does not allow is not filled in", () => {
  const value: Json = {};
  const properties: Schema = { properties: { on: { type: "boolean", default: "true" }, size: { type: "integer", default: 3 } } }; // biome-ignore format: one line
  fillDefaults(flatten, properties, value);
  expect(value).toEqual({ size: 3 });
});
