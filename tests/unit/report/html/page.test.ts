import { describe, expect, test } from "vitest";
import { terminalReport } from "../../../../src/report/formats/text.ts";
import { page } from "../../../../src/report/html/page.ts";
import type { Report } from "../../../../src/report/report.ts";
import { hostileFinding, hostileReport } from "../../../fixtures/hostile-report.ts";

const run = (day: number, failing: readonly string[]) => ({
  format: "contract-history/1" as const,
  at: `2026-03-0${day}T10:20:30.000Z`,
  target: "sandbox",
  operation: "create-order",
  verdict: "fail" as const,
  sent: 4,
  durationMs: 5,
  values: { covered: 1, total: 2 },
  pairs: { covered: 1, total: 2 },
  failing,
});

/** A report after another run, with one finding that is new and one that is gone. */
const after: Report = {
  ...hostileReport("plain"),
  target: "http://127.0.0.1:4010",
  findings: [
    { ...hostileFinding("width is rounded", {}), standing: { since: "2026-03-02T10:20:30.000Z", runs: 1 } },
  ],
  history: {
    runs: [run(1, ["create-order/echo/a"]), run(2, ["create-order/echo/b"])],
    gone: ["create-order/echo/a"],
  },
  noun: { one: "order", several: "orders" },
};

describe("the page of a report", () => {
  test("tells what is new against the last run, and what is gone by its name", () => {
    const text = page(after);
    expect(text).toContain("1 finding new since the run of 2026-03-01 10:20 UTC, 1 finding gone.");
    expect(text).toContain("<code>create-order/echo/a</code>");
    expect(text).toContain('<span class="since">new in this run</span>');
  });

  test.each<[left: readonly string[], told: string]>([
    [[], "made, all deleted"],
    [["1", "2"], "made, 2 left behind"],
  ])("says of what was made whether it is gone: %j left", (leftBehind, told) => {
    const requests = { ...after.requests, made: 3 };
    expect(page({ ...after, leftBehind, requests })).toContain(`<b>3</b><span>orders ${told}</span>`);
  });

  test("shows the command of the next step as code", () => {
    expect(page(after)).toMatch(/Next: <\/b><code>npx contract [^<]+<\/code> \w+/);
  });

  test("names the operation of each finding where there are several", () => {
    const [found] = after.findings;
    const findings = ["create-order", "update-order"].map((operation) => ({ ...found!, operation }));
    const text = terminalReport({ ...after, findings }, { detail: "quiet" });
    expect(text.match(/(?<=✗ )[a-z-]+(?=: )/g)).toEqual(["create-order", "update-order"]);
  });

  test("has one link for each of several operations, to the first of its sections", () => {
    const { operation: _, ...several } = after;
    const { verdict, requests, cases, checks, coverage } = after;
    const of = (id: string) => ({ id, verdict, requests, cases, checks, coverage });
    const text = page({ ...several, operations: [of("create-order"), of("list-orders")] });
    const links = [...text.matchAll(/<li><a href="#([\w-]+)">([^<]*)<\/a>/g)].map(
      ([, to, name]) => `${name} #${to}`,
    );
    expect(links).toEqual([
      "Findings (1 new) #findings",
      "Operations #operations",
      "create-order #coverage-1",
      "list-orders #coverage-2",
      "Requests #requests",
      "Left out #left-out",
    ]);
  });
});
