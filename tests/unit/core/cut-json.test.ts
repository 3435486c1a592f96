import { expect, test } from "vitest";
import { isCutJson } from "../../../src/core/cut-json.ts";

test("every beginning of an answer is cut, and the whole of it is not", () => {
  const whole = ' {"a": [1, {"b": "x\\"}]"}], "c": "é\\\\"}';
  expect(isCutJson(whole)).toBe(false);
  for (let end = 2; end < whole.length; end++)
    expect(isCutJson(whole.slice(0, end)), whole.slice(0, end)).toBe(true);
});

test.each([
  ["nothing", ""],
  ["a page", "<html>"],
  ["a text", '"a'],
  ["more than one value", "{}{"],
  ["NaN", '{"a":NaN}'],
])("%s is something else", (_, text) => expect(isCutJson(text)).toBe(false));
