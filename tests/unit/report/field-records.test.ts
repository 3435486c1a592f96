import { beforeAll, describe, expect, test } from "vitest";
import { prepare } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import type { Answer, Target, WireRequest } from "../../../src/http/exchange.ts";
import type { Report } from "../../../src/report/report.ts";
import { RunRecord } from "../../../src/report/run-record.ts";
import { openSandboxTarget } from "../../../src/targets/sandbox-target.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";

/** The report of a run against the embedded endpoint, with its answers changed. */
async function reportOn(change: (request: WireRequest, answer: Answer) => Answer): Promise<Report> {
  const contract = await loadContract("sensor");
  const sandbox = openSandboxTarget({ contract, token: "t0ken-of-tests" });
  const target: Target = {
    ...sandbox,
    send: async (request) => {
      const answer = await sandbox.send(request);
      return "reason" in answer ? answer : change(request, answer);
    },
  };
  const prepared = prepare({
    contract,
    target,
    operation: "create-reading",
    seed: 42,
    requests: 150,
    account: { tag: "s16", bindings: {} },
    userAgent: "test/1",
    clock: instantClock(),
  });
  const record = new RunRecord(prepared, { lineOf: () => 7 });
  for await (const event of run(prepared)) record.add(event);
  return record.report();
}

describe("the fields of a report, of an endpoint that keeps the contract", () => {
  let report: Report;
  beforeAll(async () => {
    report = await reportOn((_, answer) => answer);
  });

  test("are all that a request has, with the docs' words and their place", () => {
    expect(report.fields?.map(({ name }) => name)).toContain("alarm");
    for (const { docs, clause } of report.fields ?? []) {
      expect(docs).toMatch(/sensor\.yaml#\//);
      expect(clause).toMatch(/\S/);
    }
  });

  test("tell which values were sent and answered", () => {
    const values = report.fields?.flatMap((field) => field.values) ?? [];
    expect(values.length).toBe(report.coverage.values.total);
    expect(values.filter(({ accepted }) => accepted > 0).length).toBe(report.coverage.values.covered);
    expect(values.filter(({ refused }) => refused > 0)).toEqual([]);
    const wrong = report.fields?.flatMap((field) => field.wrong) ?? [];
    expect(wrong.some(({ label, refused }) => label === "type" && refused > 0)).toBe(true);
    expect(wrong.filter(({ accepted }) => accepted > 0)).toEqual([]);
  });

  test("tell which checks judged them", () => {
    const checks = new Set(report.fields?.flatMap((field) => Object.keys(field.checks)));
    expect([...checks]).toEqual(expect.arrayContaining(["echo", "valid-accepted", "invalid-refused"]));
    expect(
      report.fields?.flatMap((field) => Object.values(field.checks)).every(({ failed }) => failed === 0),
    ).toBe(true);
  });

  test("add up to the pairs that were covered", () => {
    const all = (rows: readonly (readonly number[])[] = []): number =>
      rows.flat().reduce((sum, count) => sum + count, 0);
    // Pairs of values in different items of one list are of a field and itself, and on no map.
    expect(all(report.pairs?.total)).toBeLessThanOrEqual(report.coverage.pairs.total);
    expect(all(report.pairs?.covered)).toBeLessThanOrEqual(all(report.pairs?.total));
    expect(all(report.pairs?.total)).toBeGreaterThan(0);
  });
});

test("a finding names its field, the line of its clause, and the nearest body that works", async () => {
  const report = await reportOn((_, answer) => ({
    ...answer,
    text: answer.text.replace(/"alarm":true/g, '"alarm":false'),
  }));
  const finding = report.findings.find(({ check }) => check === "echo");
  expect(finding).toBeDefined();
  expect(report.fields?.map(({ name }) => name)).toContain(finding?.field);
  expect(finding).toMatchObject({
    line: 7,
    nearest: { case: expect.any(String), changes: expect.any(Array) },
  });
  const field = report.fields?.find(({ name }) => name === finding?.field);
  expect(field?.checks.echo?.failed).toBeGreaterThan(0);
});
