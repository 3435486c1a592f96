import { describe, expect, it } from "vitest";
import { isReordered, swappedWith, valueChange } from "../../../../src/checks/violation/value-change.ts";
import { instancePointer } from "../../../../src/contract/pointers.ts";
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
    expect(valueChange(sent, received)).toBe(change);
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
    expect(valueChange(sent, received)).toBe("escaped");
  });

  it.each([
    ["a & b", "a &copy; b"],
    ["ab", "a\\nb"],
    ["it's", "it&#40;s"],
  ])("is no escape where something else was meant: %s comes back as %s", (sent, received) => {
    expect(valueChange(sent, received)).toBe("changed");
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
      expect(valueChange(sent, received, promised)).toBe(change);
    },
  );
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

describe("the field that one was swapped with", () => {
  const other = (
    at: string,
    sent: object,
    received: object,
    defaults: { readonly [at: string]: Json } = {},
  ) => swappedWith(instancePointer(at), { sent, received, defaultAt: (pointer) => defaults[pointer] });

  it.each<[string, object, object, string]>([
    ["beside it", { a: 1, b: 2 }, { a: 2, b: 1 }, "/b"],
    ["beside one that is only changed", { a: 1, x: 5, b: 2 }, { a: 2, x: 6, b: 1 }, "/b"],
    ["that was not sent and is new", { a: 1 }, { b: 1 }, "/b"],
  ])("is found %s", (_, sent, received, at) => expect(other("/a", sent, received)).toBe(at));

  it("is found within an object", () => {
    expect(other("/in/a", { in: { a: 1, b: 2 } }, { in: { a: 2, b: 1 } })).toBe("/in/b");
  });

  it("counts as its default where it was not sent", () => {
    expect(other("/a", { a: 1 }, { a: 0, b: 1 }, { "/b": 0 })).toBe("/b");
    expect(other("/a", { a: 1 }, { a: 0, b: 1 })).toBeUndefined();
  });

  it.each<[string, object, object]>([
    ["it is only changed", { a: 1, b: 2 }, { a: 3, b: 2 }],
    ["the other kept its value", { a: 1, b: 2 }, { a: 2, b: 2 }],
    ["the other got something else", { a: 1, b: 2 }, { a: 2, b: 3 }],
    ["it got something else", { a: 1, b: 2 }, { a: 3, b: 1 }],
    ["both are the same", { a: 1, b: 1 }, { a: 2, b: 1 }],
    ["it is in a list", { a: [1, 2] }, { a: [2, 1] }],
  ])("is none where %s", (_, sent, received) => {
    expect(other("/a", sent, received)).toBeUndefined();
  });
});
