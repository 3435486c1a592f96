import { describe, expect, it } from "vitest";
import { type Account, type BindOptions, bind } from "../../../src/account/bind.ts";
import { caseTag, tagOfSeed } from "../../../src/account/tag.ts";
import { AccountMarks } from "../../../src/contract/account-marks.ts";
import type { Schema } from "../../../src/contract/contract.ts";
import type { Json } from "../../../src/core/json.ts";

const TAG = caseTag(tagOfSeed(1), 7);
const SCHEMA: Schema = {
  type: "object",
  required: ["title"],
  properties: {
    title: { type: "string", "x-tag": true },
    handle: { type: "string", "x-tag": true, "x-unique": true },
    alias: { type: "string", "x-unique": true },
    short: { type: "string", maxLength: 10, "x-tag": true },
    note: { type: "string" },
  },
};
const account: Account = { tag: tagOfSeed(1), bindings: {} };

const bound = (body: Json, options: Partial<BindOptions> = {}, schema: Schema = SCHEMA) =>
  bind(body, new AccountMarks(schema, {}), account, { tag: TAG, meansTheSame: () => true, ...options });

describe("the tag stands", () => {
  it.each<[string, Json, Partial<BindOptions>, Json]>([
    ["before a text", { title: "a" }, {}, { title: `${TAG} a` }],
    ["in every place that carries it", { title: "a", handle: "b" }, {}, { title: `${TAG} a`, handle: `${TAG}-1-b` }],
    ["with a number where a value must be unique", { title: "a", handle: "b", alias: "b" }, {}, { title: `${TAG} a`, handle: `${TAG}-1-b`, alias: `${TAG}-2-b` }],
    ["not where a text is empty, if another carries it", { title: "", handle: "b" }, {}, { title: "", handle: `${TAG}-1-b` }],
    ["in a place that is added, if no other carries it", { title: "" }, {}, { title: "", handle: TAG }],
    ["in a place that is added, if the one that is there holds the fault", { title: 5 }, { keep: "/title" }, { title: 5, handle: TAG }],
    ["in a place that is added, if the required one is what is missing", { note: "n" }, { keep: "/title" }, { note: "n", handle: TAG }],
    ["in the empty text, if nothing can be added", { title: "" }, { meansTheSame: () => false }, { title: TAG }],
    ["not in the place that the case is about", { title: "a", handle: "b" }, { keep: "/handle" }, { title: `${TAG} a`, handle: "b" }],
    ["nowhere else", { title: "a", note: "n" }, {}, { title: `${TAG} a`, note: "n" }],
  ])("%s", (_, body, options, expected) => {
    expect(bound(body, options)).toEqual({ body: expected, missing: [], tagged: true });
  }); // biome-ignore format: a table reads better in lines

  it("before what fits of a text whose length has a bound, and a long one keeps its length", () => {
    const schema: Schema = {
      type: "object",
      properties: { title: { type: "string", maxLength: 60, "x-tag": true } },
    };
    const titleOf = (title: string) => (bound({ title }, {}, schema).body as { title: string }).title;
    expect(titleOf("short")).toBe(`${TAG} short`);
    expect(titleOf("x".repeat(60))).toHaveLength(60);
    expect(titleOf("x".repeat(59))).toHaveLength(59);
    expect(titleOf("x".repeat(40))).toContain(TAG);
  });
});

describe("a body is known to carry no tag", () => {
  it.each<[string, Json, Partial<BindOptions>]>([
    ["where all places for it are in use for something else", { title: 1, handle: 2 }, { keep: "/title" }],
    ["where it would mean something else with it", { title: 1 }, { keep: "/title", meansTheSame: () => false }],
    ["where its place is too short", { short: "a", title: 3, handle: 4 }, {}],
    ["where it is no object", [{ title: "a" }], {}],
  ])("%s", (_, body, options) => expect(bound(body, options)).toMatchObject({ body, tagged: false })); // biome-ignore format: a table reads better in lines

  it("but not where the contract has no place for one", () => {
    expect(bound({ title: 1 }, {}, { type: "object", properties: { title: {} } }).tagged).toBe(true);
  });
});
