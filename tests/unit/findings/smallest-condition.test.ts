import { describe, expect, it } from "vitest";
import { documentedOperation } from "../../../src/contract/documented-operation.ts";
import type { Json } from "../../../src/core/json.ts";
import type { RequestCondition } from "../../../src/findings/request-condition.ts";
import { type Parts, smallestCondition } from "../../../src/findings/smallest-condition.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";

const described = documentedOperation(tinyContract, "create-invoice").requestSchema;

const bodies = (...all: Json[]): Parts[] => all.map((body) => ({ body }));

const found = (showing: readonly Parts[], others: readonly Parts[]): RequestCondition | undefined =>
  smallestCondition({ showing, others }, described);

describe("the smallest condition", () => {
  it.each<[string, Parts[], Parts[], RequestCondition | undefined]>([
    ["is none where all requests show it", bodies({ note: "a" }), [], undefined],
    ["is none where nothing shows it", [], bodies({ note: "a" }), undefined],
    ["is none where nothing tells them apart", bodies({ note: "a" }), bodies({ note: "b" }), undefined],
    ["names a listed value", bodies({ state: "draft", note: "a" }, { state: "draft" }), bodies({ state: "paid" }, { note: "b" }, {}), { body: { required: ["state"], properties: { state: { const: "draft" } } } }],
    ["names a field that is there", bodies({ note: "a" }), bodies({}, { state: "paid" }), { body: { required: ["note"] } }],
    ["names a field that is not there", bodies({ state: "draft" }, {}), bodies({ note: "b" }, { note: "a", state: "draft" }), { body: { not: { required: ["note"] } } }],
    ["names the length of a list", bodies({ lines: [{}, {}] }), bodies({ lines: [{}] }, { lines: [] }), { body: { required: ["lines"], properties: { lines: { minItems: 2 } } } }],
    ["names what a list contains", bodies({ lines: [{}, { price: 0 }] }), bodies({ lines: [{ price: 3 }, {}] }, { lines: [{}, {}] }), { body: { required: ["lines"], properties: { lines: { contains: { required: ["price"], properties: { price: { const: 0 } } } } } } }],
    ["joins two that tell apart together", bodies({ state: "draft", urgent: true }), bodies({ state: "draft", urgent: false }, { state: "paid", urgent: true }), { body: { required: ["state", "urgent"], properties: { state: { const: "draft" }, urgent: { const: true } } } }],
    ["does not take the absence of something for a cause that some others lack too", bodies({}), bodies({ note: "a" }, { note: "b" }, {}), undefined],
  ])("%s", (_, showing, others, want) => {
    expect(found(showing, others)).toEqual(want);
  }); // biome-ignore format: a table reads better in lines

  it("speaks of headers, but of none that belong to the caller", () => {
    const sent = (version: string, authorization: string): Parts => ({ header: { version, authorization } });
    expect(found([sent("", "t")], [sent("2", "")])).toEqual({
      header: { required: ["version"], properties: { version: { const: "" } } },
    });
    expect(found([{ header: { authorization: "" } }], [{ header: { authorization: "t" } }])).toBeUndefined();
  });
});
