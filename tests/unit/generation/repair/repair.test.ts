import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches } from "../../../../src/contract/conditions/matches.ts";
import type { Schema } from "../../../../src/contract/contract.ts";
import type { InstanceGenerator } from "../../../../src/contract/instance-generator.ts";
import type { Json } from "../../../../src/core/json.ts";
import { randomOf } from "../../../../src/core/seed.ts";
import {
  array,
  boolean,
  values as listed,
  nothing,
  number,
  object,
  optional,
  required,
  text,
} from "../../../../src/generation/arbitrary/index.ts";
import { falsified, repaired } from "../../../../src/generation/repair/edits.ts";
import { repair } from "../../../../src/generation/repair/repair.ts";
import { conditions, values } from "../../contract/conditions/random-rules.ts";

/** Trips: a kind, some guests with roles, a price. */
const trips = object({
  kind: optional(listed(["walk", "ride", "sail"])),
  guests: optional(
    array(
      object({
        role: optional(listed(["guide", "child", "adult"])),
        age: required(number({ minimum: 0, maximum: 99 })),
      }),
    ),
  ),
  price: optional(number({ minimum: 0, maximum: 500 })),
  name: required(text(["North", "South"])),
  night: optional(boolean()),
  gap: optional(nothing()),
} as never) as unknown as InstanceGenerator;

const is = (name: string, value: Json): Schema => ({
  required: [name],
  properties: { [name]: { const: value } },
});
const guide: Schema = is("role", "guide");
const sail: Schema = is("kind", "sail");
const body = (rest: object): Json => ({ name: "North", ...rest }) as Json;

/** A body, the conditions that it breaks, and what of it must still stand afterwards. */
const TABLE: readonly [string, { given: Json; conditions: readonly Schema[]; keeps?: Json }][] = [
  ["nothing to mend", { given: body({ kind: "walk" }), conditions: [true, { required: ["name"] }], keeps: body({ kind: "walk" }) }],
  ["a constant", { given: body({ kind: "walk", price: 7 }), conditions: [sail], keeps: { price: 7 } }],
  ["a listed value", { given: body({ kind: "walk" }), conditions: [{ properties: { kind: { enum: ["ride", "sail"] } } }] }],
  ["a bound", { given: body({ price: 3 }), conditions: [{ properties: { price: { minimum: 100 } } }] }],
  ["an exclusive bound", { given: body({ price: 3 }), conditions: [{ properties: { price: { exclusiveMinimum: 3, exclusiveMaximum: 6 } } }] }],
  ["a pattern that no value of the location has", { given: body({ price: 3 }), conditions: [{ properties: { name: { pattern: "^[A-Z]-\\d{2}$" } } }], keeps: { price: 3 } }],
  ["a pattern that must not match", { given: body({}), conditions: [{ properties: { name: { not: { pattern: "^[A-Z][a-z]+$" } } } }] }],
  ["a missing property", { given: body({}), conditions: [{ required: ["guests", "night"] }] }],
  ["a property that must be gone", { given: body({ night: true, price: 1 }), conditions: [{ not: { required: ["night"] } }], keeps: { price: 1 } }],
  ["a property that is false", { given: body({ night: true }), conditions: [{ properties: { night: false } }] }],
  ["too few items", { given: body({ guests: [] }), conditions: [{ properties: { guests: { minItems: 2 } } }] }],
  ["too many items", { given: body({ guests: [{ age: 1 }, { age: 2 }, { age: 3 }] }), conditions: [{ properties: { guests: { maxItems: 1 } } }], keeps: { guests: [{ age: 1 }] } }],
  ["an item of its kind", { given: body({ guests: [{ age: 1 }] }), conditions: [{ properties: { guests: { contains: guide } } }] }],
  ["an item in an empty list", { given: body({ guests: [] }), conditions: [{ properties: { guests: { contains: guide } } }] }],
  ["exactly one item of its kind", { given: body({ guests: [{ role: "guide", age: 1 }, { role: "guide", age: 2 }] }), conditions: [{ properties: { guests: { contains: guide, maxContains: 1 } } }] }],
  ["no item of its kind", { given: body({ guests: [{ role: "guide", age: 1 }] }), conditions: [{ properties: { guests: { items: { not: guide } } } }] }],
  ["the conclusion of a condition", { given: body({ kind: "sail" }), conditions: [{ if: sail, then: { required: ["price"] } }], keeps: { kind: "sail" } }],
  ["a conclusion that is false", { given: body({ kind: "sail" }), conditions: [{ if: sail, then: false }] }],
  ["the other conclusion", { given: body({ kind: "walk", night: true }), conditions: [{ if: sail, else: { not: { required: ["night"] } } }] }],
  ["a negated conjunction", { given: body({ kind: "sail", night: true }), conditions: [{ not: { allOf: [sail, is("night", true)] } }] }],
  ["one of several", { given: body({ kind: "walk", price: 1 }), conditions: [{ anyOf: [sail, { properties: { price: { minimum: 5 } } }] }] }],
  ["two that pull apart", { given: body({ kind: "sail" }), conditions: [{ if: sail, then: { required: ["night"] } }, { not: { required: ["night"] } }] }],
  ["a chain", { given: body({ kind: "sail" }), conditions: [{ if: sail, then: { required: ["guests"] } }, { properties: { guests: { contains: guide } } }, { if: { required: ["guests"] }, then: is("night", false) }], keeps: { kind: "sail" } }],
]; // biome-ignore format: a table reads better in lines

describe("a body is repaired for", () => {
  it.each(TABLE)("%s", (_, { given, conditions: wanted, keeps }) => {
    for (let seed = 0; seed < 20; seed++) {
      const found = repair(given, wanted, trips, randomOf(seed));
      expect(found).toMatchObject((keeps ?? {}) as object);
      for (const condition of wanted) expect(matches(condition, found!), JSON.stringify(found)).toBe(true);
    }
  });

  it.each<[string, Schema[]]>([
    ["conditions that contradict each other", [sail, { not: sail }]],
    ["false", [false]],
    ["a required property that must be gone", [{ not: { required: ["name"] } }]],
    ["a property that no generator makes", [{ required: ["unknown"] }]],
  ])("never for %s", (_, wanted) => {
    expect(repair(body({ kind: "walk" }), wanted, trips, randomOf(1))).toBeUndefined();
  });

  it("what else is asked of the result", () => {
    const accept = (one: Json) => matches({ not: { required: ["price"] } }, one);
    const either: Schema = { anyOf: [{ required: ["price"] }, { required: ["night"] }] };
    expect(repair(body({}), [either], trips, randomOf(1), accept)).toMatchObject({
      night: expect.any(Boolean),
    });
  });
});

describe("mending, whatever the conditions", () => {
  it("gives nothing or what meets them all, leaves what met them, and does not change what it was given", () => {
    let repairs = 0;
    fc.assert(
      fc.property(
        fc.array(conditions, { minLength: 1, maxLength: 3 }),
        values,
        fc.integer(),
        (wanted, given, seed) => {
          const before = JSON.stringify(given);
          const generator = { make: () => 1 as Json, shrink: () => [] };
          const found = repair(given, wanted, generator, randomOf(seed));
          expect(JSON.stringify(given)).toBe(before);
          if (wanted.every((one) => matches(one, given))) expect(found).toBe(given);
          else if (found !== undefined) {
            repairs += 1;
            for (const condition of wanted) expect(matches(condition, found)).toBe(true);
          }
        },
      ),
      { numRuns: 1500, seed: 11 },
    );
    expect(repairs).toBeGreaterThan(100);
  });

  it("falsifies what met a condition", () => {
    fc.assert(
      fc.property(conditions, values, (condition, given) => {
        for (const other of falsified(condition, given, {
          generator: undefined,
          breadth: 12,
          random: randomOf(1),
          repaired,
          falsified,
        })) {
          if (typeof other !== "symbol") expect(matches(condition, other)).toBe(false);
        }
      }),
      { numRuns: 1500, seed: 13 },
    );
  });
});
