import { describe, expect, it } from "vitest";
import { TextSet } from "../../../src/core/text-set.ts";

const textsOf = (count: number, length = 8): string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, "x"));

const setOf = (texts: readonly string[]): TextSet => {
  const set = new TextSet();
  for (const text of texts) set.add(text);
  return set;
};

describe("a set of texts", () => {
  it("has what was added, and nothing else", () => {
    const texts = textsOf(500);
    const set = setOf(texts.slice(0, 300));
    expect(texts.map((text) => set.has(text))).toEqual(texts.map((_, index) => index < 300));
    expect(set.size).toBe(300);
  });

  it.each(["", "a", "ä", "\ud800", "\ud801", "a".repeat(100_000)])(
    "counts the same text once: %j",
    (text) => {
      const set = setOf(["other", text, text]);
      expect([set.has(text), set.has(`${text}b`), set.size]).toEqual([true, false, 2]);
    },
  );

  it("is empty at first", () => expect([new TextSet().size, new TextSet().has("")]).toEqual([0, false]));

  it("takes the same room for long texts as for short ones, and little for each", () => {
    const [short, long] = [setOf(textsOf(3000)), setOf(textsOf(3000, 1000))];
    expect(long.bytes).toBe(short.bytes);
    expect(short.bytes / short.size).toBeLessThan(22);
  });

  it("takes no room for a text that is there", () => {
    const once = textsOf(48);
    expect(setOf([...once, ...once]).bytes).toBe(setOf(once).bytes);
  });
});
