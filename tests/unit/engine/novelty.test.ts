import { describe, expect, it } from "vitest";
import { Novelty } from "../../../src/engine/novelty.ts";

const answer = (status: number, text: string) => ({ status, headers: {}, text });

describe("an answer is new", () => {
  it.each<[string, number, string, boolean]>([
    ["never when it is the same again", 200, '{"a":{"b":1}}', false],
    ["not for another value of one type", 200, '{"a":{"b":2}}', false],
    ["not for a place left out", 200, '{"a":{}}', false],
    ["for another status", 201, '{"a":{"b":1}}', true],
    ["for another place", 200, '{"a":{"b":1,"c":1}}', true],
    ["for another type", 200, '{"a":{"b":"1"}}', true],
    ["for null in a value's place", 200, '{"a":null}', true],
    ["when it is no JSON", 200, "<html>", true],
  ])("%s", (_, status, text, isNew) => {
    const novelty = new Novelty();
    expect(novelty.isNew(answer(200, '{"a":{"b":1}}'))).toBe(true);
    expect(novelty.isNew(answer(status, text))).toBe(isNew);
    expect(novelty.isNew(answer(status, text))).toBe(false);
  });

  it("not for more items of a list, unless one is of another type", () => {
    const novelty = new Novelty();
    const isNew = (text: string) => novelty.isNew(answer(200, text));
    expect(["[]", "[1]", "[1,2]", '[1,"a"]', '["a"]'].map(isNew)).toEqual([true, true, false, true, false]);
  });

  it("not for what lies more than eight levels below the whole", () => {
    const under = (levels: number, name: string) => `${'{"a":'.repeat(levels)}{"${name}":1}${"}".repeat(levels)}`;
    const novelty = new Novelty();
    const isNew = (text: string) => novelty.isNew(answer(200, text));
    expect([under(7, "b"), under(7, "c"), under(8, "b"), under(8, "c")].map(isNew)).toEqual([true, true, true, false]);
  }); // biome-ignore format: short

  it("however deep it nests, without overflowing", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    expect(new Novelty().isNew(answer(200, deep))).toBe(true);
  });

  it("for no more names than are remembered, and for types of those that are", () => {
    const novelty = new Novelty();
    const names = (from: number) => JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${from + index}`, 1])));
    expect([0, 10_000, 20_000].map((from) => novelty.isNew(answer(200, names(from))))).toEqual([true, true, false]);
    expect(novelty.isNew(answer(200, '{"k0":""}'))).toBe(true);
  }); // biome-ignore format: short
});
