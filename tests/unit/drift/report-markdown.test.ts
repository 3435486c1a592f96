import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import type { FoundChange } from "../../../src/drift/change.ts";
import { driftReport } from "../../../src/drift/drift-report.ts";
import { reportHtml } from "../../../src/drift/report-html.ts";
import { code, escaped, reportMarkdown } from "../../../src/drift/report-markdown.ts";
import { reportText } from "../../../src/drift/report-text.ts";

const HOSTILE =
  "a | b `c` ```d``` <script>alert(1)</script> <!-- --> @octocat #12 [x](javascript:y) ![i](z) https://evil.example www.evil.example\n\n# H\n| - | \u202e\u0007 GH-1";

const change = (text: Json, more: Partial<FoundChange> = {}): FoundChange => ({
  class: "rule",
  side: "request",
  kind: "description-changed",
  at: "/note",
  before: null,
  after: text,
  impact: [{ what: "rule", name: String(text), note: String(text) }],
  sentences: [{ text: String(text), hash: "0123456789ab", change: "gained", review: "unreviewed" }],
  ...more,
});

/** What stays of Markdown when code is taken out. */
const outsideCode = (text: string): string =>
  text
    .replace(/```yaml[\s\S]*?```/g, "")
    .replace(/<code>[^`|]*?<\/code>/g, "")
    .replace(/`[^`]*`/g, "");

describe("hostile text from the docs", () => {
  const markdown = reportMarkdown(
    driftReport("order", [change(HOSTILE, { at: `/${HOSTILE}` })], { overlay: [] }),
  );

  test("makes no markup, mention, reference, link or row in a pull request", () => {
    const left = outsideCode(markdown);
    expect(left).not.toMatch(/<(?!br>|code>|\/code>)/);
    expect(left).not.toMatch(/@|https?:\/\/|www\.|\]\(|GH-\d/);
    expect(left.replace(/&#\d+;/g, "")).not.toMatch(/(?<!^#?)#(?=\d)/m);
    const rows = markdown.split("\n").filter((line) => line.startsWith("| request"));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.match(/\|/g)).toHaveLength(6);
    expect(markdown).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  });

  test("ends no block of code", () => expect(markdown.match(/```/g)).toHaveLength(2));

  test("moves no cursor on a terminal", () => {
    const text = reportText(driftReport("order", [change(HOSTILE)]));
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
    expect(text.split("\n").filter((line) => line.startsWith("rule"))).toHaveLength(1);
  });

  test("is shortened", () => {
    expect(escaped("x".repeat(5000)).length).toBeLessThan(400);
    const many = Array.from({ length: 400 }, (_, index) =>
      change("y".repeat(5000), { at: `/field${index}` }),
    );
    const long = reportMarkdown(driftReport("order", many));
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/\d+ more changes did not fit here/);
  });
});

test("plain places and values stay readable", () => {
  expect(code("/teamMembers/-/priority")).toBe("`/teamMembers/-/priority`");
  expect(code('"personal"')).toBe('`"personal"`');
  expect(code("a`b|c")).toBe("<code>a&#96;b&#124;c</code>");
});

test("a report without drift says so in each form", () => {
  const none = driftReport("order", []);
  expect(none).toEqual({ format: "contract-drift/1", operation: "order", drift: false, changes: [] });
  expect(reportText(none)).toBe("order: no drift\n");
  expect(reportMarkdown(none)).toBe("## The docs of order have not changed\n");
});

test("the worst comes first", () => {
  const classes = (["annotation", "compatible", "rule", "breaking"] as const).map((one) =>
    change("x", { class: one }),
  );
  expect(driftReport("order", classes).changes.map((one) => one.class)).toEqual([
    "breaking",
    "rule",
    "compatible",
    "annotation",
  ]);
});

test("the page that stands alone has every change and its id, and what docs say is text in it", () => {
  const report = driftReport(HOSTILE, [change(HOSTILE)]);
  const page = reportHtml(report);
  expect(page).toContain(`<small>${report.changes[0]!.id}</small>`);
  expect(page).toContain("&#60;script&#62;alert(1)");
  expect(page).not.toMatch(
    /<(?!\/?(?:html|head|meta|title|style|body|h1|h2|p|table|tr|th|td|code|br|small|ul|li)\b|!doctype)/,
  );
  expect(page.match(/<tr>/g)).toHaveLength(2);
});

test("a change of one schema in request and answer is one row, with both places", () => {
  const twins = [
    change("At most ten."),
    change("At most ten.", { side: "response", at: "/cake/note", status: "200" }),
  ];
  for (const changes of [twins, twins.toReversed()]) {
    const rows = reportMarkdown(driftReport("order", changes))
      .split("\n")
      .filter((row) => row.startsWith("|") && row.includes("/note"));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/request `\/note`/);
    expect(rows[0]).toMatch(/response `\/cake\/note` of /);
  }
});
