import { describe, expect, it } from "vitest";
import { reasonsOf } from "../../../../src/checks/violation/refusal-words.ts";
import type { Json } from "../../../../src/core/json.ts";

const hyphenated = (answer: Json, status = 422) =>
  reasonsOf(status, answer).map((reason) => reason.hyphenated);

describe("the reasons of a refusal", () => {
  it.each<[string, Json]>([
    ["a text", "no way"],
    ["a field", { message: "no way", code: "E_NO" }],
    ["an item", { errors: ["no way"] }],
    ["a field of an item", { errors: [{ detail: { text: "no way" } }] }],
  ])("stand in %s", (_, answer) => {
    expect(reasonsOf(422, answer)).toEqual([{ hyphenated: "no-way", text: "no way" }]);
  });

  it.each<[string, Json]>([
    ["one word", { code: "invalid" }],
    ["one word, with space around it", { code: " invalid " }],
    ["one word beside what is left out", { id: "order 17" }],
    ["only values", { id: '"a b" 12 34' }],
    ["numbers and null", { status: 422, more: null }],
    ["the status in words", { title: "Unprocessable Entity" }],
    ["the status in words, in another case", { title: "unprocessable entity" }],
    ["nothing", ""],
  ])("are none where there is %s", (_, answer) => expect(hyphenated(answer)).toEqual([]));

  it("hold the words of another status", () => {
    expect(hyphenated("Unprocessable Entity", 400)).toEqual(["Unprocessable-Entity"]);
    expect(hyphenated("no way", 499)).toEqual(["no-way"]);
  });

  it.each([
    ["quoted values", "note \"a b\" or 'c d' or `e f` is odd", "note-or-or-is-odd"],
    ["no apostrophes", "it can't be what it isn't", "it-can-t-be-what-it-isn-t"],
    ["values with digits", "order n-17 of 2024-01-01 is gone", "order-of-is-gone"],
    ["indexes of a path", "lines.12.rate must be set", "lines-rate-must-be-set"],
    ["indexes in brackets", "lines[12].rate must be set", "lines-rate-must-be-set"],
    ["indexes between slashes", "at /lines/12/rate there is none", "at-lines-rate-there-is-none"],
    ["no path without digits", "billTo.street must be set", "billTo-street-must-be-set"],
    ["marks", "no, really: (never) a_b!", "no-really-never-a_b"],
    ["space", " no \n\t way  ", "no-way"],
  ])("leave out %s", (_, text, want) => expect(hyphenated(text)).toEqual([want]));

  it("are cut at a word, before 60 characters", () => {
    const word = (length: number) => "x".repeat(length);
    expect(hyphenated(`${word(30)} ${word(29)} end`)).toEqual([`${word(30)}-${word(29)}`]);
    expect(hyphenated(`${word(29)} ${word(29)} end`)).toEqual([`${word(29)}-${word(29)}`]);
    expect(hyphenated(`${word(20)} ${word(10)} ${word(30)} end`)).toEqual([`${word(20)}-${word(10)}`]);
    expect(hyphenated(`so ${word(80)}`)).toEqual([]);
  });

  it("are told once each, with the first text, and 20 at most", () => {
    expect(reasonsOf(422, ["line 1 is odd", "line 2 is odd"])).toEqual([
      { hyphenated: "line-is-odd", text: "line 1 is odd" },
    ]);
    const many = Array.from({ length: 30 }, (_, n) => `no ${"x".repeat(n + 1)}`);
    expect(hyphenated(many)).toHaveLength(20);
  });

  it("are read from the first thousand characters of a text", () => {
    expect(reasonsOf(422, `no way ${"1".repeat(2000)}`)[0]?.text).toHaveLength(1000);
    expect(hyphenated(`${"x".repeat(1000)} no way`)).toEqual([]);
  });
});
