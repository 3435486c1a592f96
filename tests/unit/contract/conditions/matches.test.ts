import { Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches, RULE_KEYWORDS } from "../../../../src/contract/conditions/matches.ts";
import type { Schema } from "../../../../src/contract/contract.ts";
import type { Json } from "../../../../src/core/json.ts";
import { conditions, values } from "./random-rules.ts";

const independent = (schema: Schema, value: Json): boolean =>
  new Validator({ allOf: [schema] } as never, "2020-12", true).validate(value).valid;

describe("a condition", () => {
  it("holds exactly where an independent validator says so", () => {
    let held = 0;
    fc.assert(
      fc.property(conditions, values, (schema, value) => {
        const want = independent(schema, value);
        if (want) held += 1;
        expect(matches(schema, value)).toBe(want);
      }),
      { numRuns: 5000, seed: 7 },
    );
    expect(held).toBeGreaterThan(1000);
    expect(held).toBeLessThan(4500);
  });

  it.each<[string, Schema, Json[], Json[]]>([
    ["type", { type: "integer" }, [1, -2, 1e300], [1.5, "1", null]],
    ["type list", { type: ["null", "number"] }, [null, 0.5, 1], ["", false]],
    ["const", { const: { a: [1] } }, [{ a: [1] }], [{ a: [1, 2] }, { a: [1], b: 1 }, 1]],
    ["enum", { enum: [null, 0, "a"] }, [null, 0, -0, "a"], [false, "A", 1]],
    ["minimum", { minimum: 2 }, [2, 3, "1"], [1.999]],
    ["maximum", { maximum: 2 }, [2, -3, null], [2.001]],
    ["exclusiveMinimum", { exclusiveMinimum: 2 }, [2.001], [2, 1]],
    ["exclusiveMaximum", { exclusiveMaximum: 2 }, [1.999], [2, 3]],
    ["pattern", { pattern: "^\\d{2}$" }, ["12", 1, null], ["123", "", "1x"]],
    ["required", { required: ["constructor"] }, [{ constructor: 1 }, []], [{}, { a: 1 }]],
    ["properties", { properties: { toString: { const: 1 } } }, [{}, { toString: 1 }, 3], [{ toString: 2 }]],
    ["items", { items: { type: "null" } }, [[], [null], {}], [[null, 1]]],
    ["minItems", { minItems: 1 }, [[0], "text"], [[]]],
    ["maxItems", { maxItems: 1 }, [[], [0]], [[0, 0]]],
    ["contains", { contains: { const: 1 } }, [[0, 1], "x"], [[], [0]]],
    ["minContains", { contains: { const: 1 }, minContains: 2 }, [[1, 0, 1]], [[1, 0]]],
    ["minContains 0", { contains: { const: 1 }, minContains: 0 }, [[], [0]], []],
    ["maxContains", { contains: { const: 1 }, maxContains: 1 }, [[1, 0]], [[1, 1], []]],
    ["allOf", { allOf: [{ minimum: 1 }, { maximum: 1 }] }, [1], [0, 2]],
    ["anyOf", { anyOf: [{ minimum: 5 }, { maximum: 1 }] }, [0, 5], [3]],
    ["not", { not: { required: ["a"] } }, [{}], [{ a: 1 }, 1]],
    ["if and then", { if: { minimum: 5 }, then: { const: 7 } }, [7, 1], [6]],
    ["if and else", { if: { minimum: 5 }, else: { const: 1 } }, [7, 1], [2]],
    ["then without if", { then: false }, [1], []],
    ["true", true, [1, null], []],
    ["false", false, [], [1, null]],
  ])("%s", (_, schema, held, broken) => {
    const all = [...held, ...broken];
    expect(all.filter((value) => matches(schema, value))).toEqual(held);
    expect(all.filter((value) => independent(schema, value))).toEqual(held);
  });

  it("is of the keywords that the table above names", () => {
    expect([...RULE_KEYWORDS].sort()).toEqual([
      "allOf", "anyOf", "const", "contains", "else", "enum", "exclusiveMaximum", "exclusiveMinimum", "if", "items",
      "maxContains", "maxItems", "maximum", "minContains", "minItems", "minimum", "not", "pattern", "properties",
      "required", "then", "type",
    ]); // biome-ignore format: a list reads better in lines
  });
});
