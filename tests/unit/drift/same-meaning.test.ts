/** Docs that say the same in other words, and sentences that come with what is new. */
import { describe, expect, test } from "vitest";
import type { FoundChange } from "../../../src/drift/change.ts";
import { cakeShop, drift, driftOf, editable, line } from "./operations.ts";

describe("bounds of whole numbers are compared by what they allow", () => {
  test.each<[string, object, object, string[]]>([
    ["the first multiple above a bound", { type: "integer", minimum: 1, multipleOf: 5 }, { type: "integer", minimum: 5, multipleOf: 5 }, []],
    ["a step that every whole number has", { type: "integer", multipleOf: 0.5 }, { type: "integer" }, []],
    ["numbers of a whole step", { type: "number", exclusiveMinimum: 0, multipleOf: 1 }, { type: "number", minimum: 1, multipleOf: 1 }, []],
    ["numbers that become whole", { type: "number", exclusiveMinimum: 0 }, { type: "integer", minimum: 1 }, ["type-changed"]],
    ["a step for numbers", { type: "number" }, { type: "number", multipleOf: 1 }, ["bound-tightened"]],
    ["another limit", { type: "integer", minimum: 1, multipleOf: 5 }, { type: "integer", minimum: 6, multipleOf: 5 }, ["bound-tightened"]],
  ])("%s: %j, %j", (_, from, to, kinds) => {
    const document = (schema: object) => {
      const shop = cakeShop();
      editable(shop).request.properties.note = schema;
      return shop;
    };
    expect(drift(document(from), document(to)).map(({ kind }) => kind)).toEqual(kinds);
  });
}); // biome-ignore format: a table reads better in lines

test("the names and the order of whole examples are no change, and one that differs is told once", () => {
  const document = (examples: object) => {
    const shop = cakeShop();
    editable(shop).operation.requestBody.content["application/json"].examples = examples;
    return shop;
  };
  const [small, large] = [{ value: { size: "small", note: "x" } }, { value: { note: "y", size: "large" } }];
  const turned = { value: { size: "large", note: "y" } };
  expect(drift(document({ a: small, b: large }), document({ b: turned, c: small }))).toEqual([]);
  const other = { value: { size: "large", note: "z" } };
  expect(drift(document({ a: small, b: large }), document({ a: small, b: other })).map(line)).toEqual([
    ["annotation", "request", "example-changed", "/note", "y", "z"],
  ]);
});

describe("sentences that arrive with", () => {
  const told = (changes: FoundChange[]) =>
    changes.flatMap(({ kind, sentences = [] }) => sentences.map(({ text, change }) => [kind, change, text]));
  const PIE = { type: "object", properties: { crust: { type: "string", description: "Must be thin." } } };

  test("an alternative of a union are told", () => {
    const document = (...more: object[]) => {
      const shop = cakeShop();
      editable(shop).request.properties.note = { oneOf: [{ type: "string" }, { type: "integer" }, ...more] };
      return shop;
    };
    expect(told(drift(document(), document(PIE)))).toEqual([["type-changed", "gained", "Must be thin."]]);
    expect(told(drift(document(PIE), document()))).toEqual([["type-changed", "lost", "Must be thin."]]);
  });

  test("a media type are told, and those that another one has are not", () => {
    const changes = driftOf(({ operation, request }) => {
      const { properties } = structuredClone(request);
      const schema = { type: "object", properties: { ...properties, pie: PIE } };
      operation.requestBody.content["multipart/form-data"] = { schema };
    });
    expect(told(changes)).toEqual([["type-changed", "gained", "Must be thin."]]);
  });

  test("a field of two media types are told with the field alone", () => {
    const changes = driftOf(({ operation, request }) => {
      request.properties.pie = PIE;
      operation.requestBody.content["multipart/form-data"] = { schema: structuredClone(request) };
    });
    expect(told(changes)).toEqual([["property-added", "gained", "Must be thin."]]);
  });

  test("the items of a list that was none are told, and the items are no change of their own", () => {
    const changes = driftOf(({ request }) => {
      request.properties.note = { type: "array", items: PIE };
    });
    expect(changes.map(line)).toEqual([
      ["breaking", "request", "type-changed", "/note", "string", "object[]"],
    ]);
    expect(told(changes)).toEqual([["type-changed", "gained", "Must be thin."]]);
  });
});
