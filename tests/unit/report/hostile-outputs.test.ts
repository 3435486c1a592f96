import { describe, expect, test } from "vitest";
import { Printer } from "../../../src/core/output/printer.ts";
import type { FoundChange } from "../../../src/drift/change.ts";
import { driftReport } from "../../../src/drift/drift-report.ts";
import { reportHtml } from "../../../src/drift/report-html.ts";
import { reportMarkdown } from "../../../src/drift/report-markdown.ts";
import { reportText } from "../../../src/drift/report-text.ts";
import { curlLine } from "../../../src/findings/curl.ts";
import { REPORT_FORMATS } from "../../../src/report/formats/index.ts";
import { terminalReport } from "../../../src/report/formats/text.ts";
import type { Report, ReportedFinding } from "../../../src/report/report.ts";
import { expectHarmless, HOSTILE } from "../../fixtures/hostile-texts.ts";

const counted = { covered: 1, total: 2 };
const deviation = (text: string) => ({ covers: text, reason: text, evidence: text, expires: "2099-01-01" });

/** A finding in which every text of others is the given one. */
function finding(text: string, more: Partial<ReportedFinding>): ReportedFinding {
  const request = { method: text, path: `/${text}`, headers: { [text]: text, authorization: `${text} x` } };
  return {
    fingerprint: text,
    check: text,
    severity: "violation",
    status: "new",
    count: 2,
    title: text,
    at: text,
    expected: { [text]: [text] },
    received: text,
    docs: text,
    clause: text,
    case: text,
    request: { ...request, body: text },
    response: { status: 200, headers: { [text]: text }, body: { [text]: text } },
    curl: curlLine("http://h", { ...request, body: text }, "t0ken"),
    replay: text,
    shrunk: false,
    ...more,
  };
}

/** A report with each kind of line, in which every text of others is the given one. */
const report = (text: string): Report => ({
  format: "contract-report/1",
  target: text,
  operation: text,
  seed: 1,
  tag: text,
  contract: text,
  durationMs: 1,
  verdict: "fail",
  reason: text,
  requests: { sent: 1, retried: 0, cleanup: 0, unknown: 1 },
  leftBehind: [text],
  findings: [
    finding(text, {}),
    finding(text, { at: "", status: "expired", deviation: deviation(text) }),
    finding(text, { status: "known", deviation: deviation(text) }),
    finding(text, { severity: "observation" }),
  ],
  deviations: { known: 1, expired: 1, fixed: [text] },
  cases: { [text]: { sent: 1, passed: 0, failed: 1, skipped: 1, unanswered: 1 } },
  transport: { [text]: 1 } as Report["transport"],
  checks: { [text]: { passed: 0, failed: 1, skipped: 0 } },
  coverage: { values: counted, boundaries: counted, pairs: counted, rules: counted, missing: [text] },
  orphans: [{ file: text, case: text, reason: text }],
  stale: [{ file: text, date: text, ageInDays: 1 }],
});

const change = (text: string): FoundChange => ({
  class: "rule",
  side: "request",
  kind: "description-changed",
  at: text,
  before: { [text]: text },
  after: text,
  status: text,
  also: [text],
  impact: [{ what: "rule", name: text, note: text }],
  sentences: [{ text, hash: "0123456789ab", change: "gained", review: "unreviewed" }],
});

const drift = (text: string) =>
  driftReport(text, [change(text), { ...change(text), class: "breaking" }], {
    overlay: [{ action: 1, target: text, problem: "target-gone" }],
    cases: { appear: 1, vanish: 1 },
    unjudged: text,
  });

/** What a printer hands to its stream. */
function printed(print: (printer: Printer) => void): string {
  let all = "";
  const stream = {
    on: () => stream,
    write(text: string, done: () => void) {
      all += text;
      done();
    },
  };
  print(new Printer(() => stream as unknown as NodeJS.WriteStream));
  return all;
}

/** Every place where texts of others are written out, with all of them. */
const OUTPUTS: readonly [string, (text: string) => string][] = [
  ...REPORT_FORMATS.map((format): [string, (text: string) => string] => [
    format.file,
    (text) => format.write(report(text)),
  ]),
  ["the report on a terminal", (text) => withoutColour(terminalReport(report(text), true))],
  ["the printed report", (text) => printed((printer) => printer.text(terminalReport(report(text), false)))],
  ["drift as text", (text) => reportText(drift(text))],
  ["drift as Markdown", (text) => reportMarkdown(drift(text))],
  ["drift as HTML", (text) => reportHtml(drift(text))],
  ["an error line", (text) => printed((printer) => printer.line(`contract: ${text}`))],
  ["a line of its own", (text) => printed((printer) => printer.line(text))],
  ["progress", (text) => withoutReturn(printed((printer) => printer.redraw(text)))],
];

/** The terminal's own sequences, which are ours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what they begin with
const withoutColour = (text: string): string => text.replace(/\u001b\[\d{1,2}m/g, "");
const withoutReturn = (text: string): string => text.replace("\r\u001b[K", "");

describe.each(OUTPUTS)("in %s", (name, write) => {
  test.each(HOSTILE)("a text that %s is shown and does nothing", (_, text) => {
    const written = write(text);
    expectHarmless(written);
    // As many lines as of a harmless text: none is begun by a text of others.
    if (!/report/.test(name))
      expect(written.split("\n").length).toBeLessThanOrEqual(write("harmless").split("\n").length + 1);
  });

  test("colours of others are no colours", () => {
    expect(write("\u001b[31mred\u001b[39m")).not.toContain("\u001b[31mred");
  });
});

test.each(HOSTILE)("a job's summary holds no markup of others: a text that %s", (_, text) => {
  const [summary] = REPORT_FORMATS.filter(({ file }) => file.endsWith(".md"));
  const left = summary?.write(report(text)).replace(/<br>/g, "") ?? expect.unreachable();
  expect(left.replace(/&#\d+;/g, "")).not.toMatch(/[<>`[\]@]|https?:\/\/|www\./);
});
