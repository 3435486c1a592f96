import { describe, expect, test } from "vitest";
import { plainText, sentenceHash, sentencesOf } from "../../../src/drift/prose.ts";
import { sampled } from "../../fixtures/sampled.ts";

describe("a description is split into sentences", () => {
  test.each([
    ["two sentences", "One member only. It may be anybody.", ["One member only.", "It may be anybody."]],
    ["no mark at the end", "For custom hours, use the other field", ["For custom hours, use the other field"]],
    ["decimals and versions", "At most 0.5 of it. Since v1.2 it is 3.5 GB.", ["At most 0.5 of it.", "Since v1.2 it is 3.5 GB."]],
    ["an address", "See https://a.example/b.html?c=1. Then go on.", ["See https://a.example/b.html?c=1.", "Then go on."]],
    ["abbreviations", "Some kinds, e.g. Class or i.e. Group, vs. Others. Next.", ["Some kinds, e.g. Class or i.e. Group, vs. Others.", "Next."]],
    ["an initial", "As J. Doe says. Yes.", ["As J. Doe says.", "Yes."]],
    ["an emoji first", "🚨 Deprecated! Please use 'Other APIs' instead.", ["🚨 Deprecated!", "Please use 'Other APIs' instead."]],
    ["an emoji that begins the next one", "It is gone. 🚨 Do not send it.", ["It is gone.", "🚨 Do not send it."]],
    ["a number that begins the next one", "It is limited. 5 are allowed.", ["It is limited.", "5 are allowed."]],
    ["quotes around an end", 'Say "stop." Then stop.', ['Say "stop."', "Then stop."]],
    ["lower case after a point is the same sentence", "Use the field a. b is ignored.", ["Use the field a. b is ignored."]],
    ["bullets", "Which one:\n\n- 1: Only custom.\n- 0: Only open. Never both.", ["Which one:", "1: Only custom.", "0: Only open.", "Never both."]],
    ["other bullets", "• first\n* second\n1. third", ["first", "second", "third"]],
    ["lines of one paragraph", "One sentence\nover two lines.", ["One sentence over two lines."]],
    ["a question and an ellipsis", "Why? Because… Well.", ["Why?", "Because…", "Well."]],
    ["nothing but marks", "---\n\n* * *", []],
    ["nothing", "", []],
  ])("%s", (_, text, want) => expect(sentencesOf(text)).toEqual(want)); // biome-ignore format: a table reads better in lines
});

test.each([
  ["emphasis", "**Only** _one_ *member* ~~now~~"],
  ["code and links", "`Only` [one](https://a.example) ``member`` now"],
  ["tags and entities", "<b>Only</b>&nbsp;one<br>member <code>now</code>"],
  ["white space and invisible characters", "  Only\u00a0one\u200b\r\n member   now "],
])("markup is no text: %s", (_, text) => {
  expect(plainText(text).replace(/\s+/g, " ").trim()).toBe("Only one member now");
});

test.each([
  ["a name with underscores", "only_for_round_robin and __proto__x"],
  ["what looks like a tag and is none", "<YYYY-MM-DD in local time>T00"],
  ["a product of numbers", "2 * 3 * 4"],
])("stays as it is: %s", (_, text) => expect(plainText(text)).toBe(text));

test("a hash is of the field and the sentence, not of its markup's leftovers or its end", () => {
  const hash = sentenceHash("members", "One only.");
  expect(hash).toMatch(/^[0-9a-f]{12}$/);
  expect(sentenceHash("members", " One  only")).toBe(hash);
  expect(sentenceHash("guests", "One only.")).not.toBe(hash);
  expect(sentenceHash("members", "Two only.")).not.toBe(hash);
});

// What looks through all the rest for each mark takes minutes.
for (const { options, rows } of sampled(["a", "word and ", "*a", "*a ", "**a ", "_a ", "__a ", "_", "[", "[a](", "![a](b ", "<", "<a ", "<br ", "<!-- ", "`a ", "``a `", "~~a ", "&amp;", ".", ". ", ". A", "e.g. ", ": ", "!…", "(", "\n", "- a\n", "x\n\n", " ", "\t", "\\*", "#"], 8)) test.each(rows)("a description of 200 kB of %j is read before a test is out of time", options, (unit) => {
  const text = `${unit.repeat(Math.ceil(200_000 / unit.length))}x`;
  expect(sentencesOf(text).length).toBeGreaterThan(0);
  expect(sentenceHash("field", text)).toMatch(/^[0-9a-f]{12}$/);
}); // biome-ignore format: a list reads better in lines
