import { describe, expect, it } from "vitest";
import { defaultOperation } from "../../../src/account/environment.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { firstPointer } from "../../../src/contract/located-values.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { asJson } from "../../../src/generation/requests.ts";
import { contract } from "../../fixtures/project.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";

const operation = operationOf(contract, defaultOperation(contract));
const underTest = new OperationUnderTest(contract, operation, 1);

describe("the operation under test", () => {
  it("tells what is valid by its schema, and what keeps every rule as well", () => {
    const body = underTest.baseInstance([], 1)!;
    expect([underTest.accepts(body), underTest.isLawful(body), underTest.validate(body)]).toEqual([
      true,
      true,
      [],
    ]);
    expect([underTest.accepts(5), underTest.isLawful(5)]).toEqual([false, false]);
    expect(underTest.validate(5)).toMatchObject([{ keyword: "type", instancePath: "" }]);
  });

  it("finds for each rule a valid body that breaks it alone, and is not lawful", () => {
    const rules = underTest.rules.filter(({ breaks }) => breaks !== false);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      const body = underTest.instanceBreaking(rule, rule.breaks, 1)!;
      expect([underTest.accepts(body), underTest.isLawful(body)], rule.id).toEqual([true, false]);
      expect(underTest.rules.filter((one) => one.isBroken(body)).map(({ id }) => id)).toEqual([rule.id]);
    }
  });

  it("finds the same base instance for the same seed, whatever was asked before", () => {
    const again = new OperationUnderTest(contract, operation, 7);
    again.baseInstance([], 3);
    for (const seed of [1, 2, 17, -1])
      expect(again.baseInstance([], seed)).toEqual(underTest.baseInstance([], seed));
  });

  it("has every location in one of its maximal instances, and all of them are lawful", () => {
    const { maximal, locations } = underTest.requests;
    const missing = locations.filter((location) =>
      maximal.every((request) => firstPointer(asJson(request), location) === undefined),
    );
    expect(missing.map(({ pointer }) => pointer)).toEqual([]);
    expect(maximal.filter((request) => !underTest.requests.isLawful(request))).toEqual([]);
  });

  it("makes what takes long once, and anew for another seed", () => {
    const other = new OperationUnderTest(contract, operation, 2);
    const { requests } = underTest;
    expect(requests.covering).toBe(requests.covering);
    expect(requests.maximal).toBe(requests.maximal);
    expect(other.requests.covering.array.rows.all).not.toEqual(requests.covering.array.rows.all);
    expect(other.requests.covering.array.feasible).toBe(requests.covering.array.feasible);
  });

  it("may take no body, but one that it takes must be made by generated code", () => {
    const read = new OperationUnderTest(tinyContract, operationOf(tinyContract, "get-invoice"), 1);
    expect([read.bodyGenerator, read.bodyLocations, read.baseInstance([], 1)]).toEqual([
      undefined,
      [],
      undefined,
    ]);
    const create = operationOf(tinyContract, "create-invoice");
    expect(() => new OperationUnderTest(tinyContract, create, 1)).toThrow(SuiteError);
    expect(() => new OperationUnderTest(tinyContract, create, 1)).toThrow(/makes no body for create-invoice/);
  });
});
