import { describe, expect, it } from "vitest";
import { boundary } from "../../../src/cases/boundary.ts";
import { covering } from "../../../src/cases/covering.ts";
import { invalid } from "../../../src/cases/invalid.ts";
import { probe } from "../../../src/cases/probe.ts";
import { generate } from "../../../src/codegen/generate.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import type { Json } from "../../../src/core/json.ts";
import { randomOf, seedOf } from "../../../src/core/seed.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { sampled } from "../../fixtures/sampled.ts";
import { contextOf, draftsOf } from "../../property/contexts.ts";
import { fieldDocument } from "./documents.ts";

const listed = (count: number) => Array.from({ length: count }, (_, index) => `value ${index}`);
const named = (count: number, schema: unknown) =>
  Object.fromEntries(listed(count).map((name) => [name, schema]));

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let schema: unknown = { type: "string" };
  for (let left = depth; left > 0; left--) schema = wrap(schema);
  return schema;
}

/** What int64 ends at, which is no exact number. */
const INT64 = 2 ** 63;

const text = { type: "string" };
const integer = { type: "integer" };
const list = { type: "array", items: text };
const withinObject = (inner: unknown) => ({ type: "object", properties: { inner } });

/** What docs can say of a field, and what of it can be tested all the same. */
const WORKS: readonly [string, unknown][] = [
  ["an integer up to int64", { ...integer, maximum: INT64 }],
  ["an integer from int64 on", { ...integer, minimum: -INT64 }],
  ["an integer of all of int64", { ...integer, minimum: -INT64, maximum: INT64 }],
  ["an integer between what int64 excludes", { ...integer, exclusiveMinimum: -INT64, exclusiveMaximum: INT64 }],
  ["an integer up to the last exact one", { ...integer, maximum: Number.MAX_SAFE_INTEGER }],
  ["a number up to the largest double", { type: "number", maximum: 1.79e308 }],
  ["a number of all doubles", { type: "number", minimum: -1.79e308, maximum: 1.79e308 }],
  ["a number of fine steps", { type: "number", multipleOf: 1e-6, minimum: 0 }],
  ["a number of steps that are larger than its range", { type: "number", multipleOf: 1e9 }],
  ["a text of up to int32", { ...text, maxLength: 2147483647 }],
  ["a text of up to ten million", { ...text, maxLength: 10_000_000 }],
  ["a text of up to 2^53", { ...text, maxLength: 2 ** 53 }],
  ["a list of up to int32", { ...list, maxItems: 2147483647 }],
  ["a list of up to a million", { ...list, maxItems: 1_000_000 }],
  ["a list of 200 different texts", { ...list, minItems: 200, uniqueItems: true }],
  ["a list of every value of its enum", { type: "array", items: { enum: listed(60) }, minItems: 60, uniqueItems: true }],
  ["a pattern that backtracks", { ...text, pattern: "^(a+)+$" }],
  ["a pattern that backtracks in three ways", { ...text, pattern: "^(([a-z ])+.)+[A-Z]([a-z ])+$" }],
  ["ten thousand values", { enum: listed(10_000) }],
  ["fields of a hundred values each", { type: "object", properties: named(8, { enum: listed(100) }) }],
  ["objects fifty deep", nested(50, withinObject)],
  ["an object or null", { type: ["object", "null"], properties: { x: text } }],
  ["an object or null with what only the endpoint writes", { type: ["object", "null"], properties: { x: { ...text, readOnly: true }, y: text } }],
  ["an object or null as alternatives", { anyOf: [{ type: "object", properties: { x: text } }, { type: "null" }] }],
  ["a list or null", { type: ["array", "null"], items: { type: ["object", "null"], properties: { x: text } } }],
  ["a text or a number", { type: ["string", "number"], minLength: 2, maximum: 5 }],
  ["a list or a text", { type: ["array", "string"], items: text, minItems: 2 }],
  ["anything", { type: ["string", "number", "boolean", "object", "array", "null"] }],
]; // biome-ignore format: a table reads better in lines

describe("a field that is", () => {
  for (const { options, rows } of sampled(WORKS, 3))
    it.each(rows)("%s is sent with values that are exact", options, async (_, schema) => {
      const contract = await contractOf(fieldDocument(schema));
      const context = contextOf(contract);
      const [arbitrary] = Object.values(contract.arbitraries);
      for (let seed = 0; seed < 20; seed++) {
        const { value } = arbitrary!.generate(randomOf(seedOf(seed, "bounds")));
        expect(context.underTest.accepts(value as Json)).toBe(true);
        expect(inexact(value)).toEqual([]);
      }
      for (const kind of [boundary, covering, invalid, probe])
        for (const { name, body, expect: wanted } of draftsOf(kind, context, 200)) {
          if (wanted === "accept") expect(context.underTest.accepts(body as Json), name).toBe(true);
          if (wanted === "reject" && body !== undefined) expect(inexact(body), name).toEqual([]);
        }
    });

  it.each([
    [{ type: ["object", "null"], properties: { x: text } }],
    [{ type: ["object", "string", "array"], properties: { x: text } }],
  ])("%j is an object where an unknown property is put into it", async (schema) => {
    const context = contextOf(await contractOf(fieldDocument(schema)));
    const [draft] = draftsOf(probe, context).filter(({ name }) => name === "unknown-property/field");
    expect(draft!.body).toMatchObject({ field: { undocumentedProperty: "sent" } });
  });

  it("an integer of int64 is tried at the nearest numbers that are exact", async () => {
    const bounds = { minimum: -INT64, maximum: INT64 };
    const context = contextOf(await contractOf(fieldDocument({ ...integer, ...bounds })));
    const sent = draftsOf(boundary, context).map(({ body }) => (body as { field: number }).field);
    for (const most of [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1])
      for (const bound of [most, -most]) expect(sent).toContain(bound);
  });
});

/** Whole numbers in a value that are not what their digits say; what tries them on purpose (2^53, 1e308) aside. */
function inexact(value: unknown): unknown[] {
  if (typeof value === "number")
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(inexact) : [];
}

const FIELD = "#/paths/~1things/post/requestBody/content/application~1json/schema/properties/field";

/** What docs can say of a field that nothing can be made of, the words that the message must say, and the place below. */
const REFUSED: readonly [string, { schema: unknown; says: string; at?: string }][] = [
  ["a text of at least a thousand million", { schema: { ...text, minLength: 1e9 }, says: "minLength 1000000000" }],
  ["a text of at least one and a half", { schema: { ...text, minLength: 1.5 }, says: "minLength 1.5" }],
  ["a text of less than none", { schema: { ...text, maxLength: -1 }, says: "maxLength -1" }],
  ["a length that is a text", { schema: { ...text, maxLength: "5" }, says: 'maxLength "5"' }],
  ["a text longer than it may be", { schema: { ...text, minLength: 5, maxLength: 2 }, says: "no text is within" }],
  ["a list of at least a thousand million", { schema: { ...list, minItems: 1e9 }, says: "minItems 1000000000" }],
  ["a list of at least 2^53", { schema: { ...list, minItems: 2 ** 53 }, says: "minItems 9007199254740992" }],
  ["a list longer than it may be", { schema: { ...list, minItems: 5, maxItems: 2 }, says: "no list is within" }],
  ["a list longer than it may be by two parts", { schema: { allOf: [{ ...list, minItems: 5 }, { maxItems: 2 }] }, says: "no list is within" }],
  ["three different of two", { schema: { type: "array", items: { type: "boolean" }, minItems: 3, uniqueItems: true }, says: "2 values", at: "/items" }],
  ["more different ones than the enum has", { schema: { type: "array", items: { enum: [1, 2, null] }, minItems: 4, uniqueItems: true }, says: "3 values", at: "/items" }],
  ["more different ones than the range has", { schema: { type: "array", items: { ...integer, minimum: 1, maximum: 3 }, minItems: 4, uniqueItems: true }, says: "3 values", at: "/items" }],
  ["numbers between two that are next to each other", { schema: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 5e-324 }, says: "no number is within" }],
  ["long texts that come to millions of characters", { schema: { ...list, minItems: 1000, items: { ...text, minLength: 100_000 } }, says: "that much text" }],
  ["lists that come to millions of characters where they are longest", { schema: { ...list, maxItems: 1000, items: { ...text, minLength: 50_000 } }, says: "the longest list" }],
  ["lists in lists that come to millions", { schema: nested(3, (items) => ({ type: "array", minItems: 200, items })), says: "10000 values" }],
  ["steps that no number can tell", { schema: { type: "number", multipleOf: 1e-300 }, says: "multipleOf 1e-300" }],
  ["steps of nothing", { schema: { type: "number", multipleOf: 0 }, says: "multipleOf 0" }],
  ["steps beyond all exact numbers", { schema: { type: "number", multipleOf: 1e300 }, says: "multipleOf 1e+300" }],
  ["steps that are lost at the bounds", { schema: { type: "number", multipleOf: 1e-9, minimum: 1e9, maximum: 2e9 }, says: "so fine a step" }],
  ["steps of which none is within the bounds", { schema: { type: "number", multipleOf: 7, minimum: 1, maximum: 6 }, says: "no number is within" }],
  ["numbers beyond all exact ones", { schema: { ...integer, minimum: INT64 }, says: "no number within the bounds is exact" }],
  ["numbers below all exact ones", { schema: { ...integer, exclusiveMaximum: -INT64 }, says: "no number within the bounds is exact" }],
  ["a bound that is a text", { schema: { ...integer, minimum: "1" }, says: 'minimum "1"' }],
  ["exclusive bounds the wrong way round", { schema: { type: "number", exclusiveMinimum: 2, exclusiveMaximum: 1 }, says: "no number is within" }],
  ["a value that cannot be sent as it is", { schema: { enum: [1, INT64] }, says: "is not exact" }],
  ["a constant that cannot be sent as it is", { schema: { const: INT64 }, says: "is not exact" }],
  ["a pattern of repeats four deep", { schema: { ...text, pattern: "^((((a+)+)+)+)+$" }, says: "a repeat within" }],
  ["a pattern that repeats too often", { schema: { ...text, pattern: "^a{2147483647}$" }, says: "12000 steps" }],
  ["a pattern that looks behind", { schema: { ...text, pattern: "(?<=a)b" }, says: "looking around" }],
  ["three thousand properties", { schema: { type: "object", properties: named(3000, text) }, says: "more than 2000 places", at: "/properties/value 1" }],
  ["two hundred long lists of values", { schema: { type: "object", properties: named(200, { enum: listed(100) }) }, says: "5000 values to combine", at: "/properties/value 1" }],
]; // biome-ignore format: a table reads better in lines

const failureOf = (document: string): Promise<unknown> =>
  generate(document, "openapi/things.yaml", "0").catch((error: unknown) => error);

describe("a SuiteError of one line names the place of", () => {
  it.each(REFUSED)("%s", async (_, { schema, says, at = "" }) => {
    const failure = await failureOf(fieldDocument(schema));
    expect(failure).toBeInstanceOf(SuiteError);
    const { message } = failure as Error;
    expect(message).toContain(says);
    expect(message).toContain(FIELD + at);
    expect(message).not.toContain("\n");
    expect(message.length).toBeLessThan(500);
  });

  it.each([
    ["objects five hundred deep", nested(500, withinObject)],
    ["lists five hundred deep", nested(500, (items) => ({ type: "array", items }))],
    ["alternatives five hundred deep", nested(500, (inner) => ({ anyOf: [inner, { type: "null" }] }))],
    ["a value that is five hundred deep", { enum: [nested(500, (inner) => [inner])] }],
  ])("%s", async (_, schema) => {
    const failure = await failureOf(fieldDocument(schema));
    expect(failure).toBeInstanceOf(SuiteError);
    expect((failure as Error).message).toMatch(/^openapi\/things\.yaml(:1|#\/paths\/.*): nested too deep/);
  });
});
