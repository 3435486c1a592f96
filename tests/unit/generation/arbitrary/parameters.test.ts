import { describe, expect, it } from "vitest";
import { randomOf } from "../../../../src/core/seed.ts";
import {
  constant,
  number,
  optional,
  parameters,
  required,
  values,
} from "../../../../src/generation/arbitrary/index.ts";
import { loadContract } from "../../../fixtures/contracts/load.ts";

const next = (random: ReturnType<typeof randomOf>) => random.nextInt(0, 0x7fffffff);

describe("parameters that all must be there", () => {
  const fixed = parameters<{ a: string; b: number }>({
    a: required(constant("x")),
    b: required(constant(5)),
  });

  it("are made without chance where each has one value", () => {
    const random = randomOf(1);
    expect(fixed.make(random)).toEqual({ a: "x", b: 5 });
    expect(next(random)).toBe(next(randomOf(1)));
    expect([...fixed.shrink({ a: "x", b: 5 })]).toEqual([]);
  });

  it("draw for their values alone", () => {
    const random = randomOf(1);
    const made = parameters<{ a: number }>({ a: required(number({ minimum: 0, maximum: 1000 })) }).make(
      random,
    );
    const alone = randomOf(1);
    expect(made).toEqual({ a: number({ minimum: 0, maximum: 1000 }).make(alone) });
    expect(next(random)).toBe(next(alone));
  });

  it("have generators by name", () => {
    expect(fixed.at?.("a")?.make(randomOf(1))).toBe("x");
    expect([fixed.requires?.("a"), fixed.requires?.("c")]).toEqual([true, false]);
  });
});

describe("parameters that may be left out", () => {
  const some = parameters<{ a: string; b?: string }>({
    a: required(constant("x")),
    b: optional(values(["y", "z"])),
  });
  const made = Array.from({ length: 60 }, (_, seed) => JSON.stringify(some.make(randomOf(seed))));

  it("are there at times", () => {
    expect([...new Set(made)].sort()).toEqual(['{"a":"x","b":"y"}', '{"a":"x","b":"z"}', '{"a":"x"}']);
  });

  it("shrink to what must be there", () => {
    expect([...some.shrink({ a: "x", b: "z" })]).toContainEqual({ a: "x" });
  });
});

it("what code generation writes of parameters makes valid ones, each listed value at some time", async () => {
  const { parameterGenerators, validators } = await loadContract("departures");
  const { path, query, header } = parameterGenerators["list-departures"]!;
  const accepts = validators["list-departures"]!.parameters!;
  const made = Array.from({ length: 200 }, (_, seed) => ({
    path: path!.make(randomOf(seed)),
    query: query!.make(randomOf(seed)) as { vehicle?: string },
    header: header!.make(randomOf(seed)),
  }));
  expect(made.filter((one) => !accepts(one))).toEqual([]);
  expect(new Set(made.map((one) => one.query.vehicle))).toEqual(new Set([undefined, "train", "bus"]));
  expect(new Set(made.map((one) => JSON.stringify(one.header))).size).toBe(2);
});
