import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import { type PreparedRun, prepare } from "../../../src/engine/prepare.ts";
import { prepareTogether } from "../../../src/engine/prepare-together.ts";
import { run, runTogether } from "../../../src/engine/run.ts";
import { RunResult, resultOf } from "../../../src/engine/run-result.ts";
import type { Answer, WireRequest } from "../../../src/http/exchange.ts";
import { REPORT_FORMATS } from "../../../src/report/formats/index.ts";
import { terminalReport } from "../../../src/report/formats/text.ts";
import { ProjectRecord } from "../../../src/report/project-record.ts";
import { planOf } from "../../faults/run.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { sharedUnderTest } from "../../fixtures/made-once.ts";
import { callerOf, type EndpointTarget, endpointTarget } from "../journal/endpoint-target.ts";

const contract = await loadContract("shelf");

type Spoil = (request: WireRequest, answer: Answer) => Answer;

function optionsOf(target: EndpointTarget, operation: string, requests: number) {
  const { envelope } = callerOf(target, contract);
  const { account } = envelope;
  return {
    contract,
    target,
    operation,
    seed: 42,
    requests,
    account,
    userAgent: "test/1",
    clock: instantClock(),
  };
}

async function resultFor(
  operation: string,
  spoil?: Spoil,
): Promise<{ result: RunResult; target: EndpointTarget; sent: readonly WireRequest[] }> {
  const target = endpointTarget(contract);
  if (spoil) target.spoil = spoil;
  const prepared = prepare(optionsOf(target, operation, 120), sharedUnderTest(contract, operation, 42));
  const result = await resultOf(prepared, run(prepared, { cases: planOf(prepared) }));
  return { result, target, sent: target.requests };
}

/** Changes the answers to requests of one method on one shelf. */
const onShelf =
  (method: string, change: (body: { [name: string]: Json }, request: WireRequest) => unknown): Spoil =>
  (request, answer) =>
    request.method === method && /^\/shelves\/[^/]+$/.test(request.path) && answer.status === 200
      ? { ...answer, text: JSON.stringify(change(JSON.parse(answer.text), request)) }
      : answer;

const violationsOf = ({ findings }: RunResult): string[] =>
  findings.filter(({ severity }) => severity === "violation").map(({ fingerprint }) => fingerprint);

const ABOUT_OTHERS = ["read-shelf", "change-shelf", "remove-shelf", "list-shelves", "add-book", "read-book"];

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("an operation about what another one makes", () => {
  it.each(ABOUT_OTHERS)(
    "%s is tested on what is made for it, without an alarm, and all of that is deleted",
    async (id) => {
      const { result, target, sent } = await resultFor(id);
      expect(violationsOf(result)).toEqual([]);
      expect(result.verdict).toBe("pass");
      expect(sent.filter(({ path }) => path.includes("{"))).toEqual([]);
      expect(target.stored()).toBe(0);
      const { operation } = prepare(optionsOf(target, id, 1)).context.underTest;
      expect(
        sent.filter(({ method, path }) => method === operation.method && path.startsWith("/")).length,
      ).toBeGreaterThan(3);
    },
  );

  it("is not judged where what comes before it cannot be made, and says why", async () => {
    const { result } = await resultFor("change-shelf", (request, answer) =>
      request.method === "POST" ? { ...answer, status: 403, text: '{"message":"no shelves today"}' } : answer,
    );
    expect(result.reason).toContain("make-shelf, which comes before it");
    expect([...result.statistics.reasons.keys()].join()).toContain(
      'make-shelf, which comes before it, was answered 403 "no shelves today"',
    );
  });

  it("sends no more requests than there may be, what comes before it included", async () => {
    const target = endpointTarget(contract);
    const prepared = prepare(optionsOf(target, "remove-shelf", 15));
    const result = await resultOf(prepared, run(prepared));
    expect(result.requests.sent).toBeLessThanOrEqual(15);
    expect(target.requests.length).toBe(result.requests.sent + result.requests.cleanup);
  });
});

/** By the operation that has it, a fault and the finding that tells it. */
const FAULTS: readonly (readonly [string, string, Spoil, string])[] = [
  [
    "a change is not stored",
    "change-shelf",
    onShelf("GET", ({ shelf }) => ({ shelf: { ...(shelf as object), name: "another" } })),
    "read-shelf/lifecycle/read-differs",
  ],
  [
    "a sent field is dropped",
    "change-shelf",
    onShelf("PUT", ({ shelf }) => ({ shelf: { ...(shelf as object), width: undefined } })),
    "change-shelf/echo/shelf.width",
  ],
  [
    "what is not sent is reset",
    "change-shelf",
    onShelf("PUT", ({ shelf }, { body = "" }) => ({
      shelf: { ...(shelf as object), ...(body.includes('"width"') ? {} : { width: 1 }) },
    })),
    "change-shelf/lifecycle/update-changes",
  ],
  [
    "another shelf is changed",
    "change-shelf",
    onShelf("PUT", ({ shelf }) => ({ shelf: { ...(shelf as object), id: "another" } })),
    "change-shelf/lifecycle/update-differs",
  ],
  [
    "an answered field has another type",
    "change-shelf",
    onShelf("PUT", ({ shelf }) => ({ shelf: { ...(shelf as object), house: 5 } })),
    "change-shelf/response-schema/",
  ],
  [
    "a read answers another name",
    "read-shelf",
    onShelf("GET", ({ shelf }) => ({ shelf: { ...(shelf as object), name: "x" } })),
    "read-shelf/lifecycle/read-differs",
  ],
  [
    "a deletion deletes nothing",
    "remove-shelf",
    (request, answer) =>
      request.method === "GET" && answer.status === 404
        ? { ...answer, status: 200, text: '{"shelf":{"id":"1","house":"h","name":"n"}}' }
        : answer,
    "read-shelf/lifecycle/read-after-delete",
  ],
  [
    "a list lacks what was made",
    "list-shelves",
    (request, answer) =>
      request.path.includes("?house=") && answer.status === 200
        ? { ...answer, text: '{"shelves":[]}' }
        : answer,
    "list-shelves/lifecycle/list-lacks",
  ],
  [
    "a required parameter is not enforced",
    "list-shelves",
    (request, answer) =>
      request.path === "/shelves" && request.method === "GET" && answer.status === 400
        ? { ...answer, status: 200, text: '{"shelves":[]}' }
        : answer,
    "list-shelves/door/no-house",
  ],
];

describe("planted faults of operations about others", () => {
  it.each(FAULTS)("%s: found by %s", async (_, operation, spoil, fingerprint) => {
    const { result } = await resultFor(operation, spoil);
    expect(violationsOf(result).join(" ")).toContain(fingerprint);
    expect(result.verdict).toBe("fail");
  });
});

describe("a run of several operations", () => {
  const all = ["make-shelf", ...ABOUT_OTHERS, "remove-book"];

  async function together(requests: number, spoil?: Spoil) {
    const target = endpointTarget(contract);
    if (spoil) target.spoil = spoil;
    const prepared = await prepareTogether(optionsOf(target, "make-shelf", requests), all);
    const results = new Map<PreparedRun, RunResult>(prepared.map((one) => [one, new RunResult(one)]));
    const events: [string, RunEvent][] = [];
    for await (const { run: of, event } of runTogether(prepared)) {
      results.get(of)?.add(event);
      events.push([of.options.operation, event]);
    }
    return { target, results: [...results.values()], events };
  }

  it("shares one ceiling of requests, raises no alarm and deletes all that it makes", async () => {
    const { target, results } = await together(300);
    expect(results.flatMap(violationsOf)).toEqual([]);
    expect(results.map(({ verdict }) => verdict)).toEqual(all.map(() => "pass"));
    const sum = (of: (result: RunResult) => number) => results.reduce((count, one) => count + of(one), 0);
    expect(sum(({ requests }) => requests.sent)).toBeLessThanOrEqual(300);
    expect(target.requests.length).toBe(sum(({ requests }) => requests.sent + requests.cleanup));
    expect(target.stored()).toBe(0);
  });

  it("spends a small budget on all operations", async () => {
    const { results } = await together(150);
    expect(Math.min(...results.map(({ statistics }) => statistics.judged))).toBeGreaterThan(3);
  });

  it("sends no two values that must differ alike, though cases of operations have the same names", async () => {
    const { target } = await together(200);
    const names = target.requests.flatMap(({ method, path, body = "{}" }) =>
      method === "POST" && path === "/shelves" && parses(body)
        ? [(JSON.parse(body) as { name?: string }).name]
        : [],
    );
    const tags = names
      .flatMap((name) => (typeof name === "string" ? [/ct\w+-\w+/.exec(name)?.[0]] : []))
      .filter((tag) => tag !== undefined);
    expect(new Set(tags).size).toBe(tags.length);
  });

  it("goes on with the others where one of them gives no answer", async () => {
    const { results } = await together(300, (request, answer) =>
      request.method === "PUT" ? ({ reason: "timeout", message: "no answer in 30 s" } as never) : answer,
    );
    const verdicts = new Map(results.map((result) => [result.prepared.options.operation, result.verdict]));
    expect(verdicts.get("change-shelf")).toBe("inconclusive");
    expect([...verdicts.values()].filter((verdict) => verdict === "pass").length).toBe(all.length - 1);
  });

  it("has one report with a section for each, which the formats show", async () => {
    const target = endpointTarget(contract);
    target.spoil = (request, answer) =>
      request.method === "PUT" && answer.status === 200
        ? { ...answer, text: answer.text.replace(/"name":"[^"]*"/, '"name":"x"') }
        : answer;
    const prepared = await prepareTogether(optionsOf(target, "make-shelf", 150), [
      "make-shelf",
      "change-shelf",
    ]);
    const record = new ProjectRecord(prepared);
    for await (const event of runTogether(prepared)) record.add(event);
    const report = record.report();
    expect(report.operation).toBeUndefined();
    expect(report.operations?.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["make-shelf", "pass"],
      ["change-shelf", "fail"],
    ]);
    const sent = report.operations?.reduce((sum, { requests }) => sum + requests.sent, 0);
    expect(report.requests.sent).toBe(sent);
    expect(sent).toBeLessThanOrEqual(150);
    expect(report.verdict).toBe("fail");
    const failing = report.findings.filter(({ severity }) => severity === "violation");
    expect(new Set(failing.map(({ operation }) => operation))).toEqual(new Set(["change-shelf"]));
    const written = await Promise.all(REPORT_FORMATS.map(({ write }) => write(report)));
    for (const text of written) expect(text).toContain("change-shelf");
    expect(
      terminalReport(report)
        .split("\n")
        .filter((line) => /(make|change)-shelf: (pass|fail), /.test(line)),
    ).toHaveLength(2);
  });
});
