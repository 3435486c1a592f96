import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decision,
  type PartialInstance,
  SOMETHING,
  UNDECIDED,
} from "../../../../src/contract/conditions/decide.ts";
import { matches } from "../../../../src/contract/conditions/matches.ts";
import { conjuncts, mentions } from "../../../../src/contract/conditions/parts.ts";
import type { Schema } from "../../../../src/contract/contract.ts";
import type { Json } from "../../../../src/core/json.ts";
import { isObject } from "../../../../src/core/json.ts";
import { conditions, values } from "./random-rules.ts";

/** A body with some of its values taken out; the body itself is one of those that it can become. */
const withHoles: Arbitrary<{ body: Json; partial: PartialInstance }> = fc
  .tuple(values, fc.infiniteStream(fc.nat(5)))
  .map(([body, chance]) => ({ body, partial: holed(body, chance) }));

function holed(value: Json, chance: Iterator<number>): PartialInstance {
  const hole = chance.next().value;
  if (hole === 0) return SOMETHING;
  if (Array.isArray(value)) return value.map((item) => holed(item, chance));
  if (!isObject(value)) return value;
  const made: { [name: string]: PartialInstance } = {};
  for (const [name, member] of Object.entries(value))
    made[name] = chance.next().value === 0 ? UNDECIDED : holed(member, chance);
  for (const name of ["a", "b"])
    if (!Object.hasOwn(made, name) && chance.next().value === 0) made[name] = UNDECIDED;
  return made;
}

describe("deciding a condition early", () => {
  it("never contradicts what holds of a body that the partial one can become", () => {
    fc.assert(
      fc.property(conditions, withHoles, (schema, { body, partial }) => {
        const decided = decision(schema)(partial);
        if (decided !== undefined) expect(decided).toBe(matches(schema, body));
      }),
      { numRuns: 4000 },
    );
  });

  it("decides of a whole body what holds of it, where constants are scalars", () => {
    fc.assert(
      fc.property(conditions, values, (schema, body) => {
        const decided = decision(schema)(body);
        if (decided === undefined) expect(JSON.stringify(schema)).toMatch(/"(const|enum)":/);
        else expect(decided).toBe(matches(schema, body));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, { schema: Schema; partial: PartialInstance; want: boolean | undefined }]>([
    [
      "a place that may be left out",
      { schema: { required: ["a"] }, partial: { a: UNDECIDED }, want: undefined },
    ],
    ["a place that is there", { schema: { required: ["a"] }, partial: { a: SOMETHING }, want: true }],
    ["a place left out", { schema: { required: ["a"] }, partial: {}, want: false }],
    [
      "a value not known",
      { schema: { properties: { a: { const: 1 } } }, partial: { a: SOMETHING }, want: undefined },
    ],
    ["enough items", { schema: { contains: { const: 1 } }, partial: [1, SOMETHING], want: true }],
    [
      "too many",
      { schema: { contains: { const: 1 }, maxContains: 1 }, partial: [1, 1, SOMETHING], want: false },
    ],
    [
      "perhaps too many",
      { schema: { contains: { const: 1 }, maxContains: 1 }, partial: [1, SOMETHING], want: undefined },
    ],
    [
      "either way",
      {
        schema: { if: { const: 1 }, then: { type: "number" }, else: { type: "number" } },
        partial: 1,
        want: true,
      },
    ],
  ])("%s", (_, { schema, partial, want }) => {
    expect(decision(schema)(partial)).toBe(want);
  });
});

describe("the parts of a condition", () => {
  it("hold together exactly when the condition does", () => {
    fc.assert(
      fc.property(conditions, values, (schema, body) => {
        expect(conjuncts(schema).every((part) => matches(part, body))).toBe(matches(schema, body));
      }),
      { numRuns: 4000 },
    );
  });

  it("look at the places that the condition looks at, and at no others", () => {
    fc.assert(
      fc.property(conditions, (schema) => {
        const whole = mentions(schema);
        for (const part of conjuncts(schema))
          for (const place of mentions(part)) expect(whole).toContain(place);
      }),
      { numRuns: 500 },
    );
  });
});
