import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { CaptureError } from "../../../../src/docs/capture-error.ts";
import { applyOverlay, tryOverlay } from "../../../../src/docs/overlay/overlay.ts";
import { readOverlay } from "../../../../src/docs/overlay/read-overlay.ts";
import { overlayOf } from "../pages.ts";

const DOCUMENT: JsonObject = {
  name: "old",
  list: ["a", "b"],
  deep: { x: { leaf: { n: 1 } }, y: { leaf: { n: 2 } } },
  things: [{ id: 1 }, { id: 2 }, { id: 3 }],
};
const WHY = { description: "reason", "x-source": "source" };

function apply(...actions: object[]): JsonObject {
  const complete = actions.map((action) => ({ ...WHY, ...action }));
  return applyOverlay(DOCUMENT, readOverlay("o.yaml", overlayOf(...complete)));
}

describe("an action", () => {
  test.each<[string, object, object]>([
    ["replaces a value", { target: "$.name", update: "new" }, { name: "new" }],
    ["replaces a value by another kind", { target: "$", update: { name: ["x"] } }, { name: ["x"] }],
    ["appends to an array", { target: "$.list", update: "c" }, { list: ["a", "b", "c"] }],
    ["appends only what is new", { target: "$.list", update: ["b", "c"] }, { list: ["a", "b", "c"] }],
    [
      "merges objects member by member, everywhere its target matches",
      { target: "$..leaf", update: { m: { k: 0 } } },
      { deep: { x: { leaf: { n: 1, m: { k: 0 } } }, y: { leaf: { n: 2, m: { k: 0 } } } } },
    ],
    [
      "changes items of an array",
      { target: "$.things[1]", update: { id: 9 } },
      { things: [{ id: 1 }, { id: 9 }, { id: 3 }] },
    ],
    [
      "counts as one where only some places change",
      { target: "$..leaf", update: { n: 1 } },
      { deep: { x: { leaf: { n: 1 } }, y: { leaf: { n: 1 } } } },
    ],
    ["removes a member", { target: "$.deep.x", remove: true }, { deep: { y: { leaf: { n: 2 } } } }],
    [
      "removes several items of an array",
      { target: "$.things[?@.id < 3]", remove: true },
      { things: [{ id: 3 }] },
    ],
  ])("%s", (_, action, want) => expect(apply(action)).toEqual({ ...DOCUMENT, ...want }));

  test("leaves the document it is applied to as it is", () => {
    const before = structuredClone(DOCUMENT);
    apply({ target: "$..leaf", update: { n: 7 } });
    expect(DOCUMENT).toEqual(before);
  });

  test("sees what the actions before it made", () => {
    const made = apply({ target: "$", update: { fresh: {} } }, { target: "$.fresh", update: { n: 1 } });
    expect(made.fresh).toEqual({ n: 1 });
  });
});

describe("refused with its number and target: an action", () => {
  const good = { ...WHY, target: "$.name", update: "new" };
  test.each<[string, object, RegExp]>([
    [
      "whose target is gone",
      { ...WHY, target: "$.gone", update: 1 },
      /\$\.gone\): its target matches nothing/,
    ],
    ["that changes nothing", { ...WHY, target: "$.list", update: ["a"] }, /\$\.list\): it changes nothing/],
    ["that an earlier action made useless", good, /\$\.name\): it changes nothing/],
    ["whose target is no JSONPath", { ...WHY, target: "$[", update: 1 }, /\$\[\): its target is no JSONPath/],
    ["without a target", { ...WHY, update: 1 }, /target \): no target/],
    ["without a reason", { ...good, description: undefined }, /\$\.name\): no description/],
    ["without a source", { ...good, "x-source": " " }, /\$\.name\): no x-source/],
    ["that changes nothing in word", { ...WHY, target: "$.name" }, /not one change/],
    ["that both updates and removes", { ...good, remove: true }, /not one change/],
  ])("%s", (_, action, message) => {
    const run = () => applyOverlay(DOCUMENT, readOverlay("o.yaml", overlayOf(good, action)));
    expect(run).toThrow(CaptureError);
    expect(run).toThrow(message);
    expect(run).toThrow(/^o\.yaml: action 2 \(target [^\n]+$/);
  });
});

test.each([
  ["not YAML", "a: [", /^o\.yaml:1: not YAML/],
  ["no overlay", "openapi: 3.1.0", /^o\.yaml:1: no overlay/],
  ["no name for the document", overlayOf().replace("made.yaml", "../made.yaml"), /x-document: no file name/],
  ["no status", overlayOf().replace('"200"', "200"), /x-success-status: no status/],
  ["a status without its source", overlayOf().replace('"source"', '""'), /x-success-status: no x-source/],
])("an overlay is refused that is or has %s", (_, text, message) => {
  expect(() => readOverlay("o.yaml", text)).toThrow(message);
});

describe("a field that an update defines", () => {
  const schema = (properties: JsonObject): JsonObject => ({ schema: { properties } });
  const [THERE, GONE] = [schema({ a: { type: "string" }, b: {} }), schema({ b: {} })];
  const actionWith = (update: object, more: object = {}) =>
    readOverlay("o.yaml", overlayOf({ ...WHY, target: "$.schema", update, ...more }));
  const definition = { properties: { a: { type: "number" } }, required: ["a"] };
  /** The document made of docs without the field, after docs with it, by an overlay that may have changed meanwhile. */
  const after = (then: ReturnType<typeof actionWith>, now = then, before = THERE) =>
    tryOverlay(GONE, now, new Set(tryOverlay(before, then).defined));

  test("is left out with the docs' own field, and so is its name among the required ones", () => {
    const { document, problems, leftOut } = after(actionWith(definition));
    expect(document).toEqual(GONE);
    expect(problems).toMatchObject([{ problem: "field-gone", gone: ["/properties/a", "/required/0"] }]);
    expect(leftOut).toHaveLength(1);
  });

  test("is added where the docs never had it", () => {
    const { document, leftOut } = after(actionWith(definition), undefined, GONE);
    expect(document).toEqual({ schema: { ...definition, properties: { b: {}, a: { type: "number" } } } });
    expect(leftOut).toEqual([]);
  });

  test("is added by an action that gives another reason", () => {
    const stays = actionWith(definition, { description: "The endpoint still takes it." });
    expect(after(actionWith(definition), stays).problems).toEqual([]);
  });

  test("is the overlay's own where it is added anywhere", () => {
    const both = readOverlay("o.yaml", overlayOf({ ...WHY, target: "$..sub", update: definition }));
    const docs = { one: { sub: { properties: { a: {} } } }, other: { sub: { properties: { b: {} } } } };
    expect(tryOverlay(docs, both).defined).toEqual([]);
  });
});
