import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { defaultOperation } from "../../../src/account/environment.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { firstPointer } from "../../../src/contract/located-values.ts";
import { locationName, locationsOf, requestLocations } from "../../../src/contract/locations.ts";
import { valueAt } from "../../../src/core/json.ts";
import { documentText, loadContract } from "../../fixtures/contracts/load.ts";
import { contract as shipped } from "../../fixtures/project.ts";

const contract = await loadContract("departures");
const list = operationOf(contract, "list-departures");
const locations = requestLocations(list, contract.schemas);
const at = (pointer: string) => locations.find((location) => location.pointer === pointer)!;

describe("the locations of a request without a body", () => {
  it("are the request, its members, and its parameters member by member", () => {
    expect(locations.map(({ pointer }) => pointer)).toEqual([
      "", "/path", "/path/station", "/query", "/query/vehicle", "/query/limit", "/query/tracks", "/query/tracks/-",
      "/header", "/header/Edition",
    ]); // biome-ignore format: a list reads better in lines
    expect(locations.map((location) => location.in)).toEqual([
      undefined, "path", "path", "query", "query", "query", "query", "query", "header", "header",
    ]); // biome-ignore format: a list reads better in lines
    expect(at("/query/tracks/-").memberPointer).toBe("/tracks/-");
  });

  it("know what must be there and what is taken", () => {
    expect(at("/path/station").required).toBe(true);
    expect(at("/query/limit").required).toBe(false);
    expect(at("/query/vehicle").schema.enum).toEqual(["train", "bus"]);
    expect(at("/query/tracks").types).toEqual(["array"]);
    expect(at("/query/limit").parent).toBe(at("/query"));
  });

  it("are found in a request, and hold conditions on it", () => {
    expect(firstPointer({ query: { tracks: ["a", "b c"] } }, at("/query/tracks/-"))).toBe("/query/tracks/0");
    expect(firstPointer({ query: {} }, at("/query/limit"))).toBeUndefined();
    expect(at("/query/limit").holding({ const: 5 })).toEqual({
      type: "object",
      required: ["query"],
      properties: { query: { type: "object", required: ["limit"], properties: { limit: { const: 5 } } } },
    });
  });

  it("are described in the document where they say", async () => {
    const document: unknown = parse(await documentText("departures"));
    expect(valueAt(document, at("/query/limit").docs.slice(1))).toMatchObject({ maximum: 50 });
    expect(at("/query/vehicle").docs).toBe("#/components/schemas/Vehicle");
    for (const { docs } of locations) expect(valueAt(document, docs.slice(1)), docs).toBeDefined();
  });
});

it("the locations of a body are the same within a request as alone, pointers into the document included", () => {
  const operation = operationOf(shipped, defaultOperation(shipped));
  const { schema, docs } = operation.requestBody!;
  const told = (found: readonly { readonly memberPointer: string; readonly docs: string }[]) =>
    found.map(({ memberPointer, docs: at }) => `${memberPointer} ${at}`);
  const inRequest = requestLocations(operation, shipped.schemas).filter((one) => one.in === "body");
  expect(told(inRequest)).toEqual(told(locationsOf(schema, docs, shipped.schemas)));
  expect(inRequest.length).toBeGreaterThan(50);
});

it.each([
  ["/query/limit", "query limit"],
  ["/query/tracks/-", "query tracks[]"],
])("the location %s is called %s", (pointer, name) => expect(locationName(at(pointer))).toBe(name));
