import { describe, expect, it, onTestFinished, vi } from "vitest";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { covers, type Deviation, isDay, KnownDifferences, today } from "../../../src/findings/deviations.ts";
import { Findings, fails } from "../../../src/findings/finding.ts";
import { accepted, caseOf } from "../checks/exchanges.ts";

const deviation = (pattern: string, expires = "2027-01-01"): Deviation => ({
  covers: pattern,
  reason: "because",
  evidence: "seen",
  expires,
});

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
    expect(new KnownDifferences(all, true, "2027-01-01").classify("op/echo/a")).toEqual({
      status: "known",
      deviation: all[0],
    });
    expect(new KnownDifferences(all, true, "2027-01-02").classify("op/echo/a").status).toBe("expired");
    expect(new KnownDifferences(all, true, "2026-07-01").classify("op/status/201").status).toBe("expired");
    expect(new KnownDifferences(all, true).classify("op/echo/b")).toEqual({ status: "new" });
  });

  it("goes by an entry that has not expired where several cover it", () => {
    const both = [deviation("op/echo/*", "2020-01-01"), deviation("op/echo/a")];
    expect(new KnownDifferences(both, true, "2026-01-01").classify("op/echo/a")).toEqual({
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
    expect(differences.classify("op/echo/a", source).status).toBe(status);
  });

  it("goes by the day that it is in UTC", () => {
    vi.useFakeTimers({ now: new Date("2027-01-01T23:59:59Z") });
    onTestFinished(() => void vi.useRealTimers());
    expect(today()).toBe("2027-01-01");
    expect(new KnownDifferences(all, true).classify("op/echo/a").status).toBe("known");
    vi.setSystemTime(new Date("2027-01-02T00:00:00Z"));
    expect(today()).toBe("2027-01-02");
    expect(new KnownDifferences(all, true).classify("op/echo/a").status).toBe("expired");
  });

  const violation = {
    severity: "violation",
    subject: { kind: "named", name: "a" },
    at: instancePointer("/a"),
    title: "a is changed",
    expected: 1,
    received: 2,
    docs: "#/a",
    clause: "a: number",
  } as const;

  it("is new where one exchange shows it for which no difference counts", () => {
    const operation = caseOf().operation;
    const known = [deviation(`${operation}/echo/a`)];
    for (const sources of [
      ["live", "docs"],
      ["docs", "live"],
    ] as const) {
      const findings = new Findings(new KnownDifferences(known, false, "2026-01-01"));
      for (const source of sources) findings.add("echo", violation, caseOf({ source }), accepted());
      expect(findings.all()).toMatchObject([{ status: "new", count: 2 }]);
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
      fingerprints.map((fingerprint) => ({ fingerprint, ...differences.classify(fingerprint) })),
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
    for (const check of ["echo", "json"]) differences.exercise("op", check);
    differences.exercise("other", "status");
    expect(found(differences, "op/echo/a").fixed).toEqual(["op/json/200"]);
    differences.exercise("other", "leak");
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
      differences.exercise(operation, check);
    expect(found(differences).fixed).toEqual(["a/echo/x"]);
    differences.exercise("b", "json");
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
    differences.exercise("op", "echo");
    expect(found(differences).fixed).toEqual([]);
  });

  it("names nothing as fixed where the differences do not count, nor by a recording", () => {
    const sandbox = new KnownDifferences(all, false, "2026-01-01");
    sandbox.exercise("op", "echo");
    expect(found(sandbox).fixed).toEqual([]);
    const recorded = new KnownDifferences(all, false, "2026-01-01");
    recorded.exercise("op", "echo", "live");
    expect(found(recorded).fixed).toEqual([]);
    const both = new KnownDifferences(all, true, "2026-01-01");
    both.exercise("op", "echo", "live");
    expect(found(both).fixed).toEqual([]);
  });
});
