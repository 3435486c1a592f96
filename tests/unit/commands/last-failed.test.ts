import { describe, expect, test } from "vitest";
import type { Planned } from "../../../src/cases/kind.ts";
import { chosenCases, lastFailed } from "../../../src/commands/last-failed.ts";
import type { RunArguments } from "../../../src/commands/run-options.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
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
  ])("takes %s", (_, findings, cases) => {
    expect([...lastFailed({}, report(findings)).cases]).toEqual(cases);
  });

  test("takes seed and operation of that run, and never its target, to which the token would go", () => {
    const { given } = lastFailed({}, report([finding("covering/1")]));
    expect(given).toEqual({ seed: "7", operation: "create-order" });
  });

  test("takes what is asked for before what the run had", () => {
    const asked: RunArguments = { seed: "9", operation: "get-order", target: "observed", requests: "5" };
    expect(lastFailed(asked, report([finding("covering/1")])).given).toEqual(asked);
  });

  test("takes of several operations the one that failed first, or that is asked for", () => {
    const { operation: _, ...several } = report([
      finding("covering/1", { operation: "create-order" }),
      finding("rule/a", { operation: "create-guest" }),
    ]);
    expect(lastFailed({}, several)).toMatchObject({ given: { operation: "create-order" } });
    const asked = lastFailed({ operation: "create-guest" }, several);
    expect([...asked.cases]).toEqual(["rule/a"]);
  });

  test.each<[string, ReportedFinding[]]>([
    ["nothing", []],
    ["only what is known", [finding("a", { status: "known" })]],
  ])("says what to do where the last run found %s", (_, findings) => {
    expect(() => lastFailed({}, report(findings))).toThrow(
      "--last-failed: the last run has no new finding; run contract run without it",
    );
  });

  const skipped = (kind: string, name: string): Planned => ({ ...caseIdentity(kind, name), skipped: "-" });
  const plan = [
    skipped("covering", "1"),
    skipped("covering", "11"),
    skipped("lifecycle", "2"),
    skipped("lifecycle", "22"),
  ];
  /** The names of the chosen among the planned. */
  async function chosen(ids: readonly string[]): Promise<string[]> {
    async function* casesInSlices() {
      yield* plan;
    }
    const names: string[] = [];
    for await (const one of chosenCases({ casesInSlices }, new Set(ids)))
      if (!("case" in one)) names.push(one.id);
    return names;
  }

  test("sends the cases that failed, and the scenarios of which one step failed", async () => {
    expect(await chosen(["covering/11", "lifecycle/2/3-read"])).toEqual(["covering/11", "lifecycle/2"]);
  });

  test("says what to do where none of them is in the plan", async () => {
    await expect(chosen(["door/no-token", "rule/a"])).rejects.toThrow(
      "--last-failed: door/no-token, rule/a failed, which is not in this plan; leave out --only, or ask for more --requests",
    );
  });
});
