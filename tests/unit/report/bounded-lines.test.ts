import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { Columns } from "../../../src/report/columns.ts";
import { findingBlock } from "../../../src/report/finding-block.ts";
import { findingText } from "../../../src/report/finding-text.ts";
import { terminalReport } from "../../../src/report/formats/text.ts";
import type { OperationReport, Report } from "../../../src/report/report.ts";
import { verdictLine } from "../../../src/report/run-summary.ts";
import { hostileFinding, hostileReport } from "../../fixtures/hostile-report.ts";

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `op-${index + 1}`);

function reportOfMany(count: number): Report {
  const { operation: _, ...report } = hostileReport("x");
  const { verdict, requests, cases, checks, coverage } = report;
  const one = { verdict, requests, cases, checks, coverage } as unknown as OperationReport;
  return { ...report, operations: names(count).map((id) => ({ ...one, id })) };
}

describe("the operations in the first line", () => {
  test.each([
    [2, "op-1, op-2 on x"],
    [5, "op-1, op-2, op-3, op-4, op-5 on x"],
    [6, "op-1, op-2, op-3, op-4 and 2 more on x"],
    [32, "op-1, op-2, op-3, op-4 and 28 more on x"],
  ])("of %d are %s", (count, words) => {
    const report = reportOfMany(count);
    expect(verdictLine(report).endsWith(words)).toBe(true);
    expect(terminalReport(report).split("\n")[0]).toBe(verdictLine(report));
  });
});

describe("a text of the endpoint that is very long", () => {
  const long = "ä".repeat(40_000);
  const finding = hostileFinding("x", { expected: { is: long }, received: long, clause: long, at: "" });

  test.each([
    ["a terminal's block in a file", findingBlock(finding, new Columns(undefined), pc.createColors(false))],
    ["a line of an annotation", findingText(finding).split("\n")],
  ])("is cut in %s, which says how long it is and where it is whole", (_, lines) => {
    const cut = lines.filter((text) => text.includes("whole in report.json"));
    expect(cut).toHaveLength(3);
    expect(cut.filter((text) => text.includes("40,002 characters"))).toHaveLength(1);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(2200);
  });

  test("of 2,000 characters is whole", () => {
    expect(findingText(hostileFinding("x", { received: "y".repeat(1998) }))).toContain(
      `received: "${"y".repeat(1998)}"\n`,
    );
  });
});
