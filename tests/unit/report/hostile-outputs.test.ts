import { describe, expect, test } from "vitest";
import { Printer } from "../../../src/core/output/printer.ts";
import type { FoundChange } from "../../../src/drift/change.ts";
import { driftReport } from "../../../src/drift/drift-report.ts";
import { reportHtml } from "../../../src/drift/report-html.ts";
import { reportMarkdown } from "../../../src/drift/report-markdown.ts";
import { reportText } from "../../../src/drift/report-text.ts";
import { REPORT_FORMATS } from "../../../src/report/formats/index.ts";
import { terminalReport } from "../../../src/report/formats/text.ts";
import { hostileReport as report } from "../../fixtures/hostile-report.ts";
import { expectHarmless, HOSTILE } from "../../fixtures/hostile-texts.ts";

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
const OUTPUTS: readonly [string, (text: string) => string | Promise<string>][] = [
  ...REPORT_FORMATS.map((format): [string, (text: string) => string | Promise<string>] => [
    format.file,
    (text) => format.write(report(text)),
  ]),
  [
    "the report on a terminal",
    (text) => withoutColour(terminalReport(report(text), { color: true, columns: 60, detail: "verbose" })),
  ],
  ["the printed report", (text) => printed((printer) => printer.text(terminalReport(report(text))))],
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
  test.each(HOSTILE)("a text that %s is shown and does nothing", async (_, text) => {
    const written = await write(text);
    expectHarmless(written);
    // As many lines as of a harmless text: none is begun by a text of others.
    // A curl line may hold a line break that is sent.
    if (!/report|junit/.test(name))
      expect(written.split("\n").length).toBeLessThanOrEqual(
        (await write("harmless")).split("\n").length + 1,
      );
  });

  test("colours of others are no colours", async () => {
    expect(await write("\u001b[31mred\u001b[39m")).not.toContain("\u001b[31mred");
  });
});

test.each(HOSTILE)("a job's summary holds no markup of others: a text that %s", async (_, text) => {
  const [summary] = REPORT_FORMATS.filter(({ file }) => file.endsWith(".md"));
  const written = (await summary?.write(report(text))) ?? expect.unreachable();
  // A block of code ends at the first line that has its fence again (CommonMark, 4.5): nothing in it is markup.
  const left = written.replace(/^(`{3,})sh\n(?:.*\n)*?\1$/gm, "").replace(/<br>/g, "");
  expect(left.replace(/&#\d+;/g, "")).not.toMatch(/[<>`[\]@]|https?:\/\/|www\./);
});
