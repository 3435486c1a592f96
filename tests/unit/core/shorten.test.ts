import { describe, expect, it } from "vitest";
import { words } from "../../../src/checks/violation/words.ts";
import type { Json } from "../../../src/core/json.ts";
import { detached, shortened, shortenedText } from "../../../src/core/shorten.ts";

describe("a value that is shortened", () => {
  it.each<[string, Json]>([
    ["a text", "x".repeat(90)],
    ["numbers", [1, 2, 3]],
    ["an object", { a: { b: null }, c: [true] }],
  ])("is itself where there is room for it: %s", (_, value) => expect(shortened(value, 100)).toBe(value));

  it("keeps words of the suite's own, which are told from others by what they are", () => {
    const told = words("x".repeat(500));
    expect(shortened(told, 10)).toBe(told);
    const shown = shortened({ told, long: "y".repeat(900) }, 800);
    expect(shown).toMatchObject({ told, long: expect.stringContaining("(900 characters)") as string });
  });

  it.each<[string, Json, Json]>([
    ["a text", "x".repeat(200), `${"x".repeat(64)}… (200 characters)`],
    ["a list", Array.from({ length: 99 }, () => "y".repeat(30)), ["y".repeat(30), "… 98 more of 99 items"]],
    [
      "an object",
      Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`k${index}`, "z".repeat(25)])),
      { k0: "z".repeat(25), k1: "z".repeat(25), "…": "97 more of 99 members" },
    ],
    ["what is deep in it", { a: ["x".repeat(200)] }, { a: [`${"x".repeat(32)}… (200 characters)`] }],
  ])("says how long %s was", (_, value, want) => expect(shortened(value, 64)).toEqual(want));

  it("shows what follows a long value, and takes an own __proto__ for a name", () => {
    const value = JSON.parse(`{"__proto__": "${"x".repeat(500)}", "b": 1}`) as Json;
    const shown = shortened(value, 200) as object;
    expect(Object.keys(shown)).toEqual(["__proto__", "b"]);
  });

  it("is not much longer than asked for, however wide and deep it was", () => {
    let value: Json = "x".repeat(1000);
    for (let level = 0; level < 90; level++) value = level % 2 === 0 ? [value, value] : { a: value, b: 1 };
    // As a tree it has 2^45 texts.
    expect(JSON.stringify(shortened(value, 5000)).length).toBeLessThan(12_000);
  });

  it("cuts no pair of surrogates in half", () => {
    expect(shortenedText("ab😀", 3)).toBe("ab… (4 characters)");
    expect(detached("a\ud800é😀")).toBe("a\ud800é😀");
  });
});
