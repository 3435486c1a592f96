import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/docs/plain-text.ts";

describe("a description is read as the page shows it:", () => {
  test.each([
    ["plain text", "Plain, it's 5 < 6 & so on.", "Plain, it's 5 < 6 & so on."],
    ["lines of a paragraph", "one\ntwo  three\r\n\r\nfour", "one two three\n\nfour"],
    ["emphasis", "**a** *b* __c__ _d_ ***e*** ~~f~~", "a b c d e f"],
    ["stars and underscores in words", "snake_case_name, 2 * 3 * 4, a*b*c, __", "snake_case_name, 2 * 3 * 4, a*b*c, __"],
    ["code", "use `a.b` or ``c``", "use a.b or c"],
    ["links", "[the page](https://example.com/a_(b)) <https://example.com/c>", "the page https://example.com/c"],
    ["lists", "Kinds:\n* one\n+ two\n  goes on\n- three\n\nEnd", "Kinds:\n\n- one\n- two goes on\n- three\n\nEnd"],
    ["HTML", "<p>a <b>b</b><br/>c</p><ul><li>d</li><li>e</li></ul><!-- no -->", "a b\n\nc\n\n- d\n- e"],
    ["placeholders, which are no tags", "YYYY is <year>, see <local date>", "YYYY is <year>, see <local date>"],
    ["entities", "&lt;5 &amp; &quot;x&quot; &#39;y&#x27; &nbsp;z &unknown;", "<5 & \"x\" 'y' z &unknown;"],
    ["markup that is written as entities", "&lt;b&gt;bold&lt;/b&gt; &amp;lt;", "bold <"],
    ["quotation marks and emoji", "“a” ‘b’ … 🚨", "“a” ‘b’ … 🚨"],
    ["headings and quotations", "## Title\n> said", "Title said"],
  ])("%s", (_, markdown, plain) => {
    expect(plainText(markdown)).toBe(plain);
    expect(plainText(plain)).toBe(plain);
  }); // biome-ignore format: a table reads better in lines
});

test.each([
  ["brackets", "[".repeat(50_000)],
  ["stars", "*a".repeat(20_000)],
  ["underscores", "_a ".repeat(20_000)],
  ["backticks", "`".repeat(50_001)],
  ["tags", "<a ".repeat(20_000)],
])("a long text of %s is read as well", (_, text) => {
  expect(plainText(text).length).toBeLessThanOrEqual(text.length);
});

// What looks through all the rest for each mark takes minutes.
test.each(["a", "word and ", "*a", "*a ", "**a ", "_a ", "__a ", "_", "[", "[a](", "![a](b ", "<", "<a ", "<br ", "<!-- ", "`a ", "``a `", "~~a ", "&amp;", ".", ". ", ". A", "e.g. ", ": ", "!…", "(", "\n", "- a\n", "x\n\n", " ", "\t", "\\*", "#"])("a description of 200 kB of %j is read before a test is out of time", (unit) => {
  const text = `${unit.repeat(Math.ceil(200_000 / unit.length))}x`;
  expect(plainText(text)).not.toBe("");
}); // biome-ignore format: a list reads better in lines
