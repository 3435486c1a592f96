/** What has really changed in the docs of such an operation, each as a small before and after of our own. */
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { cakeShop, drift, type Editable, editable, line } from "./operations.ts";

type Edit = (document: Editable) => void;
type Entry = [class_: string, side: string, kind: string, at: string, before: Json, after: Json];

const setPath =
  (path: string): Edit =>
  ({ document }) => {
    document.paths = { [path]: Object.values(document.paths as object)[0] as Json };
  };
const field =
  (name: string, schema: Json): Edit =>
  ({ request }) => {
    request.properties[name] = schema;
  };
const version =
  (schema: Json): Edit =>
  ({ operation }) => {
    operation.parameters[0].schema = schema;
  };
const nothing: Edit = () => {};
const TYPES = ["solo", "group"];

const ROWS: [name: string, before: Edit, after: Edit, want: Entry[]][] = [
  ["the path gains its slash", nothing, setPath("/cakes/"), [["breaking", "operation", "path-changed", "", "/cakes", "/cakes/"]]],
  ["the path loses its slash", setPath("/cakes/"), nothing, [["breaking", "operation", "path-changed", "", "/cakes/", "/cakes"]]],
  ["the version's example becomes its one value", version({ type: "string", examples: ["2021"] }), version({ type: "string", enum: ["2021"] }), [["breaking", "operation", "header-changed", "Version", "string", "2021"]]],
  ["a type of calendar more", field("kind", { type: "string", enum: TYPES }), field("kind", { type: "string", enum: [...TYPES, "personal"] }), [["compatible", "request", "enum-added", "/kind", null, "personal"]]],
  ["a field goes from text to number", field("mode", { type: "string", enum: ["0", "1"] }), field("mode", { type: "number", enum: [0, 1] }), [["breaking", "request", "type-changed", "/mode", "string", "number"]]],
  ["a field loses its default", field("mode", { type: "number", enum: [0, 1], default: 0 }), field("mode", { type: "number", enum: [0, 1] }), [["breaking", "request", "default-changed", "/mode", 0, null]]],
  ["null gets a meaning in prose alone", field("mode", { type: "number", description: "- 0: Open.\n- 1: Own." }), field("mode", { type: "number", description: "- 0: Open.\n- 1: Own.\n- null: Both." }), [["rule", "request", "description-changed", "/mode", "- 0: Open.\n- 1: Own.", "- 0: Open.\n- 1: Own.\n- null: Both."]]],
  ["an object without a shape gets four properties", field("again", { type: "object" }), field("again", { type: "object", properties: { freq: { type: "string" }, times: { type: "number", maximum: 24 }, option: { type: "string" }, state: { type: "string" } } }), [
    ["compatible", "request", "property-added", "/again/freq", null, "string"],
    ["compatible", "request", "property-added", "/again/times", null, "number"],
    ["compatible", "request", "property-added", "/again/option", null, "string"],
    ["compatible", "request", "property-added", "/again/state", null, "string"],
  ]],
  ["a field without a type gets one", field("again", {}), field("again", { type: "object" }), [["breaking", "request", "type-changed", "/again", "any", "object"]]],
  ["a list of places replaces a field", field("place", { type: "string" }), (one) => { field("place", { type: "string", deprecated: true })(one); field("places", { type: "array", items: { type: "object" } })(one); }, [
    ["annotation", "request", "deprecated-added", "/place", false, true],
    ["compatible", "request", "property-added", "/places", null, "object[]"],
  ]],
  ["a rule arrives in a description alone", field("members", { type: "array", description: "Needed for groups." }), field("members", { type: "array", description: "Needed for groups. Personal calendar must have exactly one team member." }), [["rule", "request", "description-changed", "/members", "Needed for groups.", "Needed for groups. Personal calendar must have exactly one team member."]]],
  ["a header for the token goes and a scope comes", ({ operation }) => { operation.security = [{ token: [] }]; operation.parameters.push({ name: "Authorization", in: "header", required: true, schema: { type: "string" } }); }, nothing, [
    ["breaking", "operation", "security-changed", "", [{ "http bearer": [] }], [{ "http bearer": ["cakes.write"] }]],
    ["compatible", "operation", "header-removed", "Authorization", "string", null],
  ]],
  ["a unit more, and three fields deprecated", field("unit", { type: "string", enum: ["hours"] }), (one) => { field("unit", { type: "string", enum: ["hours", "mins"] })(one); for (const name of ["size", "note", "weight"]) one.request.properties[name].deprecated = true; }, [
    ["annotation", "request", "deprecated-added", "/size", false, true],
    ["annotation", "request", "deprecated-added", "/weight", false, true],
    ["annotation", "request", "deprecated-added", "/note", false, true],
    ["compatible", "request", "enum-added", "/unit", null, "mins"],
  ]],
]; // biome-ignore format: a table reads better in lines

describe("a real change is told as what it is:", () => {
  test.each(ROWS)("%s", (_, before, after, want) => {
    const [from, to] = [cakeShop(), cakeShop()];
    before(editable(from));
    after(editable(to));
    expect(drift(from, to).map(line)).toEqual(want);
  });
});
