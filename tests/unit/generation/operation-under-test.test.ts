import { describe, expect, it } from "vitest";
import { contract } from "../../../generated/index.ts";
import { defaultOperation } from "../../../src/account/environment.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { firstPointer } from "../../../src/contract/locations.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
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
    const instances = underTest.maximalInstances;
    const missing = underTest.bodyLocations.filter((location) =>
      instances.every((instance) => firstPointer(instance, location) === undefined),
    );
    expect(missing.map(({ pointer }) => pointer)).toEqual([]);
    expect(instances.filter((instance) => !underTest.isLawful(instance))).toEqual([]);
  });

  it("makes what takes long once, and anew for another seed", () => {
    const other = new OperationUnderTest(contract, operation, 2);
    expect(underTest.covering).toBe(underTest.covering);
    expect(underTest.maximalInstances).toBe(underTest.maximalInstances);
    expect(other.covering.array.rows).not.toEqual(underTest.covering.array.rows);
    expect(other.covering.array.feasible).toBe(underTest.covering.array.feasible);
  });

  it("takes a body", () => {
    const read = operationOf(tinyContract, "get-invoice");
    expect(() => new OperationUnderTest(tinyContract, read, 1)).toThrow(SuiteError);
    expect(() => new OperationUnderTest(tinyContract, read, 1)).toThrow(/get-invoice takes no request body/);
  });
});
