import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contract } from "../../../src/contract/contract.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { parameterText } from "../../../src/contract/parameters.ts";
import type { RequestInstance } from "../../../src/contract/request-schema.ts";
import { baseParameters } from "../../../src/generation/base-parameters.ts";
import { createFetchDispatch } from "../../../src/http/fetch-dispatch.ts";
import { createUndiciDispatch } from "../../../src/http/undici-dispatch.ts";
import { writeRequest } from "../../../src/http/write-request.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

const contract = await loadContract("departures");
const list = operationOf(contract, "list-departures");
const caller = { token: "secret", userAgent: "agent" };
const base: RequestInstance = { path: { station: "ABC" }, query: {}, header: { Edition: "2021-06" } };
const written = (changes: Partial<RequestInstance> = {}) =>
  writeRequest(list, { ...base, ...changes }, caller);

describe("a request without a body", () => {
  it("is its parameters written out, with no content type", () => {
    expect(written()).toEqual({
      method: "GET",
      path: "/stations/ABC/departures",
      headers: {
        accept: "application/json",
        "user-agent": "agent",
        authorization: "Bearer secret",
        edition: "2021-06",
      },
    });
  });

  it.each<[string, Partial<RequestInstance>, string]>([
    ["what a segment cannot hold is encoded", { path: { station: "a/b $&?" } }, "/stations/a%2Fb%20%24%26%3F/departures"],
    ["a list is one segment", { path: { station: ["a", "b,"] } }, "/stations/a,b%2C/departures"],
    ["what is not given keeps its name", { path: {} }, "/stations/{station}/departures"],
    ["what is given stands in the query", { query: { vehicle: "bus", limit: 5 } }, "/stations/ABC/departures?vehicle=bus&limit=5"],
    ["a list in the query is one pair each", { query: { tracks: ["a", "b c"] } }, "/stations/ABC/departures?tracks=a&tracks=b+c"],
    ["an empty list is nothing", { query: { tracks: [] } }, "/stations/ABC/departures"],
  ])("%s", (_, changes, path) => expect(written(changes).path).toBe(path)); // biome-ignore format: a table reads better in lines

  it("leaves out headers that are not given, and writes a list in one", () => {
    expect(written({ header: {} }).headers).not.toHaveProperty("edition");
    expect(written({ header: { Edition: ["a", "b"] } }).headers.edition).toBe("a,b");
  });

  it("needs no token where the operation asks for none", () => {
    const cancel = operationOf(contract, "cancel-departures");
    expect(writeRequest(cancel, base, caller)).toMatchObject({ method: "DELETE" });
    expect(writeRequest(cancel, base, caller).headers).not.toHaveProperty("authorization");
  });
});

describe("a request with a body", () => {
  const create = operationOf(tinyContract, "create-invoice");
  const instance = { ...baseParameters(tinyContract, create), body: exampleInvoice };

  it("has its headers in a fixed order, the content type last", () => {
    const { headers, body, path } = writeRequest(create, instance, caller);
    expect(Object.keys(headers)).toEqual([
      "accept", "user-agent", "authorization", "x-edition", "content-type",
    ]); // biome-ignore format: a list reads better in lines
    expect([path, headers["content-type"]]).toEqual(["/invoices", "application/json"]);
    expect(JSON.parse(body!)).toEqual(exampleInvoice);
  });

  it("has no content type where no body is sent, and one for a body that is null", () => {
    const { body: _, ...without } = instance;
    expect(writeRequest(create, without, caller)).not.toHaveProperty("body");
    expect(writeRequest(create, without, caller).headers).not.toHaveProperty("content-type");
    expect(writeRequest(create, { ...instance, body: null }, caller).body).toBe("null");
  });
});

it.each([
  ["a,b", "a,b"],
  [5, "5"],
  [-0, "-0"],
  [true, "true"],
  [null, ""],
])("the text of %j is %j", (value, text) => expect(parameterText(value)).toBe(text));

describe("a path of the docs", () => {
  const create = operationOf(tinyContract, "create-invoice");
  const PATHS = ["/a b", "/100%", "/größe", "/見積もり/😀", '/"a"', "/'b'", "/<c>|^`", "/a%20c"];
  const operations = Object.fromEntries(
    PATHS.map((path) => [path, { ...create, id: path, path, links: [] }]),
  );
  const byPath = <Value>(value: Value | undefined): { [id: string]: Value } =>
    Object.fromEntries(PATHS.flatMap((path) => (value === undefined ? [] : [[path, value]])));
  const contract: Contract = {
    ...tinyContract,
    operations,
    validators: byPath(tinyContract.validators["create-invoice"]),
    arbitraries: byPath(tinyContract.arbitraries["create-invoice"]),
  };
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ contract, token: caller.token });
  });
  afterAll(() => sandbox.close());

  it.each(PATHS)("%s is sent, and reaches its operation", async (path) => {
    const operation = operationOf(contract, path);
    const request = writeRequest(
      operation,
      { ...baseParameters(tinyContract, create), body: exampleInvoice },
      caller,
    );
    for (const dispatcher of [createFetchDispatch(5000), createUndiciDispatch(sandbox.url, 5000)]) {
      const answer = await dispatcher.dispatch(`${sandbox.url}${request.path}`, request);
      expect(answer).toMatchObject({ status: 200 });
      await dispatcher.close();
    }
  });
});
