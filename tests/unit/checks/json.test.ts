import { describe, expect, it } from "vitest";
import { json } from "../../../src/checks/json.ts";
import { answerOf, caseOf, judgedBy, told } from "./exchanges.ts";

describe("json", () => {
  it.each(['{"a":1}', "[]", "null", '"text"', " 1\n"])("passes %s", (text) => {
    expect(judgedBy(json, caseOf(), answerOf(200, text))).toEqual([]);
  });

  it.each([
    ["an empty body", "", ""],
    ["not JSON", "<html>", "<html>"],
    ["not JSON", '{"a":1', '{"a":1'],
    ["not JSON", "{'a':1}", "{'a':1}"],
    ["not JSON", '{"a":1} trailing', '{"a":1} trailing'],
    ["not JSON", "x".repeat(300), `${"x".repeat(200)}…`],
    ["JSON encoded twice", JSON.stringify('{"a":1}'), JSON.stringify('{"a":1}')],
  ])("tells of %s: %s", (how, text, received) => {
    expect(told(judgedBy(json, caseOf(), answerOf(200, text)))).toMatchObject([
      { place: "200", at: "", title: `body of 200 is ${how}`, expected: "a JSON text", received },
    ]);
  });

  it("does not apply to a status that the docs do not have", () => {
    expect(judgedBy(json, caseOf(), answerOf(418, "tea"))).toBeUndefined();
  });
});
