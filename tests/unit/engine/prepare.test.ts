import { beforeAll, describe, expect, it } from "vitest";
import { KINDS } from "../../../src/cases/index.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import { prepareInSlices, type RunOptions } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { resultOf } from "../../../src/engine/run-result.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { reportOf } from "../../../src/report/report.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { documentOf } from "../codegen/documents.ts";
import { endpointTarget } from "../journal/endpoint-target.ts";

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
    expect(prepared.context.underTest.isCoveringMade).toBe(false);
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
