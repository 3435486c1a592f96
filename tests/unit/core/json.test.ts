import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import {
  dotted,
  equal,
  escapeToken,
  inWords,
  isObject,
  MOST_DEPTH,
  parsed,
  tokensOf,
  typeOf,
  valueAt,
  withValueAt,
} from "../../../src/core/json.ts";

describe("a text that is JSON", () => {
  const lists = (levels: number) => `${"[".repeat(levels)}1${"]".repeat(levels)}`;
  const objects = (levels: number) => `${'{"__proto__":'.repeat(levels)}1${"}".repeat(levels)}`;

  test.each([lists, objects])("is whole down to the most levels (%#)", (nested) => {
    expect(JSON.stringify(parsed(nested(MOST_DEPTH)))).toBe(nested(MOST_DEPTH));
  });

  test.each([
    ["lists", lists(MOST_DEPTH + 1)],
    ["lists, deeper than a stack holds", lists(100_000)],
    ["objects, deeper than a stack holds", objects(100_000)],
  ])("tells where it was cut below them: %s", (_, text) => {
    const value = parsed(text);
    expect(JSON.stringify(value, null, 2)).toContain(`more than ${MOST_DEPTH} levels deep`);
  });

  it("is undefined where it is none, deep or not", () => {
    expect(["", "{", "[".repeat(100_000)].map(parsed)).toEqual([undefined, undefined, undefined]);
  });
});

test.each<[Json | undefined, string]>([
  ["a", "a"],
  [1, "1"],
  [["a", 1], '["a",1]'],
  [{ toString: "", valueOf: 1 }, '{"toString":"","valueOf":1}'],
  [undefined, "undefined"],
])("%j has words, whatever it is", (value, words) => expect(inWords(value)).toBe(words));

describe("the type of a value", () => {
  test.each<[unknown, string]>([
    [null, "null"],
    [[], "array"],
    [{}, "object"],
    [1, "integer"],
    [-0, "integer"],
    [1e300, "integer"],
    [1.5, "number"],
    ["", "string"],
    [false, "boolean"],
  ])("%j is %s", (value, type) => expect(typeOf(value)).toBe(type));

  it("is an object for objects alone", () => {
    expect([{}, { a: 1 }, [], null, "x", undefined].map(isObject)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("equality", () => {
  test.each<[Json, Json, boolean]>([
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [[1, 2], [2, 1], false],
    [0, -0, true],
    [{}, [], false],
    [null, {}, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [1, "1", false],
    [{ toString: 1 }, { valueOf: 1 }, false],
  ])("of %j and %j is %s", (a, b, same) => {
    expect(equal(a, b)).toBe(same);
    expect(equal(b, a)).toBe(same);
  });

  it("holds between a value and its copy", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => equal(value, structuredClone(value))));
  });
});

describe("a pointer", () => {
  const root: Json = { a: [{ "b/c": 1 }, { "~d": [2, 3] }], "": { "": 4 }, list: ["x"] };
  test.each<[string, unknown]>([
    ["", root],
    ["/a/0/b~1c", 1],
    ["/a/1/~0d/1", 3],
    ["/", { "": 4 }],
    ["//", 4],
    ["/a/2", undefined],
    ["/a/-", undefined],
    ["/a/", undefined],
    ["/a/00", undefined],
    ["/a/1e0", undefined],
    ["/a/length", undefined],
    ["/toString", undefined],
    ["/list/0/0", undefined],
  ])("%j leads to %j", (pointer, value) => expect(valueAt(root, pointer)).toEqual(value));

  it("is made of any names, and read back", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (tokens) => {
        expect(tokensOf(tokens.map((token) => `/${escapeToken(token)}`).join(""))).toEqual(tokens);
      }),
    );
  });

  test.each([
    ["", ""],
    ["/a", "a"],
    ["/a/0/b", "a[].b"],
    ["/0/-/x~1y", "[][].x/y"],
  ])("%j reads %j", (pointer, text) => expect(dotted(pointer)).toBe(text));
});

describe("replacing", () => {
  test.each<[Json, string, Json | undefined, Json]>([
    [{ a: 1 }, "/a", 2, { a: 2 }],
    [{ a: 1, b: 2 }, "/a", undefined, { b: 2 }],
    [{ a: 1 }, "/b", null, { a: 1, b: null }],
    [{ a: [1, 2, 3] }, "/a/1", undefined, { a: [1, 3] }],
    [{ a: [{ b: 1 }] }, "/a/0/b", [], { a: [{ b: [] }] }],
    [1, "", 2, 2],
  ])("in %j at %s by %j", (root, pointer, value, want) => {
    const before = structuredClone(root);
    expect(withValueAt(root, pointer, value)).toEqual(want);
    expect(root).toEqual(before);
  });

  it("sets __proto__ as a property like any other", () => {
    const changed = withValueAt({ a: 1 }, "/__proto__", { b: 2 });
    expect(JSON.stringify(changed)).toBe('{"a":1,"__proto__":{"b":2}}');
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
  });

  it("is refused below a value that holds nothing", () => {
    expect(() => withValueAt({ a: 1 }, "/a/b", 2)).toThrow(RangeError);
  });

  it("is found again by the same pointer", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.jsonValue(),
        (root, name, value) => {
          const pointer = `/${escapeToken(name)}`;
          expect(valueAt(withValueAt(root as Json, pointer, value as Json), pointer)).toEqual(value);
        },
      ),
    );
  });
});
