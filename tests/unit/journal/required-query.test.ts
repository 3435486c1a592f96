import { beforeAll, describe, expect, test } from "vitest";
import { trial } from "../../../src/cases/lifecycle.ts";
import type { Contract, Operation } from "../../../src/contract/contract.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import type { WireRequest } from "../../../src/http/exchange.ts";
import { Supporting } from "../../../src/journal/linked-requests.ts";
import { contractOf, documentText } from "../../fixtures/contracts/load.ts";

const QUERY = `
        - {name: depot, in: query, required: true, schema: {type: string, x-binding: {env: DEPOT}}}
        - {name: kind, in: query, required: true, schema: {type: string, enum: [parcel]}}
        - {name: other, in: query, schema: {type: string, enum: [one]}}`;

let [contract, creator] = [{} as Contract, {} as Operation];

beforeAll(async () => {
  const text = (await documentText("parcels"))
    .replaceAll("      summary: Read a parcel", `      summary: Read a parcel\n      parameters:${QUERY}`)
    .replaceAll("      summary: Remove a parcel", `      summary: Remove a parcel\n      parameters:${QUERY}`)
    .replaceAll("      summary: List the parcels\n      security: [{token: []}]\n      parameters:", `      summary: List the parcels\n      security: [{token: []}]\n      parameters:${QUERY}`); // biome-ignore format: one line
  contract = await contractOf(text);
  creator = operationOf(contract, "make-parcel");
});

/** The requests that clean-up sends for one resource. */
async function sentFor(bindings: { readonly [env: string]: readonly string[] }): Promise<string[]> {
  const paths: string[] = [];
  const sender = {
    ...{ token: "t", userAgent: "u", account: { tag: "x", bindings } },
    send: async ({ path }: WireRequest) => {
      paths.push(path);
      return { status: 204, headers: {}, text: "" };
    },
  };
  const supporting = new Supporting(contract, creator);
  await supporting.read("a", sender);
  await supporting.remove("a", sender);
  await supporting.list({}, sender);
  return paths;
}

describe("the query that a request around a creation must have", () => {
  test("is the account's value, and the only value that there is", async () => {
    const one = "/parcels/a?depot=d1&kind=parcel";
    expect(await sentFor({ DEPOT: ["d1", "d2"] })).toEqual([one, one, "/parcels?depot=d1&kind=parcel"]);
  });

  test("leaves out what the account has no value for", async () => {
    expect(await sentFor({ DEPOT: [] })).toEqual([
      "/parcels/a?kind=parcel",
      "/parcels/a?kind=parcel",
      "/parcels?kind=parcel",
    ]);
  });

  test("stands in the steps of a life as in any request to these operations", async () => {
    const underTest = new OperationUnderTest(contract, creator, 1);
    const related = (operation: Operation) => new OperationUnderTest(contract, operation, 1);
    const paths: (string | undefined)[] = [];
    await trial({ underTest, related })?.run(async ({ target }) => {
      paths.push(target?.("/usual?depot=mine&kind=parcel&other=one"));
      return { status: 200, headers: {}, text: '{"parcel": {"id": "a"}}' };
    });
    const one = "/parcels/a?depot=mine&kind=parcel";
    expect(paths).toEqual([undefined, one, one, one, "/parcels?depot=mine&kind=parcel"]);
  });
});
