import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearPattern } from "../../../../src/contract/pattern/linear-pattern.ts";
import { UnsupportedPattern } from "../../../../src/contract/pattern/step.ts";

const ATOMS = [
  "a", "b", "ab", "[ab]", "[^a]", ".", "\\d", "\\w", "\\s", "\\S", "(a)", "\\u0061", "\\u{62}", "\\x61", "\\.",
  "[\\w.-]", "[a\\]b]", "é", "😀", "\\ud83d\\ude00", "\\p{L}", "\\P{L}", "\\/", "\\cJ", "\\0", "[*+]", "[^\\]]",
]; // biome-ignore format: a list reads better in lines
const ASSERTIONS = ["\\b", "^", "$"];
const QUANTIFIERS = ["", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "+?", "{2,3}?", "{0}"];

const { pattern: patterns } = fc.letrec<{ pattern: string; term: string }>((tie) => ({
  term: fc.oneof(
    { depthSize: "small" },
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...ATOMS), fc.constantFrom(...QUANTIFIERS)).map((all) => all.join("")) },
    { weight: 1, arbitrary: fc.constantFrom(...ASSERTIONS) },
    { weight: 2, arbitrary: fc.tuple(tie("pattern"), fc.constantFrom(...QUANTIFIERS)).map(([inner, often]) => `(?:${inner})${often}`) },
  ),
  pattern: fc.tuple(
    fc.constantFrom("", "", "^", "^(?=.*a)", "^(?!b)"),
    fc.array(tie("term"), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", "", "$", "|a", "|^b$"),
  ).map(([before, terms, after]) => before + terms.join("") + after),
})); // biome-ignore format: a grammar reads better in lines
const texts = fc
  .array(fc.constantFrom("a", "b", "c", " ", "1", ".", "-", "_", "\n", "é", "😀", "/", "\0", "]", "*"), {
    maxLength: 7,
  })
  .map((letters) => letters.join(""));

const isRefused = (pattern: string): boolean => {
  try {
    linearPattern(pattern);
    return false;
  } catch (error) {
    if (error instanceof UnsupportedPattern) return true;
    throw error;
  }
};

describe("a pattern in linear time", () => {
  it("matches what the language's own engine matches", () => {
    const matched = new Set<boolean>();
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 4, maxLength: 8 }), (pattern, all) => {
        if (isRefused(pattern)) return;
        const own = linearPattern(pattern);
        for (const text of all) {
          const isMatch = new RegExp(pattern, "u").test(text);
          matched.add(isMatch);
          expect(own.test(text), `${pattern} on ${JSON.stringify(text)}`).toBe(isMatch);
        }
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect(matched).toEqual(new Set([true, false]));
  });

  // Each takes the engine of the language longer than a test may.
  it.each([
    ["^(a+)+$", "a", "!"],
    ["^(a|a)*$", "a", "!"],
    ["^(a|aa)+$", "a", "!"],
    ["^(([a-z ])+.)+[A-Z]([a-z ])+$", "a", "!"],
    ["(x+x+)+y", "x", ""],
    ["^(.*)*;$", "a", ""],
    ["^(?=.*\\d)([a-z]+)*$", "a", "!"],
    ["\\s+$", " ", "x"],
    ["[a-z]+@[a-z]+\\.[a-z]+", "a", ""],
  ])("%s ends on a long text that nearly matches", (pattern, unit, end) => {
    expect(linearPattern(pattern).test(unit.repeat(50_000) + end)).toBe(false);
  });

  it.each([
    ["a look behind", "(?<=a)b"],
    ["a look ahead from within", "a(?=b+)"],
    ["a look ahead within a choice", "^(?=a)b|c"],
    ["a reference to a group", "(a)\\1+"],
    ["a reference to a named group", "(?<n>a)\\k<n>"],
    ["repeats of repeats of repeats of repeats", "^((((a+)+)+)+)+$"],
    ["repeats that come to more than memory holds", "((a{1000}){1000}){1000}"],
    ["a count that nobody has", "a{2147483647}"],
    ["a range that nobody has", "(a{0,5000}){0,5000}"],
    ["a long count that may begin anywhere", "a{11000}"],
    ["a long count after a repeat without end", "^.*a{11000}"],
    ["a long count in what is looked ahead for", "^(?=.*a{11000}).+$"],
    ["groups a hundred deep", `${"(".repeat(120)}a${")".repeat(120)}`],
  ])("%s is refused", (_, pattern) => {
    expect(() => linearPattern(pattern)).toThrow(UnsupportedPattern);
  });

  it.each([["^\\d{4}-\\d{2}$"], ["abc"], ["^[a-f]{8}$"]])(
    "%s, which can match in one way alone, is left to the language's engine",
    (pattern) => expect(linearPattern(pattern)).toBeInstanceOf(RegExp),
  );

  it.each(["^.{1,5000}$", "^a{0,5000}b?$", "^(?:ab){2000}$"])(
    "%s is long, and yet taken: it begins where the text does, and goes round nowhere",
    (pattern) => expect(linearPattern(pattern).test("ab".repeat(2000))).toBe(!pattern.includes("b?")),
  );

  it("nothing repeated without end is nothing", () => {
    expect(linearPattern("^(){999999999}$").test("")).toBe(true);
  });
});
