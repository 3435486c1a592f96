import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { inferSchema } from "../../../src/docs/page/infer-schema.ts";
import { responseSchema } from "../../../src/docs/page/response-schema.ts";

describe("an example's shape:", () => {
  test.each([
    ["a number", 3, { type: "number", examples: [3] }],
    ["a boolean", true, { type: "boolean", examples: [true] }],
    ["a placeholder is no example", "<string>", { type: "string" }],
    ["null", null, { type: "null" }],
    ["an array", ["a", "b"], { type: "array", items: { type: "string", examples: ["a", "b"] } }],
    ["an empty array", [], { type: "array", items: {} }],
    [
      "items of several types",
      [1, null],
      { type: "array", items: { type: ["number", "null"], examples: [1] } },
    ],
    [
      "items that show different properties",
      [{ a: [1] }, { a: [2], b: "<string>" }],
      {
        type: "array",
        items: {
          type: "object",
          properties: {
            a: { type: "array", items: { type: "number", examples: [1, 2] } },
            b: { type: "string" },
          },
        },
      },
    ],
  ])("%s", (_, example, want) => expect(inferSchema(example)).toEqual(want));
});

describe("an answer's property", () => {
  const request: JsonObject = {
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string", description: "its name" },
      size: { type: "number", default: 1 },
      parts: {
        type: "array",
        items: { type: "object", properties: { id: { type: "string", enum: ["a"] } } },
      },
    },
  };
  const answer = (example: JsonObject) => responseSchema(inferSchema({ thing: example }), request);

  test.each([
    ["is described as in the request", { name: "x" }, { name: { type: "string", description: "its name" } }],
    [
      "keeps its own type where the request's does not fit",
      { name: "x", size: "big" },
      { name: { type: "string", description: "its name" }, size: { type: "string", examples: ["big"] } },
    ],
    [
      "keeps what only the answer shows, nested as well",
      { name: "<string>", parts: [{ id: "a", url: "<string>" }] },
      {
        name: { type: "string", description: "its name" },
        parts: {
          type: "array",
          items: {
            type: "object",
            properties: { id: { type: "string", enum: ["a"] }, url: { type: "string" } },
          },
        },
      },
    ],
    [
      "is left alone in an object that is not the resource",
      { size: 2 },
      { size: { type: "number", examples: [2] } },
    ],
  ])("%s", (_, example, want) => {
    expect(answer(example)).toEqual({
      type: "object",
      properties: { thing: { type: "object", properties: want } },
    });
  });

  test("is described at the root as well, where nothing wraps the resource", () => {
    const root = responseSchema(inferSchema({ name: "x" }), request);
    expect(root.properties).toEqual({ name: { type: "string", description: "its name" } });
  });
});
