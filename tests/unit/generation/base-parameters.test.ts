import { describe, expect, it } from "vitest";
import { baseParameters } from "../../../src/generation/base-parameters.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { contract as shipped } from "../../fixtures/project.ts";

const contract = await loadContract("departures");

describe("the base parameters of an operation", () => {
  it("are those that must be there alone, the first listed value of each, and valid", () => {
    const found = baseParameters(contract, { id: "list-departures" });
    expect(found).toEqual({
      path: { station: expect.stringMatching(/^[A-Z]{3}$/) },
      query: {},
      header: { Edition: "2020-01" },
    });
    expect(contract.validators["list-departures"]!.parameters!(found)).toBe(true);
  });

  it("are the same each time", () => {
    expect(baseParameters(contract, { id: "list-departures" })).toEqual(
      baseParameters(contract, { id: "list-departures" }),
    );
  });

  it("are none where the contract has no parameters of the operation", () => {
    expect(baseParameters(contract, { id: "constructor" })).toEqual({ path: {}, query: {}, header: {} });
  });

  it.each(Object.keys(shipped.operations))("are valid for %s of the shipped contract", (id) => {
    expect(shipped.validators[id]!.parameters!(baseParameters(shipped, { id }))).toBe(true);
  });
});
