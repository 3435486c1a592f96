import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsGlob } from "../../../src/core/glob.ts";

describe("a pattern with stars", () => {
  it.each<[string, string, boolean]>([
    ["abc", "abc", true],
    ["abc", "abcd", false],
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["a*", "b", false],
    ["a*c", "abbc", true],
    ["a*c", "abcd", false],
    ["ab*bc", "abc", false],
    ["*b*", "abc", true],
    ["*b*b*", "abc", false],
    ["a*b*c", "axbxbxc", true],
    ["a*b*c", "ac", false],
    ["a.c", "abc", false],
    ["a*", "a\nb", true],
  ])("%j fits %j: %s", (pattern, text, fits) => expect(fitsGlob(pattern, text)).toBe(fits));

  it("fits what an expression of the same meaning does", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
    fc.assert(
      fc.property(word, text, (pattern, tried) => {
        expect(fitsGlob(pattern, tried)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(tried));
      }),
      { numRuns: 300 },
    );
  });
});
