import { expect, test } from "vitest";
import { wordsOf } from "../../../src/engine/refusal-words.ts";

test.each([
  ["a message", '{"message":"not yours"}', "not yours"],
  ["several messages", '{"message":["one","two"]}', "one; two"],
  ["an error without a message", '{"error":"Unauthorized"}', "Unauthorized"],
  ["a title", '{"title":"No"}', "No"],
  ["a page", "<html><h1>Just a\n moment</h1></html>", "Just a moment"],
  ["plain text", "error code: 1010", "error code: 1010"],
  ["nothing", "", "no text"],
  ["a long text", "x".repeat(400), `${"x".repeat(160)}…`],
])("the words of %s", (_, text, words) => {
  expect(wordsOf({ status: 403, headers: {}, text })).toBe(words);
});
