import { describe, expect, it } from "vitest";
import type { ListPages } from "../../../src/contract/list-pointers.ts";
import type { Json } from "../../../src/core/json.ts";
import { firstPage, isFirstPage, nextPage, pageSize } from "../../../src/http/list-pages.ts";

const requestTo = (path: string) => ({ method: "GET", path, headers: {} });
const next = (path: string, body: Json, pages: ListPages) =>
  nextPage(requestTo(path), body, { items: "/things", id: "/id", pages })?.path;

const TWO: Json = { things: [1, 2] };

describe("the page behind another one", () => {
  it.each<[string, string, Json, ListPages, string | undefined]>([
    ["by number", "/things?a=b", TWO, { page: "page" }, "/things?a=b&page=2"],
    ["by number from zero", "/things", TWO, { page: "page", first: 0 }, "/things?page=1"],
    ["by offset", "/things?skip=4", TWO, { offset: "skip" }, "/things?skip=6"],
    ["none behind an empty one", "/things?page=3", { things: [] }, { page: "page" }, undefined],
    ["none behind one that is not full", "/things?limit=3", TWO, { page: "page", size: "limit" }, undefined],
    ["by cursor", "/things", { things: [1], after: "x y" }, { cursor: "c", next: "/after" }, "/things?c=x+y"],
    ["by a cursor that is a number", "/things", { after: 7 }, { cursor: "c", next: "/after" }, "/things?c=7"],
    ["none without a cursor", "/things", { things: [1], after: null }, { cursor: "c", next: "/after" }, undefined],
    ["by address, of which only the query counts", "/things", { next: "https://elsewhere.example/x?page=2#y" }, { next: "/next" }, "/things?page=2"],
    ["the same by an address without a query", "/things?a=1", { next: "https://elsewhere.example/" }, { next: "/next" }, "/things?a=1"],
    ["none where the list says nothing of pages", "/things", TWO, {}, undefined],
  ])("is asked for: %s", (_, path, body, pages, want) => {
    expect(next(path, body, pages)).toBe(want);
  }); // biome-ignore format: a table reads better in lines
});

describe("the first page", () => {
  const pages: ListPages = { size: "limit", page: "page", first: 0 };

  it("has what a request must have, and a number of items where one is wanted", () => {
    expect(firstPage("/things?a=%2F", pages, [])).toBe("/things?a=%2F");
    expect(firstPage("/things", pages, ["page", "limit", "other"])).toBe("/things?limit=20&page=0");
    expect(firstPage("/things?limit=5", pages, ["limit"], 2)).toBe("/things?limit=5");
    expect(firstPage("/things", pages, [], 2)).toBe("/things?limit=2");
  });

  it("is told from others", () => {
    expect(["/t", "/t?page=", "/t?page=0", "/t?page=1"].map((path) => isFirstPage({ path }, pages))).toEqual([true, true, true, false]); // biome-ignore format: one line
    expect(["/t", "/t?limit=4", "/t?limit=x"].map((path) => pageSize({ path }, pages))).toEqual([undefined, 4, undefined]); // biome-ignore format: one line
  });
});
