import { describe, expect, test } from "vitest";
import { apiOf, propertyOf, readApi, refusalOf, schemasOf } from "../api.ts";

describe("OpenAPI 3.0 is lifted to 3.1:", () => {
  test.each<[string, object, unknown]>([
    ["nullable", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["nullable false", { type: "string", nullable: false }, { type: "string" }],
    ["a nullable enum", { type: "string", nullable: true, enum: ["a"] }, { type: ["string", "null"], enum: ["a", null] }],
    ["a nullable enum that lists null", { type: "number", nullable: true, enum: [null, 1] }, { type: ["number", "null"], enum: [1, null] }],
    ["nullable beside allOf", { nullable: true, allOf: [{ $ref: "#/components/schemas/Base" }] }, { type: ["object", "null"], properties: { b: { type: "string" } } }],
    ["nullable beside anyOf", { nullable: true, anyOf: [{ type: "string" }, { type: "number" }] }, { anyOf: [{ type: "string" }, { type: "number" }, { type: "null" }] }],
    ["an example", { type: "string", example: "x" }, { type: "string", examples: ["x"] }],
    ["an example that is null", { type: "string", example: null }, { type: "string", examples: [null] }],
    ["example and examples", { type: "string", example: "x", examples: ["x", "y"] }, { type: "string", examples: ["x", "y"] }],
    ["named examples", { type: "string", examples: { one: { value: "x" } } }, { type: "string", examples: ["x"] }],
    ["an exclusive minimum", { type: "number", minimum: 1, exclusiveMinimum: true }, { type: "number", exclusiveMinimum: 1 }],
    ["an exclusive maximum", { type: "number", maximum: 9, exclusiveMaximum: true }, { type: "number", exclusiveMaximum: 9 }],
    ["bounds that are not exclusive", { type: "number", minimum: 1, exclusiveMinimum: false }, { type: "number", minimum: 1 }],
    ["what stands beside a reference is ignored", { $ref: "#/components/schemas/Base", description: "no" }, { type: "object", properties: { b: { type: "string" } } }],
  ])("%s", async (_, schema, want) => {
    const schemas = { Base: { type: "object", properties: { b: { type: "string" } } } };
    expect(await propertyOf(schema, { schemas })).toEqual(want);
  }); // biome-ignore format: a table reads better in lines
});

describe("what says the same is written the same:", () => {
  const schemas = {
    Base: { type: "object", title: "Base", required: ["a"], properties: { a: { type: "string" } } },
    Text: { type: "string" },
  };
  test.each<[string, object, unknown]>([
    ["a list of one type", { type: ["string"] }, { type: "string" }],
    ["null first", { type: ["null", "string"] }, { type: ["string", "null"] }],
    ["anyOf with null", { anyOf: [{ type: "null" }, { type: "string" }] }, { type: ["string", "null"] }],
    ["anyOf of one", { description: "D", anyOf: [{ type: "string" }] }, { type: "string", description: "D" }],
    ["a constant", { type: "string", const: "x" }, { type: "string", enum: ["x"] }],
    ["what holds anyway", { type: "string", deprecated: false, minLength: 0, description: "" }, { type: "string" }],
    ["properties that are allowed anyway", { type: "object", additionalProperties: true, required: [] }, { type: "object" }],
    ["the order of required", { type: "object", required: ["b", "a"], properties: { a: {}, b: {} } }, { type: "object", required: ["a", "b"], properties: { a: {}, b: {} } }],
    ["names and hints for tools", { type: "string", title: "T", $comment: "c", "x-vendor": 1 }, { type: "string" }],
    ["a schema that stands elsewhere", { $ref: "#/components/schemas/Text" }, { type: "string" }],
    ["a reference with words of its own", { $ref: "#/components/schemas/Text", description: "D" }, { type: "string", description: "D" }],
    ["allOf of one", { description: "D", allOf: [{ $ref: "#/components/schemas/Base" }] }, { type: "object", description: "D", required: ["a"], properties: { a: { type: "string" } } }],
    ["allOf of several", { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { b: { type: "number" } } }] }, { type: "object", required: ["a"], properties: { a: { type: "string" }, b: { type: "number" } } }],
    ["allOf of one property twice", { allOf: [{ properties: { a: { type: "string" } } }, { properties: { a: { maxLength: 3 } } }] }, { properties: { a: { type: "string", maxLength: 3 } } }],
    ["what no one schema can say stays", { allOf: [{ pattern: "a" }, { pattern: "b" }] }, { allOf: [{ pattern: "a" }], pattern: "b" }],
    ["a property called like a keyword", { type: "object", properties: { $ref: { type: "string" }, title: { type: "string" } } }, { type: "object", properties: { $ref: { type: "string" }, title: { type: "string" } } }],
  ])("%s", async (_, schema, want) => {
    expect(await propertyOf(schema, { version: "3.1.0", schemas })).toEqual(want);
  }); // biome-ignore format: a table reads better in lines
});

describe("a schema that holds itself", () => {
  const tree = {
    type: "object",
    properties: {
      name: { type: "string" },
      leaves: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
    },
  };
  const items = (name: string) => ({
    ...tree.properties.leaves,
    items: { $ref: `#/components/schemas/${name}` },
  });

  test("stays a reference where it is the whole body", async () => {
    const schemas = await schemasOf({ $ref: "#/components/schemas/Tree" }, { schemas: { Tree: tree } });
    const leaves = items("AddThingRequest");
    expect(schemas).toEqual({ AddThingRequest: { ...tree, properties: { ...tree.properties, leaves } } });
  });

  test("is called after its place, whatever the source calls it", async () => {
    const body = { type: "object", properties: { top: { $ref: "#/components/schemas/Tree" } } };
    const renamed = JSON.parse(JSON.stringify(tree).replaceAll("/Tree", "/Renamed"));
    const one = await schemasOf(body, { schemas: { Tree: tree } });
    const other = await schemasOf(JSON.parse(JSON.stringify(body).replaceAll("/Tree", "/Renamed")), {
      schemas: { Renamed: renamed },
    });
    expect(Object.keys(one)).toEqual(["AddThingRequest", "AddThingRequestTop"]);
    expect(other).toEqual(one);
  });

  test("through another one is found as well", async () => {
    const schemas = {
      A: { type: "object", properties: { b: { $ref: "#/components/schemas/B" } } },
      B: { type: "object", properties: { a: { $ref: "#/components/schemas/A" } } },
    };
    expect(await schemasOf({ $ref: "#/components/schemas/A" }, { schemas })).toEqual({
      AddThingRequest: {
        type: "object",
        properties: {
          b: { type: "object", properties: { a: { $ref: "#/components/schemas/AddThingRequest" } } },
        },
      },
    });
  });

  test("and nothing else is refused", async () => {
    const schemas = { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } };
    expect(await refusalOf(schemasOf({ $ref: "#/components/schemas/A" }, { schemas }))).toMatch(
      /^api\.json#\/components\/schemas\/\w: a schema that is nothing but itself; expected/,
    );
  });
});

test("schemas that unfold without end are refused", async () => {
  const twice = (name: string) => ({ type: "object", properties: { l: { $ref: name }, r: { $ref: name } } });
  const schemas = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`S${at}`, twice(`#/components/schemas/S${at + 1}`)]),
  );
  const api = apiOf({ $ref: "#/components/schemas/S0" }, { schemas: { ...schemas, S40: {} } });
  expect(await refusalOf(readApi(api))).toMatch(/unfold to more than 20000 places/);
});

describe("refused with its place:", () => {
  test.each<[string, unknown, RegExp]>([
    ["dynamic references", { $dynamicRef: "#a" }, /unsupported schema keyword "\$dynamicRef"/],
  ])("%s", async (_, schema, message) => {
    const refusal = await refusalOf(propertyOf(schema, { version: "3.1.0" }));
    expect(refusal).toMatch(message);
    expect(refusal).toMatch(/^api\.json#\/paths\/~1things\/post\/requestBody\/content\/application~1json\/schema\/[^\n]+; expected [^\n]+; [^\n]+$/);
  }); // biome-ignore format: a table reads better in lines
});
