import { describe, expect, it } from "vitest";
import { bindParameters } from "../../../src/account/bind-parameters.ts";
import type { Operation, Parameter } from "../../../src/contract/contract.ts";
import type { ParameterValues } from "../../../src/contract/request-schema.ts";

const parameter = (place: Parameter["in"], name: string, env?: string): Parameter =>
  ({ in: place, name, required: true, schema: { type: "string", ...(env ? { "x-binding": { env } } : {}) }, docs: `#/${name}` }) as Parameter; // biome-ignore format: one line

const operation = {
  parameters: [
    parameter("path", "accountId", "ACCOUNT"),
    parameter("query", "groupId", "GROUP"),
    parameter("query", "word"),
    parameter("header", "X-Account", "ACCOUNT"),
  ],
} as unknown as Operation;

const VALUES: ParameterValues = {
  path: { accountId: "x" },
  query: { groupId: "y", word: "z" },
  header: { "X-Account": "x" },
};

const bound = (bindings: { readonly [env: string]: readonly string[] }, kept?: string) =>
  bindParameters(operation, VALUES, { tag: "t", bindings }, { schemas: {}, kept });

describe("parameters that are bound to the account", () => {
  it("have the account's values, and others stay", () => {
    const { parameters, missing } = bound({ ACCOUNT: ["a1", "a2"], GROUP: ["g1"] });
    expect(parameters).toEqual({
      path: { accountId: "a1" },
      query: { groupId: "g1", word: "z" },
      header: { "X-Account": "a1" },
    });
    expect(missing).toEqual([]);
  });

  it("name the variables that are not set", () => {
    expect(bound({ ACCOUNT: [], GROUP: ["g1"] }).missing).toEqual(["ACCOUNT"]);
  });

  it("stay as they are where the account gives none, and where they are at fault", () => {
    expect(bound({}).parameters).toEqual(VALUES);
    expect(bound({ ACCOUNT: ["a1"], GROUP: ["g1"] }, "groupId").parameters.query).toEqual({ groupId: "y", word: "z" }); // biome-ignore format: one line
  });
});
