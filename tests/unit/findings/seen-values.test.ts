import { describe, expect, it } from "vitest";
import { isSeen, type Seen, type Shown } from "../../../src/findings/seen.ts";
import { seenIn } from "../../../src/findings/seen-values.ts";

const values = (...all: unknown[]): Shown[] => all.map((value) => ({ value })) as Shown[];

const times = (count: number, ...all: unknown[]): Shown[] =>
  Array.from({ length: count }, () => values(...all)).flat();

const refusals = (...all: string[]): Shown[] => all.map((words) => ({ status: 422, words }));

describe("what came back is told", () => {
  it.each<[string, readonly Shown[], Seen]>([
    ["by its one value", values("#A", "#A"), { const: "#A" }],
    ["by its one value, an object", values({}, {}), { const: {} }],
    ["as nothing", [{}, {}], false],
    ["as a value or nothing", [...values(1, 1), {}], { anyOf: [{ const: 1 }, false] }],
    ["by a few values that came again and again", times(3, "A", "B"), { enum: ["A", "B"] }],
    ["by its type, where the values are new each time", values("a", "b", "c", "d", "e"), { type: "string" }],
    ["by its type, where a few values came once", values("a", "b"), { type: "string" }],
    ["by its types", values("a", 1, null, 2.5), { type: ["null", "number", "string"] }],
    ["by its type, where the run's tag stands in it", values("x ctag"), { type: "string" }],
    ["by its members", values({ a: 1, b: "x" }, { a: 2 }), { type: "object", required: ["a"], properties: { a: { type: "integer" }, b: { type: "string" } } }],
    ["by null members too", values({ a: null }, { a: null, b: 1 }), { type: "object", required: ["a"], properties: { a: { type: "null" }, b: { type: "integer" } } }],
    ["by its items", values([1], [2.5, 3]), { type: "array", items: { type: "number" } }],
    ["as an empty list or text", values([], "a"), { type: ["array", "string"], maxItems: 0 }],
    ["by status and words", refusals("a.0.b must be", "a.3.b must be"), { status: 422, words: "a.0.b must be" }],
    ["by the status, where the words differ", refusals("a must be", "b must be"), { status: 422 }],
    ["by the status, where there are no words", refusals(""), { status: 422 }],
  ])("%s", (_, shown, want) => {
    const seen = seenIn(shown, (text) => text.includes("ctag"));
    expect(seen).toEqual(want);
    for (const one of shown) expect(isSeen(seen, undefined, one)).toBe(true);
  }); // biome-ignore format: a table reads better in lines
});
