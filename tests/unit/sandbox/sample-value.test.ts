import { describe, expect, test } from "vitest";
import type { Schema } from "../../../src/contract/contract.ts";
import type { Json } from "../../../src/core/json.ts";
import { createFlatten } from "../../../src/sandbox/flatten-schema.ts";
import { fillDeclared, sampleValue } from "../../../src/sandbox/sample-value.ts";

const flatten = createFlatten({});

describe("a sample", () => {
  const table: [Schema, Json][] = [
    [{ const: 7 }, 7],
    [{ enum: ["a", "b"] }, "a"],
    [{ type: "integer", default: 5 }, 5],
    [{ type: "boolean" }, true],
    [{ type: "string" }, "x"],
    [{ type: "string", minLength: 2 }, "xx"],
    [{ type: "number", minimum: 3 }, 3],
    [{ type: "number", exclusiveMinimum: 3 }, 4],
    [{ type: ["null", "integer"] }, 0],
    [{ type: "null" }, null],
    [{ type: "array", minItems: 2, items: { type: "boolean" } }, [true, true]],
    [
      { properties: { a: { type: "string" }, b: { type: "string" } }, required: ["a"] },
      { a: "x", b: "x" },
    ],
    [{ type: "array", items: { type: "boolean" } }, [true]],
    [{ type: "number", maximum: -1 }, -1],
    [{ type: "integer", minimum: 4, multipleOf: 5 }, 5],
    [{ type: "string", format: "date" }, "2026-01-01"],
    [{ type: "string", pattern: "^a{3}$" }, "aaa"],
    [{ oneOf: [{ type: "null" }, { type: "object", properties: { a: { const: 1 } } }] }, { a: 1 }],
    [{ properties: { secret: { type: "string", writeOnly: true } } }, {}],
    [true, null],
  ];
  test.each(table)("of %j is %j", (schema, want) => expect(sampleValue(flatten, schema)).toEqual(want));

  const wrong: [string, Schema, Json][] = [
    ["a text for a boolean", { type: "boolean", examples: ["true"] }, true],
    ["a text for a number", { type: "number", examples: ["5"], minimum: 1 }, 1],
    ["a number for a text", { type: "string", examples: [5] }, "x"],
    ["null where it is not allowed", { type: "string", default: null } as Schema, "x"],
    ["beyond a bound", { type: "integer", maximum: 3, examples: [9] }, 0],
    ["of another pattern", { type: "string", pattern: "^a{3}$", examples: ["b"] }, "aaa"],
    ["too long", { type: "string", maxLength: 2, examples: ["abc"] }, "x"],
    ["not listed", { enum: ["a"], default: "b" }, "a"],
    ["a list with a wrong item", { type: "array", items: { type: "boolean" }, examples: [["yes"]] }, [true]],
    ["an object without what it must have", { required: ["a"], properties: { a: { type: "boolean" } }, examples: [{}] }, { a: true }],
    ["an object with a wrong member", { properties: { a: { type: "boolean" } }, examples: [{ a: "true" }] }, { a: true }],
    ["but a right one behind a wrong one", { type: "boolean", examples: ["false", false] }, false],
  ]; // biome-ignore format: a table reads better in lines
  test.each(wrong)("holds no example or default that is wrong: %s", (_, schema, want) =>
    expect(sampleValue(flatten, schema)).toEqual(want),
  );

  test("that is plain holds no example and no default, which may be wrong", () => {
    expect(sampleValue(flatten, { type: "integer", default: 5, examples: [7] }, true)).toBe(0);
  });

  test("of a schema that requires itself has an end", () => {
    const open = createFlatten({ Node: { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } }, required: ["next"] } }); // biome-ignore format: a table reads better in lines
    expect(JSON.stringify(sampleValue(open, { $ref: "#/components/schemas/Node" })).length).toBeLessThan(
      2000,
    );
  });

  test.each<[Json, Json]>([
    [{ list: [{}, { n: 2 }] }, { list: [{ n: 0 }, { n: 2 }] }],
    [{}, { list: [{ n: 0 }] }],
  ])("fills in what is declared and missing, deep: of %j it makes %j", (value, want) => {
    const item: Schema = { properties: { n: { type: "integer" } }, required: ["n"] };
    const schema: Schema = { properties: { list: { type: "array", items: item } }, required: ["list"] };
    fillDeclared(flatten, schema, value, true);
    expect(value).toEqual(want);
  });

  test("fills in what contains itself once, and not again in what it has filled in", () => {
    const names = ["a", "b", "c", "d"];
    const node = { $ref: "#/components/schemas/Node" };
    const properties = Object.fromEntries(
      names.map((name) => [name, { type: "array" as const, items: node }]),
    );
    const open = createFlatten({ Node: { type: "object", properties } });
    const value: Json = { a: [{}] };
    fillDeclared(open, node, value, {});
    expect(JSON.stringify(value).length).toBeLessThan(2000);
  });

  test("leaves out what the request may send and did not, unless the answer must have it", () => {
    const answer: Schema = { properties: { a: { type: "integer" }, b: { type: "integer" }, id: { type: "string" } }, required: ["b"] }; // biome-ignore format: a table reads better in lines
    const value = {};
    fillDeclared(flatten, answer, value, { properties: { a: { type: "integer" }, b: { type: "integer" } } });
    expect(value).toEqual({ b: 0, id: "x" });
  });
});
