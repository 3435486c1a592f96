import { describe, expect, it } from "vitest";
import { valueChange } from "../../../src/checks/violation/value-change.ts";
import type { SchemaObject } from "../../../src/contract/contract.ts";
import { distinguishingCondition } from "../../../src/contract/locations.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { bare, own } from "../../../src/core/json.ts";
import { inferSchema } from "../../../src/docs/page/infer-schema.ts";
import { createFlatten } from "../../../src/sandbox/flatten-schema.ts";
import { refuseOutside } from "../../../src/sandbox/refusal.ts";
import { contract } from "../../fixtures/project.ts";

/** Names that every object finds in its prototype. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

/** An object with one member of its own, whatever it is called. */
const withMember = (name: string, value: unknown): JsonObject =>
  JSON.parse(JSON.stringify({ [name]: value })) as JsonObject;

describe.each(INHERITED)("the name %s, which every object inherits", (name) => {
  it("is found in no table in which it does not stand", () => {
    for (const table of [contract.operations, contract.schemas, contract.validators, contract.arbitraries])
      expect(table[name]).toBeUndefined();
    expect(own({}, name)).toBeUndefined();
    expect(bare<string>({ a: "b" })[name]).toBeUndefined();
  });

  it("is found where it stands", () => {
    expect(own(withMember(name, 1), name)).toBe(1);
    expect(bare(withMember(name, 1))[name]).toBe(1);
  });

  it("is no property of an object that does not show it", () => {
    const schema = inferSchema([withMember(name, 1), { other: 2 }]) as unknown as { items: SchemaObject };
    const { properties = {} } = schema.items;
    expect(Object.hasOwn(properties, name)).toBe(true);
    expect(JSON.stringify(properties)).toBe(
      JSON.stringify({ ...withMember(name, { type: "number", examples: [1] }), other: { type: "number", examples: [2] } }), // biome-ignore format: one value
    );
  });

  it("is not kept by an answer that lacks it", () => {
    expect(valueChange(withMember(name, {}), {})).toEqual(valueChange({ plain: {} }, {}));
    expect(valueChange(withMember(name, { a: 1 }), withMember(name, { a: 1, b: 2 }))).toEqual(
      valueChange({ plain: { a: 1 } }, { plain: { a: 1, b: 2 } }),
    );
  });

  it("tells one distinguishingCondition from another", () => {
    const schema = { type: "object", required: [name], properties: withMember(name, { const: "a" }) };
    const { properties = {} } = distinguishingCondition(schema as SchemaObject, {}) as SchemaObject;
    expect(Object.entries(properties)).toEqual([[name, { const: "a" }]]);
  });

  it("is written into a refusal", () => {
    const schema = {
      type: "object",
      properties: withMember(name, { type: "string", "x-sandbox": "reason" }),
    };
    const neighbour = { responses: { 404: { description: "", docs: "", schema } } };
    const { text } = refuseOutside(createFlatten({}), neighbour as never, {
      statuses: [404],
      messages: ["gone"],
    });
    expect(text).toBe(JSON.stringify(withMember(name, "gone")));
  });
});
