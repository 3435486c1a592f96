import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { contract as shipped } from "../../../generated/index.ts";
import { defaultOperation } from "../../../src/account/environment.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { firstPointer, locationsOf, requestLocations } from "../../../src/contract/locations.ts";
import { valueAt } from "../../../src/core/json.ts";
import { documentText, loadContract } from "../../fixtures/contracts/load.ts";

const contract = await loadContract("departures");
const list = operationOf(contract, "list-departures");
const locations = requestLocations(list, contract.schemas);
const at = (member: string, pointer: string) =>
  locations.find((one) => one.in === member && one.pointer === pointer)!;

describe("the locations of a request without a body", () => {
  it("are those of its parameters, member by member, with pointers into the member", () => {
    expect(locations.map((one) => `${one.in} ${one.pointer}`)).toEqual([
      "path ", "path /station", "query ", "query /vehicle", "query /limit", "query /tracks", "query /tracks/-",
      "header ", "header /Edition",
    ]); // biome-ignore format: a list reads better in lines
  });

  it("know what must be there and what is taken", () => {
    expect(at("path", "/station").required).toBe(true);
    expect(at("query", "/limit").required).toBe(false);
    expect(at("query", "/vehicle").schema.enum).toEqual(["train", "bus"]);
    expect(at("query", "/tracks").types).toEqual(["array"]);
    expect(at("query", "/limit").parent).toBe(at("query", ""));
  });

  it("are found in the member's value, and hold conditions on it", () => {
    expect(firstPointer({ tracks: ["a", "b c"] }, at("query", "/tracks/-"))).toBe("/tracks/0");
    expect(firstPointer({}, at("query", "/limit"))).toBeUndefined();
    expect(at("query", "/limit").holding({ const: 5 })).toEqual({
      type: "object",
      required: ["limit"],
      properties: { limit: { const: 5 } },
    });
  });

  it("are described in the document where they say", async () => {
    const document: unknown = parse(await documentText("departures"));
    expect(valueAt(document, at("query", "/limit").docs.slice(1))).toMatchObject({ maximum: 50 });
    expect(at("query", "/vehicle").docs).toBe("#/components/schemas/Vehicle");
    for (const { docs } of locations) expect(valueAt(document, docs.slice(1)), docs).toBeDefined();
  });
});

it("the locations of a body are the same within a request as alone, pointers into the document included", () => {
  const operation = operationOf(shipped, defaultOperation(shipped));
  const { schema, docs } = operation.requestBody!;
  const told = (found: readonly { readonly pointer: string; readonly docs: string }[]) =>
    found.map((one) => `${one.pointer} ${one.docs}`);
  const inRequest = requestLocations(operation, shipped.schemas).filter((one) => one.in === "body");
  expect(told(inRequest)).toEqual(told(locationsOf(schema, docs, shipped.schemas)));
  expect(inRequest.length).toBeGreaterThan(50);
});
