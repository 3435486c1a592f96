import { describe, expect, it } from "vitest";
import type { SchemaObject } from "../../../src/contract/contract.ts";
import { locationsOf } from "../../../src/contract/locations.ts";
import type { Json } from "../../../src/core/json.ts";
import { boundariesOf, unreachable } from "../../../src/coverage/boundaries.ts";

const locationOf = (schema: SchemaObject) => locationsOf(schema, "/a", {})[0]!;
const boundaries = (schema: SchemaObject) => boundariesOf(locationOf(schema));
const labels = (schema: SchemaObject): string[] => boundaries(schema).map(({ label }) => label);

/** By label, which of the values lie there. */
const accepted = (schema: SchemaObject, values: readonly (Json | undefined)[]) =>
  Object.fromEntries(
    boundaries(schema).map(({ label, accepts }) => [label, values.filter((value) => accepts(value))]),
  );

const text = (length: number): string => "x".repeat(length);
const list = (length: number): Json => Array.from({ length }, () => 0);
const MOST = Number.MAX_SAFE_INTEGER;

describe("the boundaries of a location", () => {
  it("are none without a bound", () => {
    expect(boundaries({ type: "number" })).toEqual([]);
    expect(boundaries({ type: "string", pattern: "^a$", format: "date" })).toEqual([]);
  });

  it("belong to it", () => {
    const location = locationOf({ type: "number", minimum: 1 });
    const own = boundariesOf(location);
    expect(own).toHaveLength(3);
    expect(own.every((one) => one.location === location)).toBe(true);
  });

  it.each([
    ["minimum", { minimum: 5 }, [5], [6], [4]],
    ["maximum", { maximum: 5 }, [5], [4], [6]],
    ["exclusiveMinimum", { exclusiveMinimum: 5 }, [5], [6], [4]],
    ["exclusiveMaximum", { exclusiveMaximum: 5 }, [5], [4], [6]],
  ])("of %s: at the number, and one beside it on each side", (keyword, schema, at, inside, outside) => {
    expect(accepted(schema, [3, 4, 5, 6, 7, "4", "5", null, undefined, [5], list(4)])).toEqual({
      [`${keyword} 5 at`]: at,
      [`${keyword} 5 inside`]: inside,
      [`${keyword} 5 outside`]: outside,
    });
  });

  it("take a fraction beside a number for beside it", () => {
    expect(accepted({ minimum: 5 }, [3.9, 4.5, 5.5, 6.1])).toEqual({
      "minimum 5 at": [],
      "minimum 5 inside": [5.5],
      "minimum 5 outside": [4.5],
    });
  });

  it("lie a step of the values beside it, and no less than one", () => {
    expect(accepted({ minimum: 20, multipleOf: 10 }, [0, 9, 10, 19, 20, 21, 30, 31])).toEqual({
      "minimum 20 at": [20],
      "minimum 20 inside": [21, 30],
      "minimum 20 outside": [10, 19],
    });
    expect(accepted({ minimum: 0, multipleOf: 0.5 }, [-1.5, -1, -0.5, 0, 0.5, 1, 1.5])).toEqual({
      "minimum 0 at": [0],
      "minimum 0 inside": [0.5, 1],
      "minimum 0 outside": [-1, -0.5],
    });
  });

  it.each([
    ["minLength", { minLength: 2 }, [2], [3], [1]],
    ["maxLength", { maxLength: 2 }, [2], [1], [3]],
  ])("of %s count characters", (keyword, schema, at, inside, outside) => {
    const found = accepted(schema, [...[0, 1, 2, 3, 4].map(text), "😀😀", 2, null, undefined, list(2)]);
    expect(Object.keys(found)).toEqual(["at", "inside", "outside"].map((side) => `${keyword} 2 ${side}`));
    expect(Object.values(found)).toEqual([[...at.map(text), "😀😀"], inside.map(text), outside.map(text)]);
  });

  it.each([
    ["minItems", { minItems: 2 }, [2], [3], [1]],
    ["maxItems", { maxItems: 2 }, [2], [1], [3]],
  ])("of %s count items", (keyword, schema, at, inside, outside) => {
    const found = accepted(schema, [...[0, 1, 2, 3, 4].map(list), 2, "xx", null, undefined, { length: 2 }]);
    expect(Object.keys(found)).toEqual(["at", "inside", "outside"].map((side) => `${keyword} 2 ${side}`));
    expect(Object.values(found)).toEqual([at, inside, outside].map((lengths) => lengths.map(list)));
  });

  it("are those of every bound, in one order", () => {
    expect(labels({ maxItems: 1, minItems: 1, maxLength: 1, minLength: 1, maximum: 1, minimum: 1 })).toEqual(
      ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"].flatMap((keyword) =>
        ["at", "inside", "outside"].map((side) => `${keyword} 1 ${side}`),
      ),
    );
  });

  it.each(["minLength", "minItems", "maxLength", "maxItems"])("have nothing outside of %s 0", (keyword) =>
    expect(labels({ [keyword]: 0 })).toEqual([`${keyword} 0 at`, `${keyword} 0 inside`]),
  );

  it("have a number outside of 0", () => {
    expect(labels({ minimum: 0 })).toEqual(["minimum 0 at", "minimum 0 inside", "minimum 0 outside"]);
  });

  it.each([
    ["maxLength", 100_000],
    ["maxItems", 1000],
    ["maximum", MOST],
  ])("have nothing outside of %s %i, which is as much as can be sent", (keyword, most) => {
    expect(labels({ [keyword]: most })).toEqual([`${keyword} ${most} at`, `${keyword} ${most} inside`]);
    expect(labels({ [keyword]: most - 1 })).toHaveLength(3);
  });

  it.each([
    ["minLength", 100_000],
    ["minItems", 1000],
    ["minimum", MOST],
  ])("have a value outside of %s %i, which is below it", (keyword, most) => {
    expect(labels({ [keyword]: most })).toHaveLength(3);
  });

  it.each([
    ["maxLength", 100_001],
    ["minLength", 100_001],
    ["maxItems", 1001],
    ["minItems", 1001],
    ["exclusiveMaximum", 2 ** 53],
    ["exclusiveMinimum", -(2 ** 53)],
  ])("are none of %s %i, beyond what can be sent", (keyword, bound) => {
    expect(boundaries({ [keyword]: bound })).toEqual([]);
  });

  it("lie at the last exact number where the documented one is not, with nothing outside", () => {
    expect(labels({ maximum: 2 ** 60 })).toEqual([`maximum ${MOST} at`, `maximum ${MOST} inside`]);
    expect(labels({ minimum: -(2 ** 60) })).toEqual([`minimum ${-MOST} at`, `minimum ${-MOST} inside`]);
  });
});

describe("bounds that are out of reach", () => {
  it.each([
    [{ maxLength: 100_001 }, ["maxLength 100001 is out of reach: no more than 100000 can be sent"]],
    [{ minLength: 100_002 }, ["minLength 100002 is out of reach: no more than 100000 can be sent"]],
    [{ maxItems: 5000 }, ["maxItems 5000 is out of reach: no more than 1000 can be sent"]],
    [{ maximum: 2 ** 60 }, [`maximum ${2 ** 60} is out of reach: no more than ${MOST} can be sent`]],
    [{ minLength: 100_001 }, []],
    [{ maxLength: 99_999, minItems: 3, maximum: 5 }, []],
    [{ type: "string" }, []],
  ])("%j: %j", (schema, told) => expect(unreachable(locationOf(schema))).toEqual(told));
});
