import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withImpliedTypes } from "../../../../src/contract/conditions/implied-types.ts";
import { matches } from "../../../../src/contract/conditions/matches.ts";
import type { Schema } from "../../../../src/contract/contract.ts";
import type { Json } from "../../../../src/core/json.ts";
import { conditions, values } from "./random-rules.ts";

describe("a condition with implied types", () => {
  it("holds of nothing of which the condition does not", () => {
    fc.assert(
      fc.property(conditions, values, (schema, body) => {
        if (matches(withImpliedTypes(schema), body)) expect(matches(schema, body)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[string, Schema, Json, boolean]>([
    ["items of a text", { contains: true }, "text", false],
    ["items of a list", { contains: true }, [1], true],
    ["properties of a list", { properties: { a: {} } }, [], false],
    ["items of a text below", { properties: { a: { minItems: 1 } } }, { a: "text" }, false],
    ["items of a place left out", { properties: { a: { minItems: 1 } } }, {}, true],
    ["a pattern of a number", { pattern: "" }, 1, false],
    ["a pattern of a text", { pattern: "" }, "text", true],
    ["what must not be", { not: { minItems: 1 } }, "text", false],
    ["a type of its own", { type: ["string", "array"], minItems: 1 }, "text", true],
  ])("%s", (_, schema, value, want) => {
    expect(matches(withImpliedTypes(schema), value)).toBe(want);
  });
});
