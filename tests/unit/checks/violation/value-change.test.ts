import { describe, expect, it } from "vitest";
import { isReordered, valueChange } from "../../../../src/checks/violation/value-change.ts";
import type { Json } from "../../../../src/core/json.ts";

describe("the change of a value", () => {
  it.each<[string, Json, Json | undefined]>([
    ["dropped", null, undefined],
    ["trimmed", " a\n", "a"],
    ["truncated", "abc", "ab"],
    ["changed", "abc", ""],
    ["changed", "abc", "abd"],
    ["changed in case", "aBc", "Abc"],
    ["shifted", "2024-02-29", "2024-03-01"],
    ["shifted", "2024-02-29T10:00", "2024-02-28T23:00"],
    ["changed", "2024-02-29", "on 2024-02-28"],
    ["changed", "on 2024-02-28", "2024-02-29"],
    ["changed", "2024-02-2", "2024-02-28"],
    ["changed", "2024-02-29", "24-02-28"],
    ["the same instant in another notation", "2024-02-29T10:00:00.000Z", "2024-02-29T10:00:00Z"],
    ["the same instant in another notation", "2024-02-29T10:00:00.000Z", "2024-02-29T12:00:00+02:00"],
    ["the same instant in another notation", "2024-02-29T00:00:00Z", "2024-02-28 23:00:00.000-0100"],
    ["the same instant in another notation", "2024-02-29T10:00:00Z", "Thu, 29 Feb 2024 10:00:00 GMT"],
    ["shifted", "2024-02-29T10:00:00Z", "2024-02-29T10:00:01Z"],
    ["shifted", "2024-02-29T10:00:00Z", "2024-02-29T10:00:00+01:00"],
    ["shifted", "2024-02-29T10:00:00Z", "2024-02-29 10:00:00"],
    ["changed", "a T10:00Z", "b T10:00Z"],
    ["shifted", 5, 6],
    ["shifted", 5, 4],
    ["changed", 5, 7],
    ["rounded", 4.5, 5],
    ["rounded", 4.5, 4],
    ["changed", 4.5, 6],
    ["shifted", 4.5, 5.5],
    ["changed", 4.5, 4.25],
    ["changed", 4, 4.5],
    ["changed", 5, "5"],
    ["changed", "5", 5],
    ["changed", 5, null],
    ["changed", [1], 1],
    ["changed", "a", ["a"]],
    ["reordered", [1, 2], [2, 1]],
    ["truncated", [1, 2], [1]],
    ["truncated", [1, 2], []],
    ["truncated", [{ a: 1 }, 2], [{ a: 1, more: 1 }]],
    ["changed", [1, 2, 3], [1, 3]],
    ["changed", [1, 2], [1, 2, 3]],
    ["changed", [1, 2], [1, 3]],
    ["changed", { a: 1 }, { a: 2 }],
  ])("is told as %s: %j comes back as %j", (change, sent, received) => {
    expect(valueChange(sent, received).kind).toBe(change);
  });

  it.each([
    ["a & b", "a &amp; b"],
    ["<i>", "&lt;i&gt;"],
    ['say "a"', "say &quot;a&quot;"],
    ["it's", "it&#39;s"],
    ["it's", "it&#x27;s"],
    ["it's", "it&apos;s"],
    ['say "a"', 'say \\"a\\"'],
    ["it's", "it\\'s"],
    ["a\\b", "a\\\\b"],
    ["\"a\" & 'b'", "\\\"a\\\" &amp; \\'b\\'"],
  ])("is told as escaped: %s comes back as %s", (sent, received) => {
    expect(valueChange(sent, received).kind).toBe("escaped");
  });

  it.each([
    ["a & b", "a &copy; b"],
    ["ab", "a\\nb"],
    ["it's", "it&#40;s"],
  ])("is no escape where something else was meant: %s comes back as %s", (sent, received) => {
    expect(valueChange(sent, received).kind).toBe("changed");
  });

  it.each<[string, Json, Json, Json | undefined]>([
    ["defaulted", "a", "b", "b"],
    ["defaulted", 5, 6, 6],
    ["defaulted", 5, null, null],
    ["changed", "a", "b", "c"],
    ["changed", "a", "b", undefined],
    ["changed in case", "A", "a", "a"],
    ["truncated", "abc", "ab", "ab"],
    ["rounded", 4.5, 5, 5],
  ])(
    "is told as %s beside the documented default: %j comes back as %j",
    (change, sent, received, promised) => {
      expect(valueChange(sent, received, promised).kind).toBe(change);
    },
  );
});

describe("a change that cannot be seen", () => {
  it.each([
    ["\ufeffabc", "abc", "U+FEFF is lost"],
    ["abc", "\ufeffabc", "U+FEFF is added"],
    ["a\u200bb\u200dc", "abc", "U+200B U+200D are lost"],
    ["a\u0000b", "ab", "U+0000 is lost"],
    ["a\r\nb", "a\nb", "U+000D is lost"],
    ["cafe\u0301", "caf\u00e9", "U+0065 U+0301 became U+00E9"],
    ["caf\u00e9", "cafe\u0301", "U+00E9 became U+0065 U+0301"],
    ["a\u00a0b", "a b", "U+00A0 became U+0020"],
    ["a\u202eb", "ab", "U+202E is lost"],
    ["\u2764\ufe0f", "\u2764", "U+FE0F is lost"],
    ["a\u{e0041}b", "ab", "U+E0041 is lost"],
    ["a\u200bbc", "ab\u200bc", "its code points are in another order"],
    ["\u0001\u0002\u0003\u0004\u0005\u0006", "", "U+0001 U+0002 U+0003 U+0004 U+0005 … are lost"],
  ])("is told with its code points: %j comes back as %j", (sent, received, detail) => {
    expect(valueChange(sent, received)).toEqual({ kind: "changed invisibly", detail });
  });

  it.each([
    ["abc ", "abc"],
    ["a\nb", "a b"],
    ["a\tb", "ab"],
    ["\ufeffabc", "ABC"],
    ["e\u0301", "e"],
    ["\u{1f600}", "?"],
    ["1", 1],
  ])("is none where something can be seen: %j comes back as %j", (sent, received) => {
    expect(valueChange(sent, received)).not.toHaveProperty("detail");
  });
});

describe("a list in another order", () => {
  it.each<[string, Json[], Json[]]>([
    ["of values", [1, 2, 3], [3, 1, 2]],
    ["with the same twice", [1, 1, 2], [1, 2, 1]],
    ["of objects that hold more", [{ a: 1 }, { a: 2 }], [{ a: 2, b: 1 }, { a: 1, b: 1 }]],
    ["where an item fits two, and the equal one is its own", [{ a: 1 }, { a: 1, b: 1 }, 0], [{ a: 1, b: 1 }, { a: 1 }, 0].reverse()],
    ["of lists", [[1], [2]], [[2], [1]]],
  ])("is the same list %s", (_, sent, received) => expect(isReordered(sent, received)).toBe(true)); // biome-ignore format: a table reads better in lines

  it.each<[string, Json[], Json[]]>([
    ["in the same order", [1, 2], [1, 2]],
    ["in the same order, with more in an item", [{ a: 1 }, 2], [{ a: 1, b: 1 }, 2]],
    ["with another value", [1, 2], [2, 3]],
    ["with one of two that are the same", [1, 1, 2], [2, 2, 1]],
    ["with an item more", [1, 2], [2, 1, 3]],
    ["with an item less", [1, 2, 3], [3, 2]],
    ["with less in an item", [{ a: 1, b: 1 }, 2], [2, { a: 1 }]],
    ["with another item of a list", [[1, 2], 3], [3, [1, 4]]],
    ["with a longer list within", [[1], 3], [3, [1, 4]]],
    ["too long to look for each item", Array.from({ length: 501 }, (_, n) => n), Array.from({ length: 501 }, (_, n) => 500 - n)],
  ])("is another list %s", (_, sent, received) => expect(isReordered(sent, received)).toBe(false)); // biome-ignore format: a table reads better in lines

  it("is looked for among as many as 500 items", () => {
    const sent = Array.from({ length: 500 }, (_, n) => n);
    expect(isReordered(sent, [...sent].reverse())).toBe(true);
  });
});
