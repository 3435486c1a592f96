import { describe, expect, test } from "vitest";
import { jsonBlock } from "../../../../src/docs/page/json-block.ts";
import { pageText } from "../../../../src/docs/page/page-text.ts";

function read(text: string) {
  const page = pageText("page.txt", text);
  return jsonBlock(page, 0, page.lines.length);
}

test.each([
  "null",
  " [ ] ",
  "{}",
  "-0.5e+3",
  '"a\\u00e9\\n\\"é"',
  '{"a":[1,{"b":[true,false,null]}],"__proto__":{"c":1}}',
  "[[[[]]]]",
])("%s is read as JSON.parse reads it", (text) => expect(read(text)).toEqual(JSON.parse(text)));

describe("refused, as JSON.parse refuses it:", () => {
  test.each([
    "",
    "{",
    "[1 2]",
    "[1,]",
    "{'a':1}",
    "{a:1}",
    '{"a" 1}',
    "01",
    "1.",
    "tru",
    "truefalse",
    '"a\tb"',
    "NaN",
    "1]",
  ])("%s", (text) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(() => read(text)).toThrow(/^page\.txt:1: the example is not JSON: /);
  });
});

test("the line of the fault is the one where the text goes wrong", () => {
  expect(() => read('{\n  "a": 1\n  "b": 2\n}')).toThrow(/^page\.txt:3: /);
  expect(() => read("[\n  1,\n  oops\n]")).toThrow(/^page\.txt:3: .*"oops"/);
});
