import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, Target } from "../../../src/exchange.ts";
import { type Report, reportOf } from "../../../src/report/report.ts";
import { terminalReport } from "../../../src/report/terminal.ts";
import { Suite } from "../../../src/suite.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";

const TOKEN = "s3cret-t0ken";
const NASTY = `\u001b[2J\u0007\u0000\u009b31m\u202etxet ${TOKEN}\r\n\u2028`;

/** The report of a run against an endpoint that answers everything the same. */
async function reportAgainst(answer: Partial<Answer>): Promise<Report> {
  const target: Target = {
    name: "http://127.0.0.1:4010",
    url: "http://127.0.0.1:4010",
    loopback: true,
    stores: false,
    token: TOKEN,
    send: async () => ({
      status: 201,
      headers: { "content-type": "application/json" },
      text: "{}",
      ...answer,
    }),
    close: async () => {},
  };
  const suite = new Suite({
    contract: await loadContract("bakery"),
    target,
    operation: "create-order",
    seed: 42,
    requests: 12,
    account: { tag: "s16", bindings: {} },
    userAgent: "test/1",
  });
  await suite.run();
  return reportOf(suite, 12.6);
}

/** The lines of a report but for the curl lines, which stay whole so that they can be copied. */
const plainLines = (text: string): string[] =>
  text.split("\n").filter((line) => !line.includes("curl --request"));

describe("a report", () => {
  let report: Report;
  beforeAll(async () => {
    report = await reportAgainst({
      headers: { "content-type": "application/json", [`x-${TOKEN}`]: `you sent ${TOKEN}` },
      text: JSON.stringify({
        order: { id: "1", [`key ${TOKEN}`]: TOKEN, customer: NASTY, quantities: NASTY },
      }),
    });
  });

  it("says what was run and what came of it", () => {
    expect(report).toMatchObject({
      format: "contract-report/1",
      target: "http://127.0.0.1:4010",
      operation: "create-order",
      seed: 42,
      tag: "s16",
      durationMs: 13,
      verdict: "fail",
      requests: { retried: 0 },
    });
    expect(report.requests.sent).toBeGreaterThan(0);
    expect(report.requests.sent).toBeLessThanOrEqual(12);
    for (const finding of report.findings) {
      expect(finding.docs).toContain("tests/fixtures/contracts/bakery.yaml#/");
      expect(finding.fingerprint.startsWith("create-order/")).toBe(true);
    }
  });

  it("does not hold the token, keys included", () => {
    expect(JSON.stringify(report)).not.toContain(TOKEN);
    expect(JSON.stringify(report)).toContain("key $HIGHLEVEL_TOKEN");
    expect(terminalReport(report, false)).not.toContain(TOKEN);
  });

  it("has curl lines that a shell reads as one request with the caller's token", () => {
    for (const { curl, request } of report.findings) {
      const script = `curl() { for one in "$@"; do printf '%s\\000' "$one"; done; }\n${curl}`;
      const output = execFileSync("sh", ["-c", script], {
        encoding: "utf8",
        env: { HIGHLEVEL_TOKEN: "mine" },
      });
      expect(output).toContain(`--request\0${request.method}\0http://127.0.0.1:4010${request.path}\0`);
      expect(output).toContain("authorization: Bearer mine\0");
    }
  });

  it("fits into 80 columns", () => {
    for (const line of plainLines(terminalReport(report, false)))
      expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("has no control character of an answer, nor one that turns the text around", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
    for (const line of plainLines(terminalReport(report, false))) expect(line).not.toMatch(control);
  });

  it("is coloured only where that is asked for", () => {
    expect(terminalReport(report, true)).toContain("\u001b[31m");
    expect(terminalReport(report, false)).not.toContain("\u001b");
  });

  it("shows place, expectation, what came, the clause and how to send it again, the first finding first", () => {
    const [first] = report.findings;
    const text = terminalReport(report, false);
    expect(text.startsWith(`✗ ${first!.check}: `)).toBe(true);
    for (const label of ["at", "expected", "received", "docs", "case"])
      expect(text).toMatch(new RegExp(`^  ${label} +\\S`, "m"));
    expect(text).toContain(first!.curl);
    expect(text.trimEnd()).toMatch(/\n {2}verdict {3}fail: \d+ findings?$/);
  });
});

describe("the verdict", () => {
  it.each([
    ["inconclusive", "an endpoint that refuses the token", { status: 401, text: '{"status":401}' }],
    ["inconclusive", "a gateway", { status: 503, headers: { "content-type": "text/html" }, text: "<html>" }],
    ["fail", "an endpoint that accepts everything", { text: '{"order":{"id":"1"}}' }],
  ] as const)("is %s for %s", async (verdict, _, answer) => {
    const report = await reportAgainst(answer);
    expect(report.verdict).toBe(verdict);
    expect(terminalReport(report, false)).toContain(`verdict   ${verdict}`);
    if (verdict === "inconclusive") expect(report.reason).toMatch(/\S/);
  });
});
