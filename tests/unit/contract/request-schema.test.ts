import { describe, expect, it } from "vitest";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { describedMember, parametersSchema, requestSchema } from "../../../src/contract/request-schema.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";

const departures = await loadContract("departures");
const list = operationOf(departures, "list-departures");
const create = operationOf(tinyContract, "create-invoice");
const EMPTY = { type: "object", required: [], properties: {}, additionalProperties: false };

describe("the schema of a request", () => {
  it("has a closed object for each kind of parameters, and the body's schema as it is", () => {
    expect(requestSchema(create)).toEqual({
      type: "object",
      required: ["path", "query", "header", "body"],
      properties: {
        path: EMPTY,
        query: EMPTY,
        header: { ...EMPTY, required: ["X-Edition"], properties: { "X-Edition": { enum: ["2020-01"] } } },
        body: create.requestBody!.schema,
      },
      additionalProperties: false,
    });
  });

  it("has no body where the operation takes none, and asks for none that may be left out", () => {
    expect(Object.keys(requestSchema(list).properties!)).toEqual(["path", "query", "header"]);
    const optional = { ...create, requestBody: { ...create.requestBody!, required: false } };
    expect(requestSchema(optional).required).toEqual(["path", "query", "header"]);
    expect(requestSchema(optional).properties).toHaveProperty("body");
  });

  it("asks for the parameters that are required alone", () => {
    const { path, query, header } = parametersSchema(list).properties;
    expect([path!.required, query!.required, header!.required]).toEqual([["station"], [], ["Edition"]]);
    expect(Object.keys(query!.properties!)).toEqual(["vehicle", "limit", "tracks"]);
  });

  it("is described where the parameters stand, and nowhere where there are none", () => {
    const query = describedMember(list, "query", departures.schemas);
    expect(query?.propertyPointers?.get("limit")).toBe(`${list.docs}/parameters/2/schema`);
    expect(describedMember(list, "body", departures.schemas)).toBeUndefined();
    expect(describedMember(create, "query", tinyContract.schemas)?.schema).toEqual(EMPTY);
    expect(describedMember(create, "body", tinyContract.schemas)?.docs).toBe(
      "#/components/schemas/NewInvoice",
    );
  });
});

describe("the generated validator of the parameters", () => {
  const accepts = (instance: object): boolean => departures.validators[list.id]!.parameters!(instance);
  const valid = { path: { station: "ABC" }, query: {}, header: { Edition: "2021-06" } };

  it.each<[string, object, boolean]>([
    ["what is required alone", valid, true],
    ["what may be left out", { ...valid, query: { vehicle: "bus", limit: 50, tracks: ["a"] } }, true],
    ["no header", { ...valid, header: {} }, false],
    ["a path of another form", { ...valid, path: { station: "abc" } }, false],
    ["more than the most", { ...valid, query: { limit: 51 } }, false],
    ["a parameter that is not there", { ...valid, query: { other: 1 } }, false],
  ])("judges %s", (_, instance, want) => expect(accepts(instance)).toBe(want));
});
