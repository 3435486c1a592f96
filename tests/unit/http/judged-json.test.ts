import { describe, expect, it } from "vitest";
import { MOST_DEPTH } from "../../../src/core/json.ts";
import {
  MOST_BYTES,
  MOST_ITEMS,
  MOST_NAME_CHARACTERS,
  MOST_VALUES,
} from "../../../src/http/answer-limits.ts";
import { excessOf, jsonOf, wholeJsonOf } from "../../../src/http/exchange.ts";
import { judgedJson } from "../../../src/http/judged-json.ts";
import { takeAnswer } from "../../../src/http/take-answer.ts";

const list = (length: number): number[] => Array.from({ length }, () => 1);
const nested = (levels: number): string => `${"[".repeat(levels)}1${"]".repeat(levels)}`;
const NAME = "n".repeat(MOST_NAME_CHARACTERS);

describe("the part of a body that is judged", () => {
  it.each([
    ["no JSON", "{", undefined],
    ["null", "null", null],
    ["a list of the most items", JSON.stringify(list(MOST_ITEMS)), list(MOST_ITEMS)],
    ["the longest name", `{"${NAME}":1}`, { [NAME]: 1 }],
    ["the most levels", nested(MOST_DEPTH), JSON.parse(nested(MOST_DEPTH))],
  ])("is the whole of %s", (_, text, json) => expect(judgedJson(text)).toEqual({ json, excess: [] }));

  it("is the first items of a list", () => {
    const text = JSON.stringify({ a: [...list(MOST_ITEMS), "wrong"] });
    expect(judgedJson(text)).toEqual({ json: { a: list(MOST_ITEMS) }, excess: ["items"] });
  });

  it("is without members of long names", () => {
    expect(judgedJson(`{"${NAME}n":1,"a":2}`)).toEqual({ json: { a: 2 }, excess: ["name-characters"] });
  });

  it.each([MOST_DEPTH + 1, 3000, 200_000])("ends at the most levels, of %d", (levels) => {
    const { json, excess } = judgedJson(nested(levels));
    expect(excess).toEqual(["depth"]);
    expect(JSON.stringify(json)).toBe(
      `${"[".repeat(MOST_DEPTH)}"… more than 100 levels deep"${"]".repeat(MOST_DEPTH)}`,
    );
  });

  it.each([
    ["wide lists in lists", JSON.stringify(Array.from({ length: MOST_ITEMS }, () => list(MOST_VALUES / MOST_ITEMS)))],
    ["an object of many members", JSON.stringify(Object.fromEntries(list(MOST_VALUES).map((one, index) => [`k${index}`, one])))],
  ])("is nothing of %s", (_, text) => expect(judgedJson(text)).toEqual({ json: undefined, excess: ["values"] })); // biome-ignore format: a table

  it("is nothing of a text that is too long to be read, though it were JSON", () => {
    expect(judgedJson(`${" ".repeat(MOST_BYTES)}1`)).toEqual({ json: undefined, excess: ["bytes"] });
  });
});

describe("an answer", () => {
  it("is taken in as it is, where it is within the limits", () => {
    const raw = { status: 200, headers: { a: "b" }, text: "{}" };
    expect(takeAnswer(raw)).toEqual(raw);
    expect(excessOf(takeAnswer(raw))).toEqual([]);
  });

  it("that is too long is cut, and is no JSON", () => {
    const taken = takeAnswer({ status: 200, headers: {}, text: `1${" ".repeat(MOST_BYTES)}` });
    expect([taken.text.length, taken.excess, jsonOf(taken), excessOf(taken)]).toEqual([MOST_BYTES, ["bytes"], undefined, ["bytes"]]);
  }); // biome-ignore format: short

  it("that was not read to its end says so, whatever was read of it", () => {
    const taken = takeAnswer({ status: 200, headers: {}, text: "1", isWhole: false });
    expect([taken.text, jsonOf(taken), excessOf(taken)]).toEqual(["1", undefined, ["bytes"]]);
  });

  it("keeps the first of headers that are too long", () => {
    const taken = takeAnswer({ status: 200, headers: { a: "1", b: "x".repeat(65_536), c: "2" }, text: "" });
    expect([taken.headers, taken.excess]).toEqual([{ a: "1" }, ["headers"]]);
  });

  it("is looked into whole for what was made", () => {
    const taken = takeAnswer({ status: 200, headers: {}, text: JSON.stringify(list(MOST_ITEMS + 7)) });
    expect([jsonOf(taken), wholeJsonOf(taken)]).toMatchObject([
      { length: MOST_ITEMS },
      { length: MOST_ITEMS + 7 },
    ]);
  });
});
