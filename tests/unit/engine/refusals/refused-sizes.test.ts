import { describe, expect, it } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { RefusedSizes, sizeOf } from "../../../../src/engine/refusals/refused-sizes.ts";

const text = (length: number): string => "x".repeat(length);
const list = (length: number): Json => Array.from({ length }, () => 1);

function sizesOf(refused: readonly (readonly Json[])[], accepted: readonly Json[]): RefusedSizes {
  const sizes = new RefusedSizes();
  for (const values of refused) sizes.refused(values);
  for (const value of accepted) sizes.accepted(value);
  return sizes;
}

describe("the size of a value", () => {
  it.each<[Json, number | undefined]>([
    [-2.5, -2.5],
    ["abc", 3],
    [[1, 2], 2],
    [{ length: 4 }, undefined],
    [true, undefined],
    [null, undefined],
  ])("%j: %s", (value, size) => expect(sizeOf(value)).toBe(size));
});

describe("a limit", () => {
  it("shows above what was accepted, at the least of what was refused alone", () => {
    const sizes = sizesOf([[30], [50]], [10, 20]);
    expect([20, 29, 30, 31].map((value) => sizes.isBeyond(value))).toEqual([false, false, true, true]);
  });

  it("shows below what was accepted as well", () => {
    const sizes = sizesOf([[-5], [-3]], [0, 7]);
    expect([-4, -3, -2, 0].map((value) => sizes.isBeyond(value))).toEqual([true, true, false, false]);
  });

  it("takes two refusals, and one value that was accepted", () => {
    expect(sizesOf([[30]], [10]).isBeyond(40)).toBe(false);
    expect(sizesOf([[30], [40]], []).isBeyond(40)).toBe(false);
    expect(sizesOf([[30], [40]], [10]).isBeyond(40)).toBe(true);
  });

  it("takes four of each for a text, which may be refused for its letters", () => {
    const refused = [30, 31, 32, 33].map((length) => [text(length)]);
    const accepted = [1, 2, 3, 4].map(text);
    expect(sizesOf(refused, accepted).isBeyond(text(40))).toBe(true);
    expect(sizesOf(refused.slice(1), accepted).isBeyond(text(40))).toBe(false);
    expect(sizesOf(refused, accepted.slice(1)).isBeyond(text(40))).toBe(false);
  });

  it("does not show where larger values were accepted than refused", () => {
    expect(sizesOf([[30], [40]], [10, 35]).isBeyond(40)).toBe(false);
  });

  it("is that of the largest value of a body: one of them is to blame, and nobody knows which", () => {
    const sizes = sizesOf([[5, 30], [5, 40]], [10]); // biome-ignore format: short
    expect([12, 30].map((value) => sizes.isBeyond(value))).toEqual([false, true]);
  });

  it("does not show in what has no size", () => {
    expect(sizesOf([[true], [{}]], [null]).isBeyond(true)).toBe(false);
    expect(sizesOf([[30], [40]], [10]).isBeyond({})).toBe(false);
  });
});

describe("a list that is too long", () => {
  it("is cut to the greatest length that was accepted", () => {
    const sizes = sizesOf([[list(9)], [list(8)]], [list(1), list(3), list(12)]);
    expect(sizes.within(list(9))).toEqual(list(3));
    expect(sizes.within(list(1))).toBeUndefined();
    expect(sizes.within("xxxxxxxxx")).toBeUndefined();
  });
});
