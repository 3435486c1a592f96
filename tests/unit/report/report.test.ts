import { execFileSync } from "node:child_process";
import stringWidth from "string-width";
import { beforeAll, describe, expect, it } from "vitest";
import { line } from "../../../src/core/output/sinks.ts";
import { prepare } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { resultOf } from "../../../src/engine/run-result.ts";
import type { Deviation } from "../../../src/findings/deviations.ts";
import { fails } from "../../../src/findings/finding.ts";
import type { Answer, Target } from "../../../src/http/exchange.ts";
import { headingOf } from "../../../src/report/finding-text.ts";
import { terminalReport } from "../../../src/report/formats/text.ts";
import { type Report, type ReportedFinding, reportOf } from "../../../src/report/report.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { hostileFinding } from "../../fixtures/hostile-report.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";

const TOKEN = "s3cret-t0ken";
const NASTY = `\u001b[2J\u0007\u0000\u009b31m\u202etxet ${TOKEN}\r\n\u2028`;

/** The report of a run against an endpoint that answers everything the same. */
async function reportAgainst(
  answer: Partial<Answer>,
  deviations: readonly Deviation[] = [],
  live = true,
): Promise<Report> {
  const target: Target = {
    name: "http://127.0.0.1:4010",
    url: "http://127.0.0.1:4010",
    loopback: true,
    stores: false,
    live,
    token: TOKEN,
    send: async () => ({
      status: 201,
      headers: { "content-type": "application/json" },
      text: "{}",
      ...answer,
    }),
    close: async () => {},
  };
  const prepared = prepare({
    contract: await loadContract("bakery"),
    target,
    operation: "create-order",
    seed: 42,
    requests: 20,
    account: { tag: "s16", bindings: {} },
    userAgent: "test/1",
    clock: instantClock(),
    deviations,
  });
  return reportOf(await resultOf(prepared, run(prepared)), 12.6);
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
      requests: { retried: 4 },
    });
    expect(report.requests.sent).toBeGreaterThan(0);
    expect(report.requests.sent).toBeLessThanOrEqual(20);
    for (const finding of report.findings) {
      expect(finding.docs).toContain("tests/fixtures/contracts/bakery.yaml#/");
      expect(finding.fingerprint).toMatch(/^(create|get|delete)-order\//);
    }
  });

  it("does not hold the token, keys included", () => {
    expect(JSON.stringify(report)).not.toContain(TOKEN);
    expect(JSON.stringify(report)).toContain("key $HIGHLEVEL_TOKEN");
    expect(terminalReport(report)).not.toContain(TOKEN);
  });

  it("has curl lines that a shell reads as one request with the caller's token", () => {
    expect(report.findings.length).toBeGreaterThan(0);
    for (const { curl, request, case: tripped } of report.findings) {
      const script = `curl() { for one in "$@"; do printf '%s\\000' "$one"; done; }\n${curl}`;
      const output = execFileSync("sh", ["-c", script], {
        encoding: "utf8",
        env: { HIGHLEVEL_TOKEN: "mine" },
      });
      expect(output).toContain(`--request\0${request.method}\0http://127.0.0.1:4010${request.path}\0`);
      // What tries the guard has no token, or another one.
      if (!/^(door|lifecycle\/guards)/.test(tripped))
        expect(output).toContain("authorization: Bearer mine\0");
    }
  });

  it.each([40, 80, 132])("fits into the %i columns of a terminal, but for words to copy", (columns) => {
    const lines = plainLines(terminalReport(report, { columns }));
    expect(lines.length).toBeGreaterThan(9);
    const toCopy = /^ {2}curl |^ {4}\S+( \\)?$/;
    expect(lines.filter((line) => stringWidth(line) > columns && !toCopy.test(line))).toEqual([]);
  });

  it("is whole where there is no terminal", () => {
    const text = terminalReport(report);
    for (const { clause, curl } of report.findings.filter(fails).slice(0, 10)) {
      expect(text).toContain(line(clause));
      expect(text).toContain(curl);
    }
    expect(text).not.toContain("…\n");
  });

  it("says the verdict first and last, with the same words", () => {
    const lines = terminalReport(report).trimEnd().split("\n");
    expect(lines[0]).toMatch(/^fail: \d+ findings? in create-order on http:/);
    expect(lines.at(-1)).toMatch(/^ {2}verdict {3}fail: \d+ findings?$/);
  });

  it("is the verdict and a line a finding where that is asked for", () => {
    const failing = report.findings.filter(fails);
    const lines = terminalReport(report, { detail: "quiet" }).trimEnd().split("\n");
    expect(lines).toHaveLength(1 + failing.length);
    expect(lines[1]).toBe(line(`✗ ${headingOf(failing[0]!)}`));
  });

  it("lists what is open where that is asked for, and counts it otherwise", () => {
    const open = report.findings.filter(({ severity }) => severity === "observation");
    expect(open.length).toBeGreaterThan(1);
    expect(terminalReport(report)).toContain(
      `${open.length} things the docs leave open; --verbose lists them`,
    );
    expect(terminalReport(report)).not.toMatch(/^observed/m);
    expect(terminalReport(report, { detail: "verbose" }).match(/^observed /gm)).toHaveLength(open.length);
  });

  it("counts in columns as they show", () => {
    const wide = { ...report, findings: [hostileFinding("日本語のカレンダー😀".repeat(10), { at: "/a" })] };
    const lines = plainLines(terminalReport(wide, { columns: 50 })).filter((line) => line.includes("日本語"));
    const cut = lines.filter((line) => /^(✗| {2}(at|expected|docs) )/.test(line));
    expect(cut.length).toBe(3);
    for (const line of cut) {
      expect(stringWidth(line), line).toBeLessThanOrEqual(50);
      expect(stringWidth(line), line).toBeGreaterThan(44);
    }
  });

  it("has the lines that replay and accept a finding, as a shell reads them", () => {
    const text = terminalReport(report);
    const [first] = report.findings;
    expect(text).toContain(`\n  replay    npx ${first!.replay}\n`);
    expect(text).toMatch(/^ {2}accept {4}npx contract accept \S+ --reason '…'$/m);
  });

  it("has no control character of an answer, nor one that turns the text around", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
    const lines = plainLines(terminalReport(report));
    expect(lines.length).toBeGreaterThan(9);
    expect(lines.filter((line) => control.test(line))).toEqual([]);
  });

  it("is coloured only where that is asked for", () => {
    expect(terminalReport(report, { color: true })).toContain("\u001b[31m");
    expect(terminalReport(report)).not.toContain("\u001b");
  });

  it("shows place, expectation, what came, the clause and how to send it again, the first finding first", () => {
    const [first] = report.findings;
    const text = terminalReport(report);
    expect(text.split("\n")[2]?.startsWith(`✗ ${first!.check}: `)).toBe(true);
    for (const label of ["at", "expected", "received", "docs", "case"])
      expect(text).toMatch(new RegExp(`^  ${label} +\\S`, "m"));
    expect(text).toMatch(/^ {2}curl --request POST /m);
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
    expect(terminalReport(report)).toContain(`verdict   ${verdict}`);
    if (verdict === "inconclusive") expect(report.reason).toMatch(/\S/);
  });
});

/** The fingerprints of a finding's places, of which a cause that shows alike has several. */
const placesOf = ({ fingerprint, check, locations }: ReportedFinding): string[] =>
  locations?.map((place) =>
    place.includes(`/${check}/`)
      ? place
      : `${fingerprint.slice(0, fingerprint.indexOf("/"))}/${check}/${place}`,
  ) ?? [fingerprint];

describe("known differences", () => {
  const ANSWER = { text: '{"order":{"id":"1"}}' };
  const entry = (covers: string, expires = "2999-12-31"): Deviation => ({
    covers,
    reason: "because",
    evidence: "seen",
    expires,
  });
  const ALL = [
    "status",
    "echo",
    "identity",
    "invalid-refused",
    "rule-refused",
    "door",
    "response-schema",
    "lifecycle",
  ].map((check) => entry(`*/${check}/*`));
  let without: Report;
  beforeAll(async () => {
    without = await reportAgainst(ANSWER);
  });

  it("let a run pass that shows nothing else, and stand in one line each", async () => {
    const report = await reportAgainst(ANSWER, ALL);
    expect(without.verdict).toBe("fail");
    expect(report.verdict).toBe("pass");
    // Shrinking what is new leaves fewer requests to the plan.
    expect(report.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      expect.arrayContaining(without.findings.flatMap(placesOf)),
    );
    const known = report.findings.filter(({ status }) => status === "known");
    expect(report.deviations.known).toBe(new Set(known.map(({ check }) => check)).size);
    expect(known.length).toBeGreaterThan(report.deviations.known);
    for (const { deviation, check } of known) expect(deviation?.covers).toBe(`*/${check}/*`);
    const text = terminalReport(report, { detail: "verbose" });
    expect(text.match(/^known /gm)).toHaveLength(report.deviations.known);
    expect(text).not.toContain("✗");
  });

  it("fail a run once they have expired, and their blocks say so", async () => {
    const expired = ALL.map(({ covers }) => entry(covers, "2020-01-01"));
    const report = await reportAgainst(ANSWER, expired);
    expect(report.verdict).toBe("fail");
    expect(report.deviations).toMatchObject({
      known: 0,
      expired: new Set(report.findings.filter(({ status }) => status === "expired").map(({ check }) => check))
        .size,
    });
    expect(terminalReport(report)).toMatch(/^✗ expired 2020-01-01: /m);
  });

  it("count for nothing on an endpoint that does not speak for the live one", async () => {
    const report = await reportAgainst(ANSWER, ALL, false);
    expect(report.findings.every(({ status }) => status === "new")).toBe(true);
    expect(report.deviations).toEqual({ known: 0, expired: 0, fixed: [] });
  });

  it("are fixed where they are not seen any more, in one line each", async () => {
    const report = await reportAgainst(ANSWER, [
      ...ALL,
      entry("create-order/leak/token"),
      entry("other/leak/token"),
    ]);
    expect(report.deviations.fixed).toContain("create-order/leak/token");
    expect(report.deviations.fixed).not.toContain("other/leak/token");
    expect(terminalReport(report)).toMatch(/^ {2}fixed +1 known difference not seen/m);
    expect(terminalReport(report, { detail: "verbose" })).toMatch(
      /^fixed +0× {2}create-order\/leak\/token$/m,
    );
  });

  it("stand after what is new and before what is observed", async () => {
    const report = await reportAgainst(ANSWER, [entry("*/echo/*"), entry("*/leak/*")]);
    const text = terminalReport(report, { detail: "verbose", columns: 80 });
    const labels = [...text.matchAll(/^(✗|known|fixed|observed| {2}target)/gm)].map(([, label]) => label);
    const order = ["✗", "known", "fixed", "observed", "  target"];
    expect(labels).toEqual([...labels].sort((a, b) => order.indexOf(a!) - order.indexOf(b!)));
    expect(new Set(labels)).toContain("known");
    for (const block of text.split("\n\n").filter((part) => part.startsWith("✗")))
      expect(block.split("\n").length).toBeLessThanOrEqual(24);
    expect(text.match(/^ {2}checks {4}[\d,]+ judgements by \d+ checks; failed: /m)).not.toBeNull();
  });
});
