import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import type { Contract, Schema } from "../../../src/contract/contract.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import type { Json } from "../../../src/core/json.ts";
import { randomOf, seedOf } from "../../../src/core/seed.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { Independent } from "../../property/independent.ts";
import { bodyOf, documentOf, fieldDocument, type ThingDocument, type ThingOperation } from "./documents.ts";

const NODE = {
  type: "object",
  properties: { next: { $ref: "#/components/schemas/Node" }, size: { type: "integer" } },
  required: ["size"],
};
const FORKS = {
  type: "object",
  properties: { forks: { type: "array", items: { $ref: "#/components/schemas/Forks" } } },
  required: ["forks"],
};
const schemas = { Node: NODE, Forks: FORKS, Text: { type: "string", minLength: 2 } };
const at = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Each supported keyword in a schema; what is generated for it is valid, and there are as many different values. */
const SUPPORTED: readonly [string, { schema: unknown; different?: number }][] = [
  ["type null", { schema: { type: "null" }, different: 1 }],
  ["type boolean", { schema: { type: "boolean" }, different: 2 }],
  ["type integer", { schema: { type: "integer" } }],
  ["type number", { schema: { type: "number" } }],
  ["type string", { schema: { type: "string" } }],
  ["type array", { schema: { type: "array" } }],
  ["type object", { schema: { type: "object" } }],
  ["several types", { schema: { type: ["string", "integer", "null"], minLength: 3, maximum: 9 }, different: 10 }],
  ["no type", { schema: {} }],
  ["true", { schema: true }],
  ["enum", { schema: { enum: ["a", 1, null, true] }, different: 4 }],
  ["enum of objects", { schema: { enum: [{ a: 1 }, [2]] }, different: 2 }],
  ["enum narrowed by type", { schema: { type: "string", enum: ["a", null] }, different: 1 }],
  ["const", { schema: { const: { a: [1] } }, different: 1 }],
  ["const null", { schema: { const: null }, different: 1 }],
  ["minimum", { schema: { type: "number", minimum: 1000.5 } }],
  ["maximum", { schema: { type: "integer", maximum: -1000 } }],
  ["minimum and maximum less than one apart", { schema: { type: "number", minimum: 0.25, maximum: 0.75 }, different: 5 }],
  ["exclusiveMinimum", { schema: { type: "integer", exclusiveMinimum: 0, maximum: 2 }, different: 2 }],
  ["exclusiveMinimum, a fraction", { schema: { type: "integer", exclusiveMinimum: 0.5, maximum: 1 }, different: 1 }],
  ["exclusiveMaximum", { schema: { type: "number", exclusiveMaximum: 0 } }],
  ["exclusive bounds one apart", { schema: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }, different: 5 }],
  ["multipleOf", { schema: { type: "integer", multipleOf: 7, minimum: 1, maximum: 20 }, different: 2 }],
  ["multipleOf a fraction", { schema: { type: "number", multipleOf: 0.1, minimum: 0.05 } }],
  ["multipleOf a fraction for integers", { schema: { type: "integer", multipleOf: 0.4, maximum: 10, minimum: 1 }, different: 5 }],
  ["multipleOf above an exclusive bound", { schema: { type: "number", multipleOf: 5, exclusiveMinimum: 1, maximum: 10 }, different: 2 }],
  ["minLength", { schema: { type: "string", minLength: 300 } }],
  ["maxLength", { schema: { type: "string", maxLength: 2 } }],
  ["maxLength 0", { schema: { type: "string", maxLength: 0 }, different: 1 }],
  ["pattern", { schema: { type: "string", pattern: "^[A-F]{2}\\d{3}$" } }],
  ["pattern, not anchored, with lengths", { schema: { type: "string", pattern: "\\d", minLength: 4, maxLength: 30 } }],
  ...["date", "time", "date-time", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference", "uuid", "byte", "password"].map(
    (format): [string, { schema: unknown }] => [`format ${format}`, { schema: { type: "string", format } }],
  ),
  ["format int32", { schema: { type: "integer", format: "int32" } }],
  ["format double", { schema: { type: "number", format: "double" } }],
  ["minItems", { schema: { type: "array", minItems: 5, items: { type: "integer" } } }],
  ["maxItems", { schema: { type: "array", maxItems: 1, items: { type: "integer" } } }],
  ["maxItems 0", { schema: { type: "array", maxItems: 0, items: { type: "integer" } }, different: 1 }],
  ["uniqueItems", { schema: { type: "array", minItems: 3, uniqueItems: true, items: { enum: [1, 2, 3] } }, different: 6 }],
  ["items", { schema: { type: "array", items: { type: "array", items: { type: "boolean" } } } }],
  ["properties and required", { schema: { type: "object", properties: { a: { type: "integer" }, b: {} }, required: ["a"] } }],
  ["required without a property", { schema: { type: "object", properties: { a: {} }, required: ["a", "b"], additionalProperties: { type: "integer" } } }],
  ["additionalProperties false", { schema: { type: "object", properties: { a: {} }, additionalProperties: false } }],
  ["additionalProperties a schema", { schema: { type: "object", additionalProperties: { type: "integer" } } }],
  ["required of a map", { schema: { type: "object", additionalProperties: { type: "integer" }, required: ["a"] } }],
  ["nothing but additionalProperties false", { schema: { type: "object", additionalProperties: false }, different: 1 }],
  ["allOf", { schema: { allOf: [{ type: "integer", minimum: 5 }, { maximum: 6 }] }, different: 2 }],
  ["allOf of types", { schema: { allOf: [{ type: ["string", "null"], enum: ["a", null, 1] }, { type: ["null", "integer"] }] }, different: 1 }],
  ["allOf with a closed part", { schema: { allOf: [{ type: "object", properties: { a: {} }, additionalProperties: false }, { properties: { b: {} } }] } }],
  ["allOf of one property", { schema: { allOf: [{ type: "object", properties: { a: { type: "integer", minimum: 3 } }, required: ["a"] }, { properties: { a: { maximum: 4 } } }] }, different: 2 }],
  ["anyOf", { schema: { anyOf: [{ type: "integer" }, { type: "string", maxLength: 3 }] } }],
  ["oneOf", { schema: { oneOf: [{ type: "boolean" }, { type: "integer" }] } }],
  ["oneOf that overlaps", { schema: { oneOf: [{ type: "integer" }, { type: "number", minimum: 0.25, maximum: 50 }] } }],
  ["oneOf of objects that overlap", { schema: { oneOf: [{ type: "object", properties: { a: { type: "integer" } } }, { type: "object", properties: { b: {} }, required: ["b"] }] } }],
  ["oneOf beside properties", { schema: { type: "object", properties: { a: { type: "boolean" } }, oneOf: [{ required: ["a"] }, { properties: { b: { const: 1 } }, required: ["b"] }] } }],
  ["discriminator", { schema: { oneOf: [{ type: "object", properties: { is: { const: "a" } }, required: ["is"] }, { type: "object", properties: { is: { enum: ["b", "c"] } }, required: ["is"] }], discriminator: { propertyName: "is" } } }],
  ["not", { schema: { type: "string", not: { maxLength: 5 } } }],
  ["not of properties together", { schema: { type: "object", properties: { a: {}, b: {} }, not: { required: ["a", "b"] } } }],
  ["if, then and else", { schema: { type: "object", properties: { a: { type: "boolean" }, b: { type: "integer" } }, required: ["a"], if: { properties: { a: { const: true } } }, then: { required: ["b"] }, else: { not: { required: ["b"] } } } }],
  ["minProperties", { schema: { type: "object", properties: { a: { type: "integer" }, b: { type: "integer" } }, minProperties: 1 } }],
  ["minProperties of a map", { schema: { type: "object", additionalProperties: { type: "integer" }, minProperties: 2 } }],
  ["maxProperties", { schema: { type: "object", properties: { a: { type: "integer" }, b: { type: "integer" }, c: {} }, maxProperties: 1 } }],
  ["patternProperties", { schema: { type: "object", patternProperties: { "^x-": { type: "integer" } }, additionalProperties: false } }],
  ["propertyNames", { schema: { type: "object", propertyNames: { pattern: "^[A-Z]{2}$" }, additionalProperties: { type: "integer" } } }],
  ["propertyNames of a list", { schema: { type: "object", propertyNames: { enum: ["a", "b"] } } }],
  ["dependentRequired", { schema: { type: "object", properties: { a: { type: "integer" }, b: { type: "integer" } }, dependentRequired: { a: ["b"] } } }],
  ["dependentSchemas", { schema: { type: "object", properties: { a: { type: "integer" }, b: { type: "integer" } }, dependentSchemas: { a: { required: ["b"] } } } }],
  ["contains", { schema: { type: "array", items: { type: "boolean" }, contains: { const: true }, maxContains: 2 } }],
  ["unevaluatedProperties", { schema: { type: "object", properties: { a: { type: "integer" } }, unevaluatedProperties: false } }],
  ["$ref", { schema: at("Text") }],
  ["$ref with keywords beside it", { schema: { ...at("Text"), maxLength: 3 } }],
  ["a schema that contains itself", { schema: at("Node") }],
  ["two schemas that contain themselves", { schema: { type: "object", properties: { a: at("Node"), b: at("Node"), c: at("Forks") } } }],
  ["a schema that must contain itself in a list", { schema: at("Forks") }],
  ["annotations", { schema: { type: "string", title: "T", description: "D", default: "abc", examples: ["def"], deprecated: true, writeOnly: true, $comment: "c", externalDocs: { url: "https://x.example" }, xml: { name: "x" }, "x-own": {} } }],
]; // biome-ignore format: a table reads better in lines

describe("what is generated for", () => {
  /** One document with an operation for each row: code is generated once for all of them. */
  let contract: Contract;
  beforeAll(async () => {
    const document = JSON.parse(fieldDocument({}, schemas)) as ThingDocument;
    const post = JSON.stringify(document.paths["/things"].post);
    for (const [row, [, { schema }]] of SUPPORTED.entries()) {
      const own = JSON.parse(post) as ThingOperation;
      own.operationId = `create-${row}`;
      own.requestBody.content = { "application/json": { schema: bodyOf(schema) } };
      Object.assign(document.paths, { [`/things/${row}`]: { post: own } });
    }
    contract = await contractOf(JSON.stringify(document));
  });

  it.each(SUPPORTED.map((row, index) => [...row, index] as const))("%s is valid", (_, given, row) => {
    const { different = 3 } = given;
    const id = `create-${row}`;
    const valid = new Independent(contract.operations[id]!.requestBody!.schema, contract.schemas);
    const values = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const { value } = contract.arbitraries[id]!.generate(randomOf(seedOf(seed, "keyword")));
      if (!valid.accepts(value))
        expect.fail(`${JSON.stringify(value)}: ${JSON.stringify(valid.errors(value))}`);
      expect(contract.validators[id]!.request!(value)).toBe(true);
      values.add(JSON.stringify(value));
    }
    if (different < 3) expect(values.size).toBe(different);
    else expect(values.size).toBeGreaterThanOrEqual(different);
  });
});

const FIELD = "#/paths/~1things/post/requestBody/content/application~1json/schema/properties/field";

/** Schemas that must be refused, the words that the message must say, and the place below the field. */
const REFUSED: readonly [string, { schema: unknown; says: string; at?: string }][] = [
  ...Object.entries({
    dependencies: {},
    additionalItems: false,
    $recursiveRef: "#",
    contentEncoding: "base64",
    nullable: true,
    example: 1,
    $defs: {},
    $anchor: "a",
    $dynamicRef: "#a",
    divisibleBy: 2,
  }).map(([keyword, value]): [string, { schema: unknown; says: string }] => [
    keyword,
    { schema: { type: "string", [keyword]: value }, says: `"${keyword}"` },
  ]),
  ["a tag in what is no text", { schema: { type: "integer", "x-tag": true }, says: 'x-tag needs a free text, and this place is of type "integer"' }],
  ["a tag in a text of one form", { schema: { type: "string", pattern: "^a$", "x-tag": true }, says: "has pattern" }],
  ["a keyword deep down", { schema: { type: "array", items: { allOf: [{ properties: { "a/b": { dependencies: {} } } }] } }, says: '"dependencies"', at: "/items/allOf/0/properties/a~1b" }],
  ["a keyword in additionalProperties", { schema: { additionalProperties: { nullable: true } }, says: '"nullable"', at: "/additionalProperties" }],
  ["an unknown type", { schema: { type: "text" }, says: '"text"' }],
  ["a bad pattern", { schema: { type: "string", pattern: "(" }, says: "pattern (" }],
  ["a pattern that nothing can be drawn from", { schema: { type: "string", pattern: "^(?=a)b$" }, says: "^(?=a)b$" }],
  ["a pattern against the length", { schema: { type: "string", pattern: "^a{5}$", maxLength: 2 }, says: "no valid text" }],
  ["a dangling $ref", { schema: { $ref: "#/components/schemas/Lost" }, says: "#/components/schemas/Lost" }],
  ["a $ref to another file", { schema: { $ref: "other.yaml#/Thing" }, says: "other.yaml#/Thing" }],
  ["a schema that is a text", { schema: "string", says: "expected a schema" }],
  ["false", { schema: false, says: "no value is allowed" }],
  ["an enum of which the type allows nothing", { schema: { type: "string", enum: [1] }, says: "enum" }],
  ["bounds without an integer between", { schema: { type: "integer", minimum: 0.2, maximum: 0.8 }, says: "no number" }],
  ["bounds the wrong way round", { schema: { type: "number", minimum: 2, maximum: 1 }, says: "no number" }],
  ["a required property of a closed object", { schema: { type: "object", required: ["a"], additionalProperties: false }, says: '"a"' }],
  ["a required read-only property", { schema: { type: "object", properties: { a: { type: "string", readOnly: true } }, required: ["a"] }, says: "read-only", at: "/properties/a" }],
  ["a discriminator that no constant fixes", { schema: { oneOf: [{ type: "object", properties: { is: { type: "string" } }, required: ["is"] }], discriminator: { propertyName: "is" } }, says: '"is"', at: "/oneOf/0" }],
  ["oneOf beside anyOf", { schema: { oneOf: [{}], anyOf: [{}] }, says: "anyOf" }],
]; // biome-ignore format: a table reads better in lines

describe("a SuiteError names keyword and place of", () => {
  it.each(REFUSED)("%s", async (_, { schema, says, at: below = "" }) => {
    const failure = await generate(fieldDocument(schema), "openapi/things.yaml", "0").catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(SuiteError);
    expect((failure as Error).message).toContain(says);
    expect((failure as Error).message).toContain(FIELD + below);
    expect((failure as Error).message).not.toContain("\n");
  });

  it.each<[string, object, string]>([
    ["a title that is no text", { type: "string", title: 5 }, "title 5: expected a text"],
    ["a description that is no text", { type: "string", description: { a: 1 } }, 'description {"a":1}: expected a text'],
    ["a format that is no text", { type: "string", format: 1 }, "format 1: expected a text"],
    ["a reference that is no text", { $ref: 5 }, "$ref 5: expected a text"],
    ["a flag that is a text", { type: "string", readOnly: "yes" }, 'readOnly "yes": expected true or false'],
    ["an enum that is no list", { enum: "a" }, 'enum "a": expected a list'],
    ["no alternatives", { oneOf: [] }, "oneOf []: expected a list of at least one schema"],
    ["alternatives that are no list", { anyOf: {} }, "anyOf {}: expected a list of at least one schema"],
    ["no types", { type: [] }, "type []: expected a type"],
    ["a type twice", { type: ["string", "string"] }, 'type ["string","string"]: expected a type'],
    ["a name that is required twice", { type: "object", required: ["a", "a"] }, "required"],
    ["a required name that is no text", { type: "object", required: [1] }, "required [1]"],
    ["properties in a list", { type: "object", properties: [] }, "properties []: expected a mapping"],
  ])("a keyword with %s", async (_, schema, says) => {
    const refused = generate(fieldDocument(schema), "openapi/things.yaml", "0");
    await expect(refused).rejects.toThrow(SuiteError);
    await expect(refused).rejects.toThrow(says);
    await expect(refused).rejects.toThrow(FIELD);
  }); // biome-ignore format: a table reads better in lines

  it.each([
    ["two patterns", { pattern: "a" }, { pattern: "b" }],
    ["two divisors", { multipleOf: 2 }, { multipleOf: 3 }],
    ["no common type", { type: "string" }, { type: "integer" }],
    ["two lists of alternatives", { oneOf: [{ type: "string" }] }, { oneOf: [{ type: "null" }] }],
  ])("allOf of %s", async (_, one, other) => {
    const refused = generate(fieldDocument({ allOf: [one, other] }), "openapi/things.yaml", "0");
    await expect(refused).rejects.toThrow(SuiteError);
    await expect(refused).rejects.toThrow(FIELD);
  });

  it("a keyword of an answer or of a component that no operation uses", async () => {
    const unused = documentOf({ type: "object" }, undefined, { Unused: { nullable: true } });
    await expect(generate(unused, "x.yaml", "0")).rejects.toThrow("#/components/schemas/Unused");
    const answered = documentOf({ type: "object" }, ({ paths }) => {
      paths["/things"].post.responses["201"]!.content = {
        "application/json": { schema: { dependencies: {} } },
      };
    });
    await expect(generate(answered, "x.yaml", "0")).rejects.toThrow(
      /responses\/201.*"dependencies"|"dependencies".*responses\/201/,
    );
  });
});

describe("a rule's condition", () => {
  const withRule = (rule: unknown) =>
    documentOf({ type: "object", properties: { a: { type: "string" } } }, ({ paths }) => {
      paths["/things"].post["x-rules"] = [rule];
    });
  const docs = "#/paths/~1things/post";

  it.each<[string, Json | object, string]>([
    [
      "a keyword that rules cannot have",
      { id: "r", sentence: "S", docs, keeps: { format: "a" } },
      '"format"',
    ],
    [
      "a pattern of which no text can be drawn",
      { id: "r", sentence: "S", docs, keeps: { pattern: "^(?!a)b" } },
      "no text can be drawn from the pattern ^(?!a)b",
    ],
    ["a reference", { id: "r", sentence: "S", docs, keeps: { $ref: "#/components/schemas/A" } }, '"$ref"'],
    ["neither keeps nor breaks", { id: "r", sentence: "S", docs }, "neither keeps nor breaks"],
    ["no id", { sentence: "S", docs, keeps: true }, "id and sentence"],
    ["docs that lead nowhere", { id: "r", sentence: "S", docs: "#/paths/lost", keeps: true }, "#/paths/lost"],
  ])("is refused for %s", async (_, rule, says) => {
    const refused = generate(withRule(rule), "openapi/things.yaml", "0");
    await expect(refused).rejects.toThrow(SuiteError);
    await expect(refused).rejects.toThrow(says);
    await expect(refused).rejects.toThrow("/x-rules/0");
  });

  it("has its other side by negation where only one is given", async () => {
    const condition: Schema = { required: ["a"] };
    const { operations } = await contractOf(withRule({ id: "r", sentence: "S", docs, keeps: condition }));
    expect(operations["create-thing"]!.rules[0]).toMatchObject({
      keeps: condition,
      breaks: { not: condition },
    });
  });
});
