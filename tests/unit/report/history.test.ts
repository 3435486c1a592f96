import { describe, expect, test } from "vitest";
import { pastRunOf, withHistory } from "../../../src/report/history.ts";
import { isPastRun, type PastRun, type Resent } from "../../../src/report/past-run.ts";
import type { Report } from "../../../src/report/report.ts";
import { hostileFinding, hostileReport } from "../../fixtures/hostile-report.ts";

const NOW = "2026-03-04T05:06:07.000Z";

const report = (...failing: readonly string[]): Report => ({
  ...hostileReport("x"),
  target: "sandbox",
  operation: "op",
  findings: failing.map((fingerprint) => ({ ...hostileFinding("t", {}), fingerprint })),
});

const past = (day: number, failing: readonly string[], more: Partial<PastRun> = {}): PastRun => ({
  ...pastRunOf(report(...failing), `2026-03-0${day}T00:00:00.000Z`),
  ...more,
});

const standings = (told: Report) =>
  told.findings.map(({ fingerprint, standing }) => [
    fingerprint,
    standing?.since.slice(8, 10),
    standing?.runs,
  ]);

describe("the history of a report", () => {
  test("is none for the first run on a target", () => {
    const others = [past(1, ["a"], { target: "http://a" }), past(1, ["a"], { operation: "other" })];
    expect(withHistory(report("a"), others, NOW)).toEqual(report("a"));
  });

  test("tells since when each finding stands without a break, and which are gone", () => {
    const told = withHistory(
      report("old", "back", "new"),
      [past(2, ["old"]), past(1, ["old", "back"]), past(3, ["old", "gone"])],
      NOW,
    );
    expect(standings(told)).toEqual([
      ["old", "01", 4],
      ["back", "04", 1],
      ["new", "04", 1],
    ]);
    expect(told.history?.gone).toEqual(["gone"]);
    expect(told.history?.runs.map(({ at }) => at.slice(0, 10))).toEqual([
      "2026-03-01",
      "2026-03-02",
      "2026-03-03",
      "2026-03-04",
    ]);
  });

  const JUDGED = { echo: { passed: 1, failed: 0, skipped: 0 }, door: { passed: 0, failed: 0, skipped: 2 } };
  test.each<[what: string, more: Partial<Report>, gone: string[]]>([
    ["what a check had judged", { checks: JUDGED, verdict: "pass" }, ["op/echo/a"]],
    ["nothing, where it reached no verdict", { checks: JUDGED, verdict: "inconclusive" }, []],
  ])("takes for gone of what stood %s", (_, more, gone) => {
    const before = [past(1, ["op/echo/a", "op/door/b"], { judged: ["echo", "door"] })];
    const { reason: __, ...own } = report();
    expect(withHistory({ ...own, ...more }, before, NOW).history?.gone).toEqual(gone);
  });

  test("lets stand what a run between could not see", () => {
    const between = past(2, [], { verdict: "pass", judged: ["door"] });
    const before = [past(1, ["op/echo/a", "op/echo/b"], { judged: ["echo"] }), between];
    const told = withHistory({ ...report("op/echo/a"), checks: JUDGED, verdict: "fail" }, before, NOW);
    expect(standings(told)).toEqual([["op/echo/a", "01", 2]]);
    expect(told.history?.gone).toEqual(["op/echo/b"]);
  });

  const resent = (...findings: string[]): Resent => ({ operation: "op", findings });
  test.each<[what: string, covered: number, sent: Resent | undefined, gone: string[]]>([
    ["about as much", 95, undefined, ["op/echo/a"]],
    ["much less, which may have missed it", 30, undefined, []],
    ["its case alone", 3, resent("op/echo/a"), ["op/echo/a"]],
    ["another's case alone", 3, resent("op/echo/b"), []],
  ])("takes what is not seen by a run that covers %s", (_, covered, sent, gone) => {
    const values = (count: number) => ({ covered: count, total: 100 });
    const before = [past(1, ["op/echo/a"], { values: values(100) })];
    const { reason: __, ...own } = report();
    const now: Report = {
      ...own,
      checks: JUDGED,
      verdict: "pass",
      coverage: { ...own.coverage, values: values(covered) },
    };
    expect(withHistory(now, before, NOW, sent).history?.gone).toEqual(gone);
  });

  test("counts what was sent again of one operation to the run of all", () => {
    const all = "op, other";
    const before = [
      past(1, ["op/echo/a", "op/echo/b", "other/echo/c"], { operation: all }),
      past(2, ["op/echo/a"], { operation: "op" }),
    ];
    const sent: Resent = { operation: all, findings: ["op/echo/a", "op/echo/b"] };
    const { reason: __, ...own } = report("op/echo/a");
    const told = withHistory({ ...own, checks: JUDGED, verdict: "fail" }, before, NOW, sent);
    expect(standings(told)).toEqual([["op/echo/a", "01", 2]]);
    expect(told.history?.gone).toEqual(["op/echo/b"]);
    expect(told.history?.runs.map(({ operation }) => operation)).toEqual([all, all]);
  });

  test("measures a small run by the last whole one, not by what was sent again between them", () => {
    const values = (covered: number) => ({ covered, total: 100 });
    const again = { values: values(2), resent: ["op/echo/a"] };
    const before = [past(1, ["op/echo/a"], { values: values(100) }), past(2, ["op/echo/a"], again)];
    const { reason: __, ...own } = report();
    const coverage = { ...own.coverage, values: values(30) };
    const told = withHistory({ ...own, checks: JUDGED, verdict: "pass", coverage }, before, NOW);
    expect(told.history?.gone).toEqual([]);
  });

  test("takes a run without a verdict for no break", () => {
    const told = withHistory(report("a"), [past(1, ["a"]), past(2, [], { verdict: "inconclusive" })], NOW);
    expect(standings(told)).toEqual([["a", "01", 2]]);
  });

  test.each([
    ["what was remembered", past(1, ["a"]), true],
    ["another format", { ...past(1, []), format: "contract-history/2" }, false],
    ["no list of findings", { ...past(1, []), failing: "a" }, false],
    ["a resent finding that is no text", { ...past(1, []), resent: [1] }, false],
    ["checks that are no list", { ...past(1, []), judged: "echo" }, false],
    ["no checks, as older records have none", { ...past(1, []), judged: undefined }, true],
    ["no counts", { ...past(1, []), values: 3 }, false],
    ["no object", "a", false],
  ])("reads %s", (_, value, isRead) => {
    expect(isPastRun(JSON.parse(JSON.stringify(value)))).toBe(isRead);
  });
});
