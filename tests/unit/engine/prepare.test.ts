import { beforeAll, describe, expect, it } from "vitest";
import { KINDS } from "../../../src/cases/index.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { prepareInSlices, type RunOptions } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { resultOf } from "../../../src/engine/run-result.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import type { RecordedExchange } from "../../../src/http/exchange.ts";
import { reportOf } from "../../../src/report/report.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { exampleInvoice } from "../../fixtures/tiny-contract.ts";
import { documentOf } from "../codegen/documents.ts";
import { endpointTarget } from "../journal/endpoint-target.ts";
import { answer, draftOf, runnable, tinyRun, tinyTarget } from "./tiny-run.ts";

const FIELDS = Array.from({ length: 150 }, (_, index) => `field${index}`);
const VALUES = Array.from({ length: 29 }, (_, index) => `value ${index}`);

/** An operation whose plan takes seconds: each two of some thousand values are to stand in one body. */
const LARGE = documentOf(
  {
    type: "object",
    properties: Object.fromEntries(FIELDS.map((name) => [name, { type: "string", enum: VALUES }])),
  },
  ({ paths }) => {
    paths["/things"].post["x-rules"] = [
      {
        id: "first-needs-second",
        sentence: "The first needs the second.",
        docs: "#/paths/~1things/post",
        keeps: { if: { required: ["field0"] }, then: { required: ["field1"] } },
      },
    ];
  },
);

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(LARGE);
});

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  contract,
  target: endpointTarget(contract),
  operation: "create-thing",
  seed: 42,
  requests: 10,
  account: { tag: "ct0", bindings: {} },
  userAgent: "test/1",
  ...more,
});

describe("a large plan", () => {
  it("is given up once a signal comes, and the run ends without a request", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 0);
    const prepared = await prepareInSlices(options({ signal: stop.signal }));
    expect(prepared.context.underTest.requests.isCoveringMade).toBe(false);
    const result = await resultOf(prepared, run(prepared));
    const report = reportOf(result, 0);
    expect(report).toMatchObject({ verdict: "inconclusive", requests: { sent: 0, cleanup: 0 } });
    expect(report.coverage.values).toEqual({ covered: 0, total: 0 });
    expect(report.coverage.missing).toContain(
      "values and pairs: the run was stopped before they were counted",
    );
  });

  it.each(["rule", "covering", "invalid", "boundary", "probe"])(
    "pauses before drafts of the kind %s",
    (id) => {
      const kind = KINDS.find((one) => one.id === id);
      const underTest = new OperationUnderTest(contract, contract.operations["create-thing"]!, 1);
      const [first] = kind?.drafts({ underTest }) ?? [];
      expect(first).toBeUndefined();
    },
  );
});

const recording = (name: string, body: unknown = exampleInvoice): RecordedExchange => ({
  case: name,
  operation: "create-invoice",
  seed: 1,
  expect: "accept",
  request: {
    method: "POST",
    path: "/invoices",
    headers: {
      authorization: "Bearer x",
      "x-edition": "2020-01",
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify(body),
  },
  answer: answer(200, {}),
  provenance: { source: "live", contract: runnable.hash, date: "2024-01-01" },
  file: `tests/recordings/${name}.yaml`,
});

const idsOf = (cases: Iterable<object>) =>
  [...cases].map((planned) => ("case" in planned ? (planned.case as { id: string }).id : planned));

describe("a run that is made ready", () => {
  it("plans the chosen kinds, with as many requests as it may send", () => {
    expect(idsOf(tinyRun(tinyTarget()).cases())).toEqual(["example/docs"]);
    expect(idsOf(tinyRun(tinyTarget(), { requests: 0 }).cases())).toEqual([]);
    const doors = tinyRun(tinyTarget(), { only: ["door"], requests: 2 });
    expect(idsOf(doors.cases())).toEqual(["door/no-token", "door/wrong-token"]);
  });

  it("plans the recorded cases in place of its own, those of the chosen kinds alone", () => {
    const recorded = [recording("example/docs"), recording("covering/1"), recording("mine/own")];
    const on = (only: string[] | undefined) => tinyRun(tinyTarget(undefined, { recorded }), { only });
    expect(idsOf(on(undefined).cases())).toEqual(["example/docs", "covering/1", "mine/own"]);
    expect(idsOf(on(["covering"]).cases())).toEqual(["covering/1"]);
    expect(on(undefined).orphans).toEqual([]);
  });

  it("names recordings that today's contract would not send, and plans none of them", () => {
    const recorded = [recording("example/docs"), recording("covering/1", { state: "sold" })];
    const on = tinyRun(tinyTarget(undefined, { recorded }), { only: undefined });
    expect(idsOf(on.cases())).toEqual(["example/docs"]);
    expect(on.orphans).toMatchObject([{ file: "tests/recordings/covering/1.yaml", case: "covering/1" }]);
  });

  it("makes cases of drafts as its account and its token ask for", () => {
    const account = { tag: "t1", bindings: { TINY_CUSTOMER_ID: ["mine"] } };
    const bound = tinyRun(tinyTarget(), { account }).bind("k", draftOf("a"));
    expect(bound).toMatchObject({
      case: { id: "k/a", body: { customerId: "mine" }, request: { headers: { "user-agent": "test/1" } } },
    });
    expect(bound).toMatchObject({
      case: { request: { headers: { authorization: "bearer token-of-the-run" } } },
    });
  });

  it("combines two levels unless more are asked for", () => {
    expect(tinyRun(tinyTarget()).context.strength).toBe(2);
    expect(tinyRun(tinyTarget(), { strength: 3 }).context.strength).toBe(3);
  });

  it("is refused for a kind or an operation that there is not", () => {
    expect(() => tinyRun(tinyTarget(), { only: ["odd"] })).toThrow(SuiteError);
    expect(() => tinyRun(tinyTarget(), { operation: "odd" })).toThrow(SuiteError);
  });
});
