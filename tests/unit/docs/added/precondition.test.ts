import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { KnownOperation } from "../../../../src/docs/added/known-operation.ts";
import { precondition } from "../../../../src/docs/added/precondition.ts";

const object = (...names: string[]): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

const known = (id: string, method: string, path: string, operation: JsonObject): KnownOperation => ({
  ...{ id, method, path, operation },
  document: {},
});

const answer = (schema: JsonObject): JsonObject => ({
  responses: { 200: { description: "", content: { "application/json": { schema } } } },
});

const make = known("make-note", "post", "/notes", {
  requestBody: { content: { "application/json": { schema: object("title", "place") } } },
  ...answer(object("id", "title")),
});

const query = (name: string, schema: JsonObject): JsonObject => ({
  name,
  in: "query",
  required: true,
  schema,
});

const drop = (...parameters: JsonObject[]) =>
  known("drop-note", "delete", "/notes/{note}", { parameters, ...answer({}) });
const list = (...parameters: JsonObject[]) =>
  known("list-notes", "get", "/notes", { parameters, ...answer({ type: "array", items: object("id") }) });

const BOUND = { account: "ACCOUNT" };
const PROPOSED = { note: "$response.body#/id" };

describe("the creation before an operation with a query that it must have", () => {
  test.each<[string, KnownOperation, JsonObject | undefined]>([
    ["a deletion with a value of the account", drop(query("account", { type: "string" })), PROPOSED],
    ["a deletion with the only value there is", drop(query("kind", { enum: ["note"] })), PROPOSED],
    ["a deletion with a constant", drop(query("kind", { const: "note" })), PROPOSED],
    ["a deletion with one of two values", drop(query("kind", { enum: ["note", "text"] })), undefined],
    ["a deletion with a value of nowhere", drop(query("reason", { type: "string" })), undefined],
    ["a list with a value of the account", list(query("account", { type: "string" })), {}],
    ["a list with a value of the creation", list(query("place", { type: "string" })), { place: "$request.body#/place" }],
    ["a list with a value of nowhere", list(query("reason", { type: "string" })), undefined],
  ])("is proposed where something tells the value: %s", (_, own, parameters) => {
    const [proposal] = precondition(own, [make, own], BOUND);
    const before = (proposal?.update as JsonObject | undefined)?.["x-precondition"];
    expect((before as JsonObject | undefined)?.parameters).toEqual(parameters);
  }); // biome-ignore format: a table reads better in lines
});
