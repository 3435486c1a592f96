import { describe, expect, it } from "vitest";
import { isReordered } from "../../../../src/checks/violation/list-change.ts";
import { valueChange } from "../../../../src/checks/violation/value-change.ts";
import type { Json } from "../../../../src/core/json.ts";

describe("the change of a value", () => {
  it.each<[string, Json, Json | undefined]>([
    ["dropped", null, undefined],
    ["trimmed", " a\n", "a"],
    ["trimmed", "  ", ""],
    ["trimmed at its end", " a ", " a"],
    ["trimmed at its start", " a ", "a "],
    ["changed in its blanks", "a  b\nc", "a b c"],
    ["emptied", "abc", ""],
    ["cut at character 2", "abc", "ab"],
    ["cut at character 255", "a".repeat(300), "a".repeat(255)],
    ["cut at character 2", "éàü", "éà"],
    ["cut at U+0000", "ab\u0000c", "ab"],
    ["cut at a character above U+FFFF", "ab😀c", "ab"],
    ["cut to its date", "2024-02-29T10:00:00Z", "2024-02-29"],
    ["changed", "abc", "abd"],
    ["changed in case", "aBc", "Abc"],
    ["changed in case: to lower case", "aBc", "abc"],
    ["changed in case: to upper case", "aBc", "ABC"],
    ["changed in its line ends", "a\r\nb", "a\nb"],
    ["changed in its line ends", "a\nb", "a<br>b"],
    ["changed in its line ends", "a\nb", "a<br />b"],
    ["re-encoded", "é", "Ã©"],
    ["re-encoded", "“é”", "â€œÃ©â€\u009d"],
    ["re-encoded", "aéb", "a?b"],
    ["re-encoded", "aéb", "a\ufffdb"],
    ["re-encoded", "a😀b", "a?b"],
    ["re-encoded", "a😀b", "a??b"],
    ["re-encoded", "aéжb", "aé?b"],
    ["re-encoded", "a😀b", "ab"],
    ["changed", "aéb", "axb"],
    ["stripped of accents", "aéb", "aeb"],
    ["changed in its Unicode form", "ﬁ", "fi"],
    ["reversed", "abc", "cba"],
    ["changed to hyphenated words", "Ab c!", "ab-c"],
    ["extended at its end", "abc", "abc (copy)"],
    ["extended at its start", "abc", "x abc"],
    ["quoted once more", "abc", '"abc"'],
    ["filled in", "", "abc"],
    ["unescaped", "a &amp; b", "a & b"],
    ["stripped of markup", "a <b>c</b>", "a c"],
    ["percent-encoded", "a b", "a%20b"],
    ["percent-decoded", "a%20b", "a b"],
    ["shifted by +1 day", "2024-02-29", "2024-03-01"],
    ["shifted by -1 day", "2024-02-29T10:00:00.000Z", "2024-02-28T10:00:00.000Z"],
    ["shifted by -11 hours", "2024-02-29T10:00", "2024-02-28T23:00"],
    ["shifted in time", "2024-02-29T10:00:00Z", "2024-02-29T10:00:01Z"],
    ["shifted by -1 hour", "2024-02-29T10:00:00Z", "2024-02-29T10:00:00+01:00"],
    ["the same time in another notation", "2024-02-29T10:00:00Z", "2024-02-29 10:00:00"],
    ["changed", "2024-02-29", "on 2024-02-28"],
    ["changed", "on 2024-02-28", "2024-02-29"],
    ["extended at its end", "2024-02-2", "2024-02-28"],
    ["changed", "2024-02-29", "24-02-28"],
    ["the same instant in another notation", "2024-02-29T10:00:00.000Z", "2024-02-29T10:00:00Z"],
    ["the same instant in another notation", "2024-02-29T10:00:00.000Z", "2024-02-29T12:00:00+02:00"],
    ["the same instant in another notation", "2024-02-29T00:00:00Z", "2024-02-28 23:00:00.000-0100"],
    ["the same instant in another notation", "2024-02-29T10:00:00Z", "Thu, 29 Feb 2024 10:00:00 GMT"],
    ["changed", "a T10:00Z", "b T10:00Z"],
    ["clamped to 2147483647", 3_000_000_000, 2147483647],
    ["clamped to -2147483648", -3_000_000_000, -2147483648],
    ["clamped to 9007199254740991", 1e300, 2 ** 53 - 1],
    ["clamped to 100", 101, 100],
    ["clamped to 999", 5000, 999],
    ["clamped to 0", -1, 0],
    ["clamped to 0", -5.5, 0],
    ["clamped to 1", -5, 1],
    ["zeroed", 5, 0],
    ["changed in its sign", -5, 5],
    ["wrapped around at 32 bits", 2 ** 31, -(2 ** 31)],
    ["wrapped around at 8 bits", 300, 44],
    ["rounded to float32", 0.1, Math.fround(0.1)],
    ["rounded to float32", 16_777_217, 16_777_216],
    ["rounded to float32", -16_777_217, -16_777_216],
    ["rounded to an integer", 4.5, 5],
    ["rounded to an integer", 4.5, 4],
    ["rounded down to an integer", 4.7, 4],
    ["rounded down to an integer", 999.9, 999],
    ["rounded up to an integer", 4.2, 5],
    ["rounded to 2 decimal places", 4.567, 4.57],
    ["rounded to 1 decimal place", 4.567, 4.6],
    ["cut to 2 decimal places", 4.567, 4.56],
    ["rounded to 3 digits", 1234, 1230],
    ["shifted by +1", 5, 6],
    ["shifted by -1", 5, 4],
    ["shifted by +1", 4.5, 5.5],
    ["multiplied by 60", 5, 300],
    ["divided by 100", 50, 0.5],
    ["changed", 5, 7],
    ["changed", 4.5, 6],
    ["changed", 4.5, 4.25],
    ["changed", 4, 4.5],
    ["inverted", true, false],
    ["changed to a text", 5, "5"],
    ["changed to a number", "5", 5],
    ["changed to a number", true, 1],
    ["changed to 0", null, 0],
    ["changed to an empty text", null, ""],
    ["set to null", 5, null],
    ["taken out of its list", [1], 1],
    ["put into a list", "a", ["a"]],
    ["changed to JSON in a text", [1], "[1]"],
    ["sorted", [2, 1], [1, 2]],
    ["reversed", [1, 3, 2], [2, 3, 1]],
    ["reordered", [1, 2], [2, 1]],
    ["reversed", [3, 1, 2], [2, 1, 3]],
    ["changed in its sign", -1, 1],
    ["reordered", [1, 2, 3], [2, 1, 3]],
    ["sorted by a", [{ a: 2 }, { a: 1 }, { a: 3 }], [{ a: 1 }, { a: 2 }, { a: 3 }]],
    ["de-duplicated", [1, 2, 1], [1, 2]],
    ["cut after 1 item", [1, 2], [1]],
    ["cut after 2 items", [1, 2, 3], [1, 2]],
    ["emptied", [1, 2], []],
    ["cut after 1 item", [{ a: 1 }, 2], [{ a: 1, more: 1 }]],
    ["stripped of some items", [1, 2, 3], [1, 3]],
    ["extended by further items", [1, 2], [1, 2, 3]],
    ["changed", [1, 2], [3, 4, 5]],
    ["changed", [1, 2], [1, 3]],
    ["emptied", { a: 1 }, {}],
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
    ["defaulted", 5, 0, 0],
    ["defaulted", true, false, false],
    ["changed in case: to lower case", "A", "a", "a"],
    ["cut at character 2", "abc", "ab", "ab"],
    ["rounded to an integer", 4.5, 5, 5],
  ])(
    "is told as %s beside the documented default: %j comes back as %j",
    (change, sent, received, promised) => {
      expect(valueChange(sent, received, promised).kind).toBe(change);
    },
  );
});

describe("a change of an encoding, or of line ends", () => {
  it.each([
    ["é", "Ã©", "UTF-8 read as latin-1"],
    ["aéжb", "aé?b", "characters outside latin-1 became ?"],
    ["a😀b", "a\ufffd\ufffdb", "characters above U+FFFF became U+FFFD"],
    ["aéb", "a??b", "characters outside ASCII became ?"],
    ["éa", "a", "characters outside ASCII are lost"],
    ["a\r\nb\u2028", "a\nb\u2028", "CRLF became LF"],
    ["a\r\nb\nc", "a\nb\nc", "CRLF became LF"],
    ["a\nb", "a\r\nb", "LF became CRLF"],
  ])("is told in detail: %j comes back as %j", (sent, received, detail) => {
    expect(valueChange(sent, received)).toMatchObject({ detail });
  });
});

describe("a change that cannot be seen", () => {
  it.each([
    ["\ufeffabc", "abc", "U+FEFF is lost"],
    ["abc", "\ufeffabc", "U+FEFF is added"],
    ["a\u200bb\u200dc", "abc", "U+200B U+200D are lost"],
    ["a\u0000b", "ab", "U+0000 is lost"],
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
    ["of objects with lists in another order", [{ a: [1, 2] }, { a: [3] }], [{ a: [3] }, { a: [2, 1], b: 1 }]],
  ])("is the same list %s", (_, sent, received) => expect(isReordered(sent, received)).toBe(true)); // biome-ignore format: a table reads better in lines

  it.each<[string, Json[], Json[]]>([
    ["in the same order", [1, 2], [1, 2]],
    ["in the same order, with more in an item", [{ a: 1 }, 2], [{ a: 1, b: 1 }, 2]],
    ["with another order of the lists within alone", [{ a: [1, 2] }, 0], [{ a: [2, 1] }, 0]],
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
