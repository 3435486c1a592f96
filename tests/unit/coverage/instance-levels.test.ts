import { describe, expect, it } from "vitest";
import { locationsOf } from "../../../src/contract/locations.ts";
import type { Json } from "../../../src/core/json.ts";
import { InstanceLevels, inOneItem } from "../../../src/coverage/instance-levels.ts";
import { modelOf } from "../../../src/generation/covering/factors.ts";

const flag = { type: "boolean" };
const row = { type: "object", properties: { on: flag, hue: { enum: ["red", "blue"] } }, required: ["on"] };
const schema = {
  type: "object",
  properties: {
    name: { type: "string" },
    deep: { type: "object", properties: { flag } },
    rows: { type: "array", items: row },
    grid: { type: "array", items: { type: "array", items: row } },
  },
};
const model = modelOf(locationsOf(schema, "/", {}), {});
const levels = new InstanceLevels(model);

/** The levels that a body holds, as a reader would name them. */
const held = (body: Json): string[] =>
  levels.of(body).map(({ factor, level, items }) => {
    const label = factor.levels[level - factor.offset]!.label;
    return `${factor.location.pointer} ${label}${items.length > 0 ? ` in ${items.join(".")}` : ""}`;
  });

describe("the levels that a body holds", () => {
  it("are those of its values, and of what it leaves out", () => {
    expect(held({ name: "x", rows: [], grid: [] })).toEqual([
      "/name a text",
      "/deep absent",
      "/rows no items",
      "/grid no items",
    ]);
  });

  it("are those of what lies within", () => {
    expect(held({ deep: { flag: true }, rows: [], grid: [] })).toEqual([
      "/name absent",
      "/deep an object",
      "/deep/flag true",
      "/rows no items",
      "/grid no items",
    ]);
  });

  it("are those of each item in turn, with the items that they stand in", () => {
    const rows = [{ on: true, hue: "red" }, { on: false }];
    expect(
      held({ name: "", rows, grid: [[{ on: true }], [], [{ on: false }, { on: true }]] }).slice(2),
    ).toEqual([
      "/rows many items",
      "/rows/-/on true in 0",
      '/rows/-/hue "red" in 0',
      "/rows/-/on false in 1",
      "/rows/-/hue absent in 1",
      "/grid many items",
      "/grid/- one item in 0",
      "/grid/-/-/on true in 0.0",
      "/grid/-/-/hue absent in 0.0",
      "/grid/- no items in 1",
      "/grid/- many items in 2",
      "/grid/-/-/on false in 2.0",
      "/grid/-/-/hue absent in 2.0",
      "/grid/-/-/on true in 2.1",
      "/grid/-/-/hue absent in 2.1",
    ]);
  });

  it("are none for a value that is of no level", () => {
    expect(held({ name: 5, deep: [true], rows: { on: true }, grid: "" })).toEqual([]);
    expect(held([])).toEqual([]);
    expect(held(null)).toEqual([]);
  });

  it("are not those of inherited members", () => {
    const inner = { type: "object", properties: { constructor: { type: "string" } } };
    const model = modelOf(locationsOf(inner, "/", {}), {});
    const [only] = new InstanceLevels(model).of({});
    expect(model.factors[0]!.levels[only!.level]!.label).toBe("absent");
  });

  it("are those of the first twelve values of a location, in each body anew", () => {
    const rows = Array.from({ length: 20 }, () => ({ on: true, hue: "red" }));
    for (let time = 0; time < 2; time++) {
      const found = held({ rows, grid: [[{ on: true }]] });
      expect(found.filter((one) => one.startsWith("/rows/-/on true"))).toHaveLength(12);
      expect(found.filter((one) => one.startsWith("/rows/-/hue"))).toHaveLength(12);
      expect(found).toContain("/grid/-/-/on true in 0.0");
    }
    const late = [...Array.from({ length: 20 }, () => ({ on: 5 })), { on: true }];
    expect(held({ rows: late })).toContain("/rows/-/on true in 20");
  });
});

describe("two levels", () => {
  const rows = [
    { on: true, hue: "red" },
    { on: false, hue: "blue" },
  ];
  const found = levels.of({ name: "x", rows, grid: [rows, rows] });
  /** The level of a location in some items. */
  const at = (pointer: string, ...items: number[]) =>
    found.find(
      ({ factor, items: own }) => factor.location.pointer === pointer && own.join() === items.join(),
    )!;

  it.each([
    ["one item", at("/rows/-/on", 1), at("/rows/-/hue", 1), true],
    ["two items", at("/rows/-/on", 0), at("/rows/-/hue", 1), false],
    ["no list and one", at("/name"), at("/rows/-/hue", 1), true],
    ["one and no list", at("/rows/-/hue", 1), at("/name"), true],
    ["two lists", at("/rows/-/on", 0), at("/grid/-/-/on", 1, 1), true],
    ["one item of both lists", at("/grid/-/-/on", 1, 0), at("/grid/-/-/hue", 1, 0), true],
    ["two items of the inner list", at("/grid/-/-/on", 1, 0), at("/grid/-/-/hue", 1, 1), false],
    ["two items of the outer list", at("/grid/-/-/on", 0, 1), at("/grid/-/-/hue", 1, 1), false],
    ["the inner list and an item of it", at("/grid/-", 1), at("/grid/-/-/on", 1, 1), true],
    ["an inner list and an item of another", at("/grid/-", 0), at("/grid/-/-/on", 1, 0), false],
    ["an item of one and another inner list", at("/grid/-/-/on", 1, 0), at("/grid/-", 0), false],
  ] as const)("of %s stand in one item, or need not", (_, one, other, together) => {
    expect(one).toBeDefined();
    expect(other).toBeDefined();
    expect(inOneItem(one, other)).toBe(together);
  });
});
