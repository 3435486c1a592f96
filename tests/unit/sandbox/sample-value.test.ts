import { describe, expect, test } from "vitest";
import type { Schema } from "../../../src/contract/contract.ts";
import type { Json } from "../../../src/core/json.ts";
import { createFlatten } from "../../../src/sandbox/flatten-schema.ts";
import { fillRequired, sampleAnswer, sampleValue } from "../../../src/sandbox/sample-value.ts";

const flatten = createFlatten({});

describe("a sample", () => {
  const table: [Schema, Json][] = [
    [{ const: 7 }, 7],
    [{ enum: ["a", "b"] }, "a"],
    [{ type: "integer", default: 5 }, 5],
    [{ type: "boolean" }, true],
    [{ type: "string" }, ""],
    [{ type: "string", minLength: 2 }, "xx"],
    [{ type: "number", minimum: 3 }, 3],
    [{ type: "number", exclusiveMinimum: 3 }, 4],
    [{ type: ["null", "integer"] }, 0],
    [{ type: "null" }, null],
    [{ type: "array", minItems: 2, items: { type: "boolean" } }, [true, true]],
    [{ properties: { a: { type: "string" }, b: { type: "string" } }, required: ["a"] }, { a: "" }],
    [true, null],
  ];
  test.each(table)("of %j is %j", (schema, want) => expect(sampleValue(flatten, schema)).toEqual(want));

  test("as an answer it holds each declared property", () => {
    expect(sampleAnswer(flatten, { type: "object", properties: { a: { type: "boolean" } } })).toEqual({
      a: true,
    });
  });

  test.each<[Json, Json]>([
    [{ list: [{}, { n: 2 }] }, { list: [{ n: 0 }, { n: 2 }] }],
    [{}, { list: [] }],
  ])("fills in what is required and missing, deep: of %j it makes %j", (value, want) => {
    const item: Schema = { properties: { n: { type: "integer" } }, required: ["n"] };
    const schema: Schema = { properties: { list: { type: "array", items: item } }, required: ["list"] };
    fillRequired(flatten, schema, value);
    expect(value).toEqual(want);
  });
});
