import { describe, expect, it } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import type { RequestInstance } from "../../../src/contract/request-schema.ts";
import { prepare } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { type RunResult, resultOf } from "../../../src/engine/run-result.ts";
import { follow, shrink } from "../../../src/engine/shrink.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import type { Answer, WireRequest } from "../../../src/http/exchange.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { documentWith, EDITION, KIND, LIMIT } from "../../fixtures/parameters-document.ts";
import { callerOf, endpointTarget } from "../journal/endpoint-target.ts";

const contract = await contractOf(documentWith("get", [KIND, LIMIT, EDITION]));

async function resultWith(
  spoil: (request: WireRequest, answer: Answer) => Answer = (_, answer) => answer,
): Promise<{ result: RunResult; requests: readonly WireRequest[] }> {
  const target = endpointTarget(contract);
  target.spoil = spoil;
  const { operation, envelope } = callerOf(target, contract);
  const options = { contract, target, operation: operation.id, seed: 42, requests: 120 };
  const prepared = prepare({
    ...options,
    account: envelope.account,
    userAgent: "test/1",
    clock: instantClock(),
  });
  return { result: await resultOf(prepared, run(prepared)), requests: target.requests };
}

const hasLimit = ({ path }: WireRequest): boolean => new URLSearchParams(path.split("?")[1]).has("limit");

describe("a run of an operation without a body", () => {
  it("plans from its parameters, raises no alarm and covers them", async () => {
    const { result, requests } = await resultWith();
    expect(result.findings.map(({ fingerprint }) => fingerprint)).toEqual([]);
    expect(result.verdict).toBe("pass");
    const { values, pairs, boundaries } = result.coverage.report();
    for (const { covered, total } of [values, pairs, boundaries]) expect(covered).toBe(total);
    expect(values.total).toBeGreaterThan(5);
    expect(requests.length).toBeGreaterThan(30);
    expect(requests.filter(({ body, path }) => body !== undefined || path.includes("{"))).toEqual([]);
  });

  it("finds a required parameter that is not enforced", async () => {
    const { result } = await resultWith((request, answer) =>
      hasLimit(request) || answer.status === 401 ? answer : { ...answer, status: 200, text: "{}" },
    );
    expect(result.verdict).toBe("fail");
    expect(result.findings.map(({ check }) => check)).toContain("door");
  });

  it("finds a value that is refused although the docs allow it", async () => {
    const { result } = await resultWith((request, answer) =>
      request.path.includes("limit=50") ? { ...answer, status: 400, text: "" } : answer,
    );
    expect(result.findings.map(({ check }) => check)).toContain("valid-accepted");
  });

  it("shrinks the parameters that show a finding to what it takes", async () => {
    const underTest = new OperationUnderTest(contract, contract.operations.trips!, 1);
    const draft: Draft = {
      name: "a",
      expect: "accept",
      path: {},
      query: { kind: "ride", limit: 30 },
      header: { Edition: "2021" },
      priority: 1,
    };
    const shows = async ({ query }: RequestInstance) => Number(query.limit) >= 20;
    const { request, path } = await shrink(underTest, draft, shows, 1000);
    expect(request).toMatchObject({ path: {}, header: { Edition: "2020" } });
    expect(Object.keys(request.query)).toEqual(["limit"]);
    expect(Number(request.query.limit)).toBeGreaterThanOrEqual(20);
    expect(follow(underTest, draft, path)).toEqual(request);
  });
});
