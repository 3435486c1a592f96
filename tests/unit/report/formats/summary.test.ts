import { describe, expect, test } from "vitest";
import { markdown } from "../../../../src/core/output/sinks.ts";
import { markdownSummary } from "../../../../src/report/formats/summary.ts";
import type { Report } from "../../../../src/report/report.ts";
import { hostileFinding } from "../../../fixtures/hostile-report.ts";

/** What a reader of Markdown makes of entities: the text as it was. */
const read = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => (code === "8203" ? "" : String.fromCharCode(Number(code))));

const HOSTILE = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[click](javascript:alert(1))",
  "![](http://a/b.png)",
  "a | b | c",
  "`code` ``",
  "*a* _b_ ~~c~~ $d$",
  "# heading",
  "- item",
  "1. item",
  "=== ",
  "&lt;b&gt; &#60;",
  "@everybody see #1",
  "https://evil.example www.evil.example",
  "\\* \\",
  "::error::x",
];

describe("a text in Markdown", () => {
  test.each(HOSTILE)("%s is shown as it is", (text) => {
    const written = markdown(text);
    expect(read(written).trim()).toBe(text.trim());
    expect(written.replace(/&#\d+;/g, "·")).not.toMatch(/[\\`*_[\]<>|~&$:@#]|^[-+=\d]|www\./);
  });

  test("mentions nobody, and no issue, once its entities are read", () => {
    for (const text of ["@octocat", "#12"]) expect(markdown(text)).toMatch(/^&#\d+;&#8203;\w+$/);
  });

  test("is one line, without characters that turn it around, and cut between characters", () => {
    expect(read(markdown("a\nb\r\n\u202ec\u0000d"))).toBe("a\\nb\\r\\n\\u202ec\\u0000d");
    expect(markdown("a😀😀😀", 2)).toBe("a😀…");
  });
});

const counted = { covered: 1, total: 2 };

const report = (changes: Partial<Report>): Report =>
  ({
    format: "contract-report/1",
    target: "http://127.0.0.1:1",
    operation: "op",
    seed: 1,
    verdict: "pass",
    durationMs: 5,
    requests: { sent: 1, retried: 0, cleanup: 0 },
    leftBehind: [],
    findings: [],
    deviations: { known: 0, expired: 0, fixed: [] },
    coverage: { values: counted, boundaries: counted, pairs: counted, rules: counted, missing: [] },
    orphans: [],
    stale: [],
    ...changes,
  }) as unknown as Report;

describe("the summary of a run", () => {
  test("says verdict, coverage, and nothing that there is not", () => {
    const text = markdownSummary(report({}));
    expect(text).toMatch(/^## \S+ op: pass\n/);
    expect(text).toContain("| 1/2 | 1/2 | 1/2 | 1/2 |");
    expect(text.match(/^### .*$/gm)).toEqual(["### Coverage"]);
  });

  test("says why there is no verdict, what is new, missing, orphaned and old; hostile text does no harm", () => {
    const evil = "<b>|`@all`\n# x";
    const finding = {
      severity: "violation",
      status: "new",
      check: evil,
      title: evil,
      at: evil,
      count: 2,
      clause: evil,
      fingerprint: evil,
      docs: evil,
      curl: `curl '${evil}'`,
      replay: `contract replay '${evil}'`,
      expected: evil,
      received: { evil },
    };
    const text = markdownSummary(
      report({
        verdict: "inconclusive",
        reason: evil,
        findings: [finding] as unknown as Report["findings"],
        leftBehind: [evil],
        coverage: { values: counted, boundaries: counted, pairs: counted, rules: counted, missing: [evil] },
        orphans: [{ file: evil, case: evil, reason: evil }],
        stale: [{ file: evil, date: "2026-01-01", ageInDays: 9 }],
      }),
    );
    const titles = [
      "New findings",
      "Could not be deleted",
      "Coverage",
      "Missing",
      "Orphaned recordings",
      "Old recordings",
    ];
    expect(text.match(/^### .*$/gm)).toEqual(titles.map((title) => `### ${title}`));
    const markup = text.replace(/^(`{3,})sh\n(?:.*\n)*?\1$/gm, "").replaceAll("<br>", "");
    expect(markup).not.toMatch(/<|`|@|^# /m);
  });

  test("shows what to copy whole, in a block that nothing in it ends", () => {
    const curl = "curl --data-raw '```\\n````' 'http://127.0.0.1:1'";
    const finding = {
      ...hostileFinding("size", { curl, replay: "contract replay size" }),
      fingerprint: "size",
    };
    const text = markdownSummary(report({ verdict: "fail", findings: [finding] }));
    const [, , block] = /^(`{3,})sh\n([\s\S]*?)\n\1$/m.exec(text) ?? [];
    expect(block?.split("\n")).toEqual([
      curl,
      "npx contract replay size",
      "npx contract accept size --reason '…'",
    ]);
  });

  test("shows only so many of each", () => {
    const missing = Array.from({ length: 500 }, (_, index) => `gap ${index}`);
    const text = markdownSummary(report({ coverage: { ...report({}).coverage, missing } }));
    expect(text).toMatch(/^- … and 470 more$/m);
  });
});
