import { describe, expect, it } from "vitest";
import type { InstanceGenerator } from "../../../src/contract/instance-generator.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import type { Json } from "../../../src/core/json.ts";
import { randomOf, seedOf } from "../../../src/core/seed.ts";
import {
  array,
  body,
  boolean,
  hasConstants,
  lazy,
  map,
  nothing,
  number,
  object,
  optional,
  required,
  text,
  typeIs,
  union,
  values,
} from "../../../src/generation/arbitrary/index.ts";

const made = <T>(generator: InstanceGenerator<T>, count = 300): T[] =>
  Array.from({ length: count }, (_, seed) => generator.make(randomOf(seedOf(seed, "made"))));
const simplestOf = <T>(generator: InstanceGenerator<T>, value: T): T => {
  for (const simpler of generator.shrink(value)) return simplestOf(generator, simpler);
  return value;
};

describe("a generator", () => {
  it.each<[string, InstanceGenerator<never>, Json]>([
    ["values", values(["c", "a"]), "c"],
    ["boolean", boolean(), false],
    ["nothing", nothing(), null],
    ["number", number(), 0],
    ["number with a minimum", number({ minimum: 3 }), 3],
    ["number below zero", number({ maximum: -3 }), -3],
    ["number of steps", number({ minimum: 0.05, multipleOf: 0.1 }), 0.1],
    ["text", text(["long one", "short", "b"]), "b"],
    ["array", array(number()), []],
    ["array of at least two", array(boolean(), { minItems: 2 }), [false, false]],
    ["array of different items", array(values([1, 2, 3]), { minItems: 2, uniqueItems: true }), [2, 1]],
    ["map", map(number(), ["a", "b"]), {}],
    ["object", object({ a: required(number()), b: optional(number()) } as never), { a: 0 }],
    ["union", union([{ generator: nothing(), accepts: typeIs("null") }]), null],
  ] as never)("%s shrinks to its simplest value", (name, generator: InstanceGenerator<Json>, simplest) => {
    const ends = new Set(made(generator, 50).map((value) => JSON.stringify(simplestOf(generator, value))));
    if (name === "array of different items")
      expect([...ends].every((end) => JSON.parse(end).length === 2)).toBe(true);
    else expect([...ends]).toEqual([JSON.stringify(simplest)]);
  });

  it("of numbers has no noise of binary fractions", () => {
    const hundredths = made(number({ minimum: 0, multipleOf: 0.01 })).map(String);
    expect(Math.max(...hundredths.map((one) => one.length))).toBeLessThan(8);
    const tenths = number({ minimum: 0, multipleOf: 0.1 });
    const simpler = made(tenths).flatMap((value) => [...tenths.shrink(value)].map(String));
    expect(simpler.length).toBeGreaterThan(0);
    expect(Math.max(...simpler.map((one) => one.length))).toBeLessThan(6);
  });

  it("of numbers has fractions where they are allowed, and none where they are not", () => {
    expect(made(number()).some((value) => !Number.isInteger(value))).toBe(true);
    expect(made(number({ integer: true })).every(Number.isInteger)).toBe(true);
  });

  it("of objects makes sparse, mixed and full ones, and sets __proto__ as a property", () => {
    const fields = Object.fromEntries(
      ["a", "b", "c", "d", "e", "f", "__proto__"].map((name) => [name, optional(boolean())]),
    );
    const sizes = new Set(made(object(fields as never)).map((one) => Object.keys(one).length));
    expect([...sizes].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("of different items says so where there are too few", () => {
    const two = array(values([1]), { minItems: 2, uniqueItems: true, docs: "#/a" });
    expect(() => two.make(randomOf(1))).toThrow(SuiteError);
    expect(() => two.make(randomOf(1))).toThrow("#/a: fewer than 2 different items");
  });

  it("of a schema that contains itself comes to an end, however many ways lead back", () => {
    const tree: InstanceGenerator = object({
      left: required(array(lazy(() => tree))),
      right: required(array(lazy(() => tree))),
      rest: optional(
        map(
          lazy(() => tree),
          ["a", "b", "c"],
        ),
      ),
    } as never) as unknown as InstanceGenerator;
    const sum: InstanceGenerator = union([
      {
        generator: object({ a: required(lazy(() => sum)), b: required(lazy(() => sum)) } as never),
        accepts: typeIs("object"),
      },
      { generator: number(), accepts: typeIs("number") },
    ]);
    for (const generator of [tree, sum]) {
      const sizes = made(generator).map((value) => JSON.stringify(value).length);
      expect(sizes.length).toBeGreaterThan(0);
      expect(Math.max(...sizes)).toBeLessThan(20_000);
    }
  });
});

describe("an alternative is known", () => {
  it("by its constants", () => {
    const isCat = hasConstants({ kind: ["cat"], legs: [3, 4] });
    expect(
      [{ kind: "cat", legs: 4 }, { kind: "cat" }, { kind: "dog", legs: 4 }, "cat", null].map(isCat),
    ).toEqual([true, false, false, false, false]);
  });

  it("by its type and what it must have", () => {
    expect([1, 1.5, "1"].map(typeIs("integer"))).toEqual([true, false, false]);
    expect([1, 1.5, "1", null].map(typeIs("number", "null"))).toEqual([true, true, false, true]);
    expect([{ a: 1 }, {}, []].map(typeIs("object", { required: ["a"] }))).toEqual([true, false, false]);
  });
});

describe("bodies", () => {
  const generator = object({
    a: required(number({ minimum: 0, maximum: 9 })),
    b: optional(boolean()),
  } as never) as InstanceGenerator<object>;
  const rule = { id: "r", sentence: "", docs: "", breaks: false } as const;

  it("are tried again where what else is asked does not hold", () => {
    const even = body(generator, [], (one) => (one as { a: number }).a % 2 === 0);
    for (let seed = 0; seed < 50; seed++) {
      const { value } = even.generate(randomOf(seed));
      expect((value as { a: number }).a % 2).toBe(0);
      for (const { value: simpler } of even.shrink(value)) expect((simpler as { a: number }).a % 2).toBe(0);
    }
  });

  it("shrink to what a rule demands, from any body", () => {
    const ruled = body(generator, [{ ...rule, keeps: { required: ["b"] } }]);
    let value: object = { a: 7, b: true };
    for (
      let next = ruled.shrink(value).getNthOrLast(0);
      next !== null;
      next = ruled.shrink(value).getNthOrLast(0)
    )
      value = next.value;
    expect(value).toEqual({ a: 0, b: false });
    expect(ruled.canShrinkWithoutContext({ a: 1 })).toBe(false);
    expect(ruled.canShrinkWithoutContext({ a: 1, b: true })).toBe(true);
  });

  it("are refused where rules contradict each other", () => {
    const never = body(generator, [{ ...rule, keeps: false }]);
    expect(() => never.generate(randomOf(1))).toThrow(/contradict/);
  });
});
