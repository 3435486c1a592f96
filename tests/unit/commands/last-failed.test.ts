import { describe, expect, test } from "vitest";
import type { Planned } from "../../../src/cases/kind.ts";
import { FailedCases, lastFailed } from "../../../src/commands/last-failed.ts";
import type { RunArguments } from "../../../src/commands/run-options.ts";
import type { RunOptions } from "../../../src/engine/prepare.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import { pastRunOf } from "../../../src/report/history.ts";
import type { Report, ReportedFinding } from "../../../src/report/report.ts";
import { hostileFinding, hostileReport } from "../../fixtures/hostile-report.ts";

const finding = (id: string, more: Partial<ReportedFinding> = {}): ReportedFinding =>
  hostileFinding("plain", { case: id, ...more });

/** The report of a run with these findings. */
const report = (findings: readonly ReportedFinding[], more: Partial<Report> = {}): Report => ({
  ...hostileReport("plain"),
  operation: "create-order",
  seed: 7,
  target: "https://api.example",
  findings,
  ...more,
});

/** The ids of a plan that are sent of it. */
async function sentOf(
  cases: FailedCases,
  plan: readonly string[],
  operation = "create-order",
): Promise<string[]> {
  async function* casesInSlices(): AsyncGenerator<Planned> {
    for (const id of plan) {
      const [kind = "", ...name] = id.split("/");
      yield { ...caseIdentity(kind, name.join("/")), skipped: "-" };
    }
  }
  const sent: string[] = [];
  const options = { operation } as RunOptions;
  for await (const one of cases.of({ casesInSlices, options })) if (!("case" in one)) sent.push(one.id);
  return sent;
}

describe("--last-failed", () => {
  test.each<[what: string, findings: ReportedFinding[], cases: string[]]>([
    ["what is new", [finding("covering/1"), finding("rule/a")], ["covering/1", "rule/a"]],
    ["what has expired", [finding("covering/1", { status: "expired" })], ["covering/1"]],
    ["each case once", [finding("covering/1"), finding("covering/1")], ["covering/1"]],
    [
      "nothing that is known or open",
      [finding("rule/a"), finding("b", { status: "known" }), finding("c", { severity: "observation" })],
      ["rule/a"],
    ],
  ])("takes %s", async (_, findings, cases) => {
    expect(await sentOf(lastFailed({}, report(findings)).cases, cases)).toEqual(cases);
  });

  test("takes seed and operation of that run, and never its target, to which the token would go", () => {
    const { given } = lastFailed({}, report([finding("covering/1")]));
    expect(given).toEqual({ all: false, seed: "7", operations: ["create-order"] });
  });

  test("takes what is asked for before what the run had", () => {
    const asked: RunArguments = { seed: "9", operation: "create-order", target: "observed", requests: "5" };
    expect(lastFailed(asked, report([finding("covering/1")])).given).toEqual(asked);
  });

  test("takes of several operations all that failed, or those that are asked for", async () => {
    const { operation: _, ...several } = report([
      finding("covering/1", { operation: "create-order" }),
      finding("rule/a", { operation: "create-guest" }),
      finding("rule/b", { operation: "create-guest" }),
    ]);
    const ids = ["covering/1", "rule/a", "rule/b"];
    const all = lastFailed({ all: true }, several);
    expect(all.given).toEqual({ all: false, seed: "7", operations: ["create-order", "create-guest"] });
    expect(await sentOf(all.cases, ids, "create-order")).toEqual(["covering/1"]);
    expect(await sentOf(all.cases, ids, "create-guest")).toEqual(["rule/a", "rule/b"]);
    for (const asked of [{ operation: "create-guest" }, { operations: ["create-guest"] }]) {
      const { given, cases } = lastFailed(asked, several);
      expect(given).toEqual({ ...asked, seed: "7" });
      expect(await sentOf(cases, ids, "create-order")).toEqual([]);
      expect(await sentOf(cases, ids, "create-guest")).toEqual(["rule/a", "rule/b"]);
    }
  });

  test("belongs to the run of all operations, however often it is called", () => {
    const first = report([finding("rule/a")]);
    const own = pastRunOf(first, "2026-03-01T00:00:00.000Z", { operation: "create-order, b", findings: [] });
    const second: Report = { ...first, history: { runs: [own], gone: [] } };
    expect(lastFailed({}, first).cases.resent().operation).toBe("create-order");
    expect(lastFailed({}, second).cases.resent().operation).toBe("create-order, b");
  });

  test.each<[string, ReportedFinding[]]>([
    ["nothing", []],
    ["only what is known", [finding("a", { status: "known" })]],
  ])("says what to do where the last run found %s", (_, findings) => {
    expect(() => lastFailed({}, report(findings))).toThrow(
      "--last-failed: the last run has no new finding; run contract run without it",
    );
  });

  const failed = (...ids: string[]): FailedCases =>
    new FailedCases(
      ids.map((id) => ({ operation: "create-order", id, fingerprint: `of ${id}` })),
      "create-order, create-guest",
    );
  const PLAN = ["covering/1", "covering/11", "lifecycle/2", "lifecycle/22"];

  test("sends the cases that failed, and the scenarios of which one step failed", async () => {
    const cases = failed("covering/11", "lifecycle/2/3-read");
    expect(await sentOf(cases, PLAN)).toEqual(["covering/11", "lifecycle/2"]);
    expect(cases.missing()).toBeUndefined();
  });

  test("tells which of them are in no plan", async () => {
    const cases = failed("covering/11", "fuzz/9");
    await sentOf(cases, PLAN);
    expect(cases.missing()).toBe(
      "--last-failed: fuzz/9 failed, which is not in this plan; leave out --only, or ask for more --requests",
    );
    expect(cases.resent()).toEqual({
      operation: "create-order, create-guest",
      findings: ["of covering/11"],
    });
  });

  test("says what to do where none of them is in a plan", async () => {
    const cases = failed("door/no-token", "rule/a", "rule/b", "rule/c", "rule/d");
    await sentOf(cases, PLAN);
    expect(() => cases.missing()).toThrow(
      "--last-failed: door/no-token, rule/a, rule/b and 2 more failed, which is not in this plan; leave out --only, or ask for more --requests",
    );
  });
});
