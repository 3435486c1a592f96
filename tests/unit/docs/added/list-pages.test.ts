import { describe, expect, it } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { itemsIn } from "../../../../src/docs/added/answer-shapes.ts";
import type { KnownOperation } from "../../../../src/docs/added/known-operation.ts";
import { pagesOf } from "../../../../src/docs/added/list-pages.ts";

const THINGS = { type: "array", items: { type: "object", properties: { id: { type: "string" } } } };
const TEXT = { type: "string" };
const objectOf = (properties: object) => ({ type: "object", properties });

const listOf = (query: readonly string[], schema: object): KnownOperation => ({
  id: "list", method: "get", path: "/things", document: {},
  operation: {
    parameters: query.map((name) => ({ in: "query", name })),
    responses: { 200: { content: { "application/json": { schema } } } } as unknown as Json,
  },
}); // biome-ignore format: one line each

describe("the pages of a list", () => {
  it.each<[string, readonly string[], object, object | undefined]>([
    ["by number", ["page", "per_page"], objectOf({ things: THINGS }), { size: "per_page", page: "page" }],
    ["by offset", ["limit", "skip"], objectOf({ things: THINGS }), { size: "limit", offset: "skip" }],
    ["by cursor, at the answer's top", ["pageSize", "pageToken"], objectOf({ things: THINGS, nextPageToken: TEXT }), { size: "pageSize", cursor: "pageToken", next: "/nextPageToken" }],
    ["by cursor, in an object there", ["limit", "after"], objectOf({ things: THINGS, meta: objectOf({ next_cursor: TEXT }) }), { size: "limit", cursor: "after", next: "/meta/next_cursor" }],
    ["by an address", [], objectOf({ things: THINGS, links: objectOf({ next: TEXT }) }), { next: "/links/next" }],
    ["not by a cursor that no answer gives", ["cursor"], objectOf({ things: THINGS }), undefined],
    ["not by the number of items alone", ["limit"], objectOf({ things: THINGS }), undefined],
  ])("are proposed by names: %s", (_, query, schema, want) => {
    expect(pagesOf(listOf(query, schema))).toEqual(want);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, object, object | undefined]>([
    ["under a name", objectOf({ things: THINGS }), { items: "/things", id: "/id" }],
    ["at the answer's top", THINGS, { items: "", id: "/id" }],
    [
      "in an envelope",
      objectOf({ data: objectOf({ things: THINGS }) }),
      { items: "/data/things", id: "/id" },
    ],
    ["nowhere", objectOf({ names: { type: "array", items: TEXT } }), undefined],
  ])("hold items %s", (_, schema, want) => {
    expect(itemsIn(listOf([], schema))).toEqual(want);
  });
});
