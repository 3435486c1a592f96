import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../src/engine/events.ts";
import type { PreparedRun } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { CaseCoverage, RunResult, resultOf } from "../../../src/engine/run-result.ts";
import type { Case, TransportFailure } from "../../../src/http/exchange.ts";
import { caseOf } from "../checks/exchanges.ts";
import { answer, draftOf, eventsOf, known, made, planned, tinyRun, tinyTarget, valid } from "./tiny-run.ts";

const LOST: TransportFailure = { reason: "reset", message: "the connection was reset" };

/** The result of playing drafts on a target. */
async function resultOn(on: PreparedRun, count = 3): Promise<RunResult> {
  return resultOf(on, run(on, { cases: planned(on, ...valid(count)) }));
}

describe("the result of a run", () => {
  it("is that of its events", async () => {
    const on = tinyRun(tinyTarget());
    const result = await resultOn(on);
    expect([result.verdict, result.reason]).toEqual(["pass", undefined]);
    expect(result.requests).toEqual({ sent: 3, retried: 0, cleanup: 0, unknown: 0, made: 0 });
    expect([result.left, result.statistics.judged]).toEqual([[], 3]);
    expect(result.prepared).toBe(on);
  });

  it("is nothing before the first event", () => {
    const result = new RunResult(tinyRun(tinyTarget()));
    expect([result.findings, result.left, result.verdict]).toEqual([[], [], "inconclusive"]);
    expect(result.requests).toEqual({ sent: 0, retried: 0, cleanup: 0, unknown: 0, made: 0 });
  });

  it("holds each violation as a finding, with the number of exchanges that showed it", async () => {
    const result = await resultOn(tinyRun(tinyTarget(() => answer(500, {}), { shrinksFree: true })));
    expect(result.verdict).toBe("fail");
    expect(result.findings.map(({ fingerprint, count }) => [fingerprint, count])).toEqual([
      ["create-invoice/no-crash/500", 3],
    ]);
  });

  it("takes a shrunk case in place of the one that represented the finding", async () => {
    const on = tinyRun(tinyTarget((request, nth) => ({ ...made(request, nth), text: made(request, nth).text.replace("number", "nombre") })));
    const events = await eventsOf(on, { cases: planned(on, draftOf("a")) });
    const result = new RunResult(on);
    for (const event of events) result.add(event);
    const [shrunk] = events.filter((event) => event.type === "shrunk");
    expect(result.findings.find(({ fingerprint }) => fingerprint === shrunk?.fingerprint)).toMatchObject({
      case: { body: shrunk?.case.body },
      shrunk: shrunk?.shrunk,
    });
    expect(Object.keys(shrunk?.case.body as object)).toEqual(["customerId", "number"]);
  }); // biome-ignore format: short

  it("tells what clean-up and the end of the run told", () => {
    const result = new RunResult(tinyRun(tinyTarget()));
    const events: RunEvent[] = [
      { type: "cleaned-up", sent: 5, left: ["a"], unknown: 2, made: 3 },
      { type: "ended", sent: 7, retried: 1, reason: "because" },
    ];
    for (const event of events) result.add(event);
    expect(result.requests).toEqual({ sent: 7, retried: 1, cleanup: 5, unknown: 2, made: 3 });
    expect([result.left, result.verdict, result.reason]).toEqual([["a"], "inconclusive", "because"]);
  });

  it("is inconclusive where nothing was answered", async () => {
    const result = await resultOn(tinyRun(tinyTarget(() => LOST)), 1);
    expect([result.verdict, result.statistics.unanswered]).toEqual(["inconclusive", 1]);
    expect(result.statistics.silentOperations).toEqual([
      { operation: "create-invoice", reason: "the connection was reset" },
    ]);
  });

  it("knows the deviations of the live endpoint, and no others", async () => {
    const deviations = [known("create-invoice/no-crash/500")];
    const on = (live: boolean) =>
      tinyRun(
        tinyTarget(() => answer(500, {}), { live, shrinksFree: true }),
        { deviations },
      );
    const covered = await resultOn(on(true));
    expect([covered.verdict, covered.findings.map(({ status }) => status)]).toEqual(["pass", ["known"]]);
    const other = await resultOn(on(false));
    expect([other.verdict, other.findings.map(({ status }) => status)]).toEqual(["fail", ["new"]]);
  });

  it("names a deviation that the run could have seen and did not", async () => {
    const deviations = [known("create-invoice/no-crash/500")];
    const on = tinyRun(tinyTarget(made, { live: true }), { deviations });
    expect((await resultOn(on)).deviations.fixed).toEqual(["create-invoice/no-crash/500"]);
    const unseen = new RunResult(on);
    expect(unseen.deviations.fixed).toEqual([]);
  });
});

describe("what the cases of a run cover", () => {
  const { underTest } = tinyRun(tinyTarget()).context;
  const total = (...cases: Case[]) => {
    const coverage = new CaseCoverage(underTest);
    for (const one of cases) coverage.add(one);
    return coverage.report().values.covered;
  };

  it("is the values of valid bodies", () => expect(total(caseOf())).toBeGreaterThan(0));

  it.each<[string, Case]>([
    ["is to be refused", caseOf({ expect: "reject" })],
    ["is only observed", caseOf({ expect: "observe" })],
    ["is of another operation", caseOf({ operation: "get-invoice" })],
    ["was recorded and is no longer valid", caseOf({ source: "live", body: { state: "sold" } })],
  ])("is nothing of a body that %s", (_, one) => expect(total(one)).toBe(0));

  it("is nothing of a case without a body", () => {
    const { body: _, ...bare } = caseOf();
    expect(total(bare)).toBe(0);
  });

  it("is that of a recorded body which is valid today", () => {
    expect(total(caseOf({ source: "live" }))).toBe(total(caseOf()));
  });

  it("is not valid again where its kind says so", () => {
    expect(total(caseOf({ body: { state: "draft", note: 5 } }))).toBeGreaterThan(0);
  });

  it("lacks what was not sent, for the reasons that are given", () => {
    expect(JSON.stringify(new CaseCoverage(underTest).report(["no money"]))).toContain("no money");
  });
});
