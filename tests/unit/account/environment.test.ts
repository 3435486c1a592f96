import { describe, expect, it } from "vitest";
import { defaultOperation, operationOfRun, operationsOfRun } from "../../../src/account/environment.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { contract } from "../../fixtures/project.ts";

const [first = "", second = ""] = Object.keys(contract.operations);

describe("the operation to test", () => {
  it.each<[string, string | undefined, string | undefined, string]>([
    ["is the one that is given", second, undefined, second],
    ["is the one that is given, whatever the variable names", second, "none", second],
    ["is the one that the variable names", undefined, second, second],
    ["is the usual one where the variable is empty", undefined, "", defaultOperation(contract)],
    ["is the usual one where neither names one", undefined, undefined, defaultOperation(contract)],
  ])("%s", (_, given, named, want) =>
    expect(operationOfRun(contract, given, { CONTRACT_OPERATION: named })).toBe(want),
  );

  it.each(["none", "constructor", "__proto__"])("is not %s, and the variable is blamed", (named) => {
    const find = () => operationOfRun(contract, undefined, { CONTRACT_OPERATION: named });
    expect(find).toThrow(`CONTRACT_OPERATION ${named}: `);
    expect(find).toThrow(first);
  });

  it.each(["none", "constructor"])("is not %s where the project names it, and its file is blamed", (id) => {
    const find = () => operationsOfRun(contract, {}, {}, { operations: [first, id], added: [] });
    expect(find).toThrow(
      `openapi/project.yaml: operations: the project has no operation "${id}"; correct the name`,
    );
    expect(operationsOfRun(contract, { operation: second }, {}, { operations: [id], added: [] })).toEqual([
      second,
    ]);
  });

  it.each(["none", "constructor", "toString", "__proto__"])("is not %s where it is given", (given) =>
    expect(() => operationOf(contract, given)).toThrow(`operation "${given}" is not in`),
  );
});
