import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Contract } from "../../../src/contract/contract.ts";
import { valuesAtTokens } from "../../../src/contract/located-values.ts";
import { locationsOf } from "../../../src/contract/locations.ts";
import { SchemaAtLocation } from "../../../src/contract/schema-at-location.ts";
import type { Json } from "../../../src/core/json.ts";
import { tokensOf, valueAt } from "../../../src/core/json.ts";
import { CONTRACT_NAMES, documentText, loadContract } from "../../fixtures/contracts/load.ts";
import { PROJECT, contract as shipped } from "../../fixtures/project.ts";

const bodyOf = (contract: Contract) =>
  Object.values(contract.operations).find(({ requestBody }) => requestBody)!.requestBody!;
const sitesIn = (contract: Contract) => {
  const { schema, docs } = bodyOf(contract);
  return locationsOf(schema, docs, contract.schemas);
};

describe("the places of a body", () => {
  it("stand in the document's order, parents first, alternatives and items included", async () => {
    const pointers = sitesIn(await loadContract("payment")).map(({ pointer }) => pointer);
    expect(pointers).toEqual([
      "", "/amount", "/currency", "/method", "/method/holder", "/method/kind", "/method/digits", "/method/holder",
      "/method/kind", "/method/iban", "/method/on", "/method/kind", "/method/coins", "/parts", "/parts/-",
      "/parts/-/holder", "/parts/-/kind", "/parts/-/digits", "/parts/-/kind", "/parts/-/coins",
    ]); // biome-ignore format: a list reads better in lines
  });

  it("come to an end where a schema contains itself, and leave out what only the endpoint writes", async () => {
    expect(sitesIn(await loadContract("expression")).length).toBeLessThan(500);
    expect(sitesIn(await loadContract("album")).map(({ pointer }) => pointer)).not.toContain("/views");
  });

  it.each(["shipped", ...CONTRACT_NAMES] as const)(
    "are described where they say, in the document: %s",
    async (name) => {
      const contract = name === "shipped" ? shipped : await loadContract(name);
      const text =
        name === "shipped"
          ? await readFile(join(PROJECT, shipped.document), "utf8")
          : await documentText(name);
      const document: unknown = parse(text);
      const { schema, docs } = bodyOf(contract);
      const locations = sitesIn(contract);
      expect(locations.length).toBeGreaterThan(0);
      for (const location of locations) {
        expect(
          valueAt(document, location.docs.slice(1)),
          `${location.pointer} at ${location.docs}`,
        ).toBeDefined();
        const found = new SchemaAtLocation(schema, docs, contract.schemas).at(location.pointer);
        expect(valueAt(document, found!.docs.slice(1)), found!.docs).toBeDefined();
      }
    },
  );
});

describe("a place that nothing describes", () => {
  it.each(["/unknown", "/constructor", "/quantities/a/b", "/oven/__proto__/x"])(
    "%s is undescribed",
    async (pointer) => {
      const contract = await loadContract("bakery");
      const { schema, docs } = bodyOf(contract);
      expect(new SchemaAtLocation(schema, docs, contract.schemas).at(pointer)).toBeUndefined();
    },
  );

  it("is not one of a map, of which every key is described", async () => {
    const contract = await loadContract("bakery");
    const { schema, docs } = bodyOf(contract);
    expect(new SchemaAtLocation(schema, docs, contract.schemas).at("/quantities/any")).toMatchObject({
      schema: { type: "integer" },
      docs: "#/components/schemas/NewOrder/properties/quantities/additionalProperties",
    });
  });
});

describe("finding a place in a body", () => {
  const body: Json = { a: [{ b: 1 }, { c: 2 }, { c: 3 }], "x/y": 0, n: null };
  it.each<[string, string | undefined, Json[]]>([
    ["", "", [body]],
    ["/a", "/a", [(body as { a: Json }).a]],
    ["/a/-/c", "/a/1/c", [2, 3]],
    ["/a/-", "/a/0", [{ b: 1 }, { c: 2 }, { c: 3 }]],
    ["/x~1y", "/x~1y", [0]],
    ["/n", "/n", [null]],
    ["/a/-/d", undefined, []],
    ["/toString", undefined, []],
    ["/n/-", undefined, []],
  ])("%s", (pointer, first, values) => {
    const found = valuesAtTokens(body, tokensOf(pointer));
    expect(found[0]?.at).toBe(first);
    expect(found.map(({ value }) => value)).toEqual(values);
  });
});
