import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { covers, type Deviation, isDay, KnownDifferences, today } from "../../../src/findings/deviations.ts";
import { Findings, fails } from "../../../src/findings/finding.ts";
import type { Case } from "../../../src/http/exchange.ts";
import { accepted, caseOf } from "../checks/exchanges.ts";

const deviation = (pattern: string, expires = "2027-01-01"): Deviation => ({
  covers: pattern,
  reason: "because",
  evidence: "seen",
  expires,
});

const violation: Violation = {
  severity: "violation",
  subject: { kind: "named", name: "a" },
  at: instancePointer("/a"),
  title: "a is changed",
  expected: 1,
  received: 2,
  docs: "#/a",
  clause: "a: number",
};

const sent = (operation: string, source?: Case["source"]): Case =>
  caseOf({ operation, ...(source === undefined ? {} : { source }) });

const classified = (differences: KnownDifferences, fingerprint: string, source?: Case["source"]) =>
  differences.classify(fingerprint, { violation, case: sent("op", source), answer: accepted() });

describe("what a deviation covers", () => {
  it.each([
    ["op/echo/a.b", "op/echo/a.b", true],
    ["op/echo/a.b", "op/echo/a.b.c", false],
    ["op/echo/a.b", "op/echo/aXb", false],
    ["op/echo/a[].b", "op/echo/a[].b", true],
    ["*/echo/*", "op/echo/a/b", true],
    ["*/echo/*.id", "op/echo/a.id", true],
    ["*/echo/*.id", "op/status/a.id", false],
    ["op/echo/a", "my-op/echo/a", false],
    ["op/echo/*", "op/echo/a\nb", true],
    ["op/echo/a+b(c)?|^$\\d{1}", "op/echo/a+b(c)?|^$\\d{1}", true],
  ])("%s, of %s: %s", (pattern, fingerprint, is) => expect(covers(pattern, fingerprint)).toBe(is));

  it.each([
    ["2027-11-30", true],
    ["2028-02-29", true],
    ["2027-02-29", false],
    ["2027-13-01", false],
    ["2027-1-1", false],
    ["2027-11-31", false],
    ["2027-11-30T00:00", false],
    ["+012027-11-30", false],
    ["soon", false],
  ])("%s is a day: %s", (text, is) => expect(isDay(text)).toBe(is));
});

describe("the status of a finding", () => {
  const all = [deviation("op/echo/a"), deviation("op/status/*", "2026-06-30")];

  it("is known until the last day has passed", () => {
    expect(classified(new KnownDifferences(all, true, "2027-01-01"), "op/echo/a")).toEqual({
      status: "known",
      deviation: all[0],
    });
    const after = new KnownDifferences(all, true, "2027-01-02");
    expect(classified(after, "op/echo/a").status).toBe("expired");
    expect(classified(new KnownDifferences(all, true, "2026-07-01"), "op/status/201").status).toBe("expired");
    expect(classified(new KnownDifferences(all, true), "op/echo/b")).toEqual({ status: "new" });
  });

  it("goes by an entry that has not expired where several cover it", () => {
    const both = [deviation("op/echo/*", "2020-01-01"), deviation("op/echo/a")];
    expect(classified(new KnownDifferences(both, true, "2026-01-01"), "op/echo/a")).toEqual({
      status: "known",
      deviation: both[1],
    });
  });

  it.each([
    [true, undefined, "known"],
    [false, undefined, "new"],
    [true, "docs", "new"],
    [true, "sandbox", "new"],
    [false, "live", "known"],
    [false, "observed", "known"],
    [false, "docs", "new"],
    [false, "sandbox", "new"],
  ] as const)("on a live target (%s), recorded from %s, is %s", (isLive, source, status) => {
    const differences = new KnownDifferences(all, isLive, "2026-01-01");
    expect(classified(differences, "op/echo/a", source).status).toBe(status);
  });

  it("goes by the day that it is in UTC", () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-01-01T23:59:59Z") });
    onTestFinished(() => void vi.useRealTimers());
    expect(today()).toBe("2027-01-01");
    expect(classified(new KnownDifferences(all, true), "op/echo/a").status).toBe("known");
    vi.setSystemTime(new Date("2027-01-02T00:00:00Z"));
    expect(today()).toBe("2027-01-02");
    expect(classified(new KnownDifferences(all, true), "op/echo/a").status).toBe("expired");
  });

  it("is new where one exchange shows it for which no difference counts", () => {
    const operation = caseOf().operation;
    const known = [deviation(`${operation}/echo/a`)];
    for (const sources of [
      ["live", "docs"],
      ["docs", "live"],
    ] as const) {
      const findings = new Findings(new KnownDifferences(known, false, "2026-01-01"));
      for (const source of sources) findings.add("echo", violation, caseOf({ source }), accepted());
      expect(findings.all()).toMatchObject([
        { status: "new", count: 1 },
        { status: "known", count: 1, deviation: known[0] },
      ]);
      expect(findings.all()[0]).not.toHaveProperty("deviation");
    }
  });

  it("makes a run fail for a violation that is new or expired", () => {
    expect(fails({ severity: "violation", status: "new" })).toBe(true);
    expect(fails({ severity: "violation", status: "expired" })).toBe(true);
    expect(fails({ severity: "violation", status: "known" })).toBe(false);
    expect(fails({ severity: "observation", status: "new" })).toBe(false);
    expect(fails({ severity: "observation", status: "expired" })).toBe(false);
  });
});

describe("the summary", () => {
  const all = [
    deviation("op/echo/*"),
    deviation("op/status/201", "2020-01-01"),
    deviation("op/json/200"),
    deviation("*/leak/x"),
  ];
  const found = (differences: KnownDifferences, ...fingerprints: string[]) =>
    differences.summary(
      fingerprints.map((fingerprint) => ({ fingerprint, ...classified(differences, fingerprint) })),
    );

  it("counts each difference once, however many findings it covers", () => {
    const differences = new KnownDifferences(all, true, "2026-01-01");
    expect(found(differences, "op/echo/a", "op/echo/b", "op/status/201")).toEqual({
      known: 1,
      expired: 1,
      fixed: [],
    });
  });

  it("names as fixed what is not seen any more though its check judged its operation", () => {
    const differences = new KnownDifferences(all, true, "2026-01-01");
    for (const check of ["echo", "json"]) differences.exercise(check, sent("op"));
    differences.exercise("status", sent("other"));
    expect(found(differences, "op/echo/a").fixed).toEqual(["op/json/200"]);
    differences.exercise("leak", sent("other"));
    expect(found(differences, "op/echo/a").fixed).toEqual(["op/json/200", "*/leak/x"]);
    expect(found(differences, "op/echo/a", "other/leak/x").fixed).toEqual(["op/json/200"]);
  });

  it("tells the operations and the checks apart by which an answer was judged", () => {
    const differences = new KnownDifferences([deviation("a/echo/x"), deviation("b/json/x")], true);
    for (const [operation, check] of [
      ["a", "json"],
      ["b", "echo"],
      ["a", "echo"],
    ] as const)
      differences.exercise(check, sent(operation));
    expect(found(differences).fixed).toEqual(["a/echo/x"]);
    differences.exercise("json", sent("b"));
    expect(found(differences).fixed).toEqual(["a/echo/x", "b/json/x"]);
  });

  it("counts a difference as known on its last day", () => {
    const differences = new KnownDifferences(all, true, "2027-01-01");
    expect(found(differences, "op/echo/a")).toMatchObject({ known: 1, expired: 0 });
    const after = new KnownDifferences(all, true, "2027-01-02");
    expect(found(after, "op/echo/a")).toMatchObject({ known: 0, expired: 1 });
  });

  it("passes over a difference whose fingerprint cannot be read", () => {
    const differences = new KnownDifferences([deviation("nonsense")], true);
    differences.exercise("echo", sent("op"));
    expect(found(differences).fixed).toEqual([]);
  });

  it("names nothing as fixed where the differences do not count, nor by a recording", () => {
    const sandbox = new KnownDifferences(all, false, "2026-01-01");
    sandbox.exercise("echo", sent("op"));
    expect(found(sandbox).fixed).toEqual([]);
    const recorded = new KnownDifferences(all, false, "2026-01-01");
    recorded.exercise("echo", sent("op", "live"));
    expect(found(recorded).fixed).toEqual([]);
    const both = new KnownDifferences(all, true, "2026-01-01");
    both.exercise("echo", sent("op", "live"));
    expect(found(both).fixed).toEqual([]);
  });
});

describe("a deviation that says what was seen", () => {
  const when = { body: { properties: { state: { const: "draft" } } } };
  const known = (more: Partial<Deviation>) =>
    new KnownDifferences([{ ...deviation("op/echo/a"), ...more }], true, "2026-01-01");
  const statusOf = (differences: KnownDifferences, more: Partial<Violation> = {}, body: object = {}) =>
    differences.classify("op/echo/a", {
      violation: { ...violation, ...more },
      case: caseOf({ body: body as never }),
      answer: accepted(),
    }).status;

  it("covers that, and nothing else at the same place", () => {
    expect(statusOf(known({ seen: { const: 2 } }))).toBe("known");
    expect(statusOf(known({ seen: { const: 2 } }), { received: 3 })).toBe("new");
  });

  it("covers it for the requests that it speaks of", () => {
    expect(statusOf(known({ when }), {}, { state: "draft" })).toBe("known");
    expect(statusOf(known({ when }), {}, { state: "paid" })).toBe("new");
  });

  it("covers the change that it names", () => {
    expect(statusOf(known({ change: "trimmed" }), { change: "trimmed" })).toBe("known");
    expect(statusOf(known({ change: "trimmed" }), { change: "truncated" })).toBe("new");
    expect(statusOf(known({ change: "trimmed" }))).toBe("new");
  });

  it("covers other words than it guesses, at its place and with its status", () => {
    const seen = { status: 422, words: "lines should not be empty", guessed: true };
    const covers = "op/valid-accepted/422/lines-should-not-be-empty";
    const differences = known({ covers, seen, when: { body: { required: ["lines"] } } });
    const refused = (fingerprint: string, status: number, message: string, reason: string) =>
      differences.classify(fingerprint, {
        violation: { ...violation, subject: { kind: "status", status, reason } },
        case: caseOf({ body: { lines: [] } }),
        answer: { status, headers: {}, text: JSON.stringify({ message }) },
      }).status;
    const other = (status: number, message: string, check = "valid-accepted") => {
      const reason = message.replaceAll(" ", "-");
      return refused(`op/${check}/${status}/${reason}`, status, message, reason);
    };
    expect(other(422, "lines should not be empty")).toBe("known");
    expect(other(422, "lines must hold something")).toBe("known");
    expect(other(422, "note must hold something")).toBe("new");
    expect(other(400, "lines must hold something")).toBe("new");
    expect(other(422, "lines must hold something", "status")).toBe("new");
  });

  it("is fixed only where a request was judged that it speaks of", () => {
    const differences = known({ when });
    differences.exercise("echo", caseOf({ operation: "op", body: { state: "paid" } }));
    expect(differences.summary([]).fixed).toEqual([]);
    differences.exercise("echo", caseOf({ operation: "op", body: { state: "draft" } }));
    expect(differences.summary([]).fixed).toEqual(["op/echo/a"]);
  });
});
