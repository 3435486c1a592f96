import { describe, expect, test } from "vitest";
import { linkedByPreconditions } from "../../../../src/codegen/precondition-links.ts";
import { operationOf } from "../../../../src/contract/documented-operation.ts";
import { preconditionOf } from "../../../../src/contract/precondition.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { KnownOperation } from "../../../../src/docs/added/known-operation.ts";
import { precondition } from "../../../../src/docs/added/precondition.ts";
import { isUpsertOf } from "../../../../src/docs/added/upsert.ts";
import { Supporting } from "../../../../src/journal/linked-requests.ts";
import { deriveRoles } from "../../../../src/sandbox/roles.ts";
import { contractOf } from "../../../fixtures/contracts/load.ts";

const text = { type: "string" };
const object = (...names: string[]): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, text])),
});
const wrapped = (name: string, ...names: string[]): JsonObject => ({
  type: "object",
  properties: { [name]: object(...names) },
});

const known = (id: string, path: string, sent: JsonObject, answered: JsonObject): KnownOperation => ({
  ...{ id, method: "post", path, document: {} },
  operation: {
    requestBody: { content: { "application/json": { schema: sent } } },
    responses: { 200: { description: "", content: { "application/json": { schema: answered } } } },
  },
});

const make = known("make-note", "/notes", object("title", "place"), wrapped("note", "id", "title"));
const upsert = known("put-note", "/notes/upsert", object("title", "place"), wrapped("note", "id", "title"));
const drop: KnownOperation = { ...known("drop-note", "/notes/{note}", {}, {}), method: "delete" };

describe("an operation below the path of a creation", () => {
  test.each<[string, KnownOperation, boolean]>([
    ["makes the same thing", upsert, true],
    ["makes another thing", known("x", "/notes/groups", object("title"), wrapped("group", "id", "title")), false],
    ["sends other fields", known("x", "/notes/import", object("file", "kind", "title"), wrapped("note", "id", "title")), false],
    ["answers nothing that could carry the run's tag", known("x", "/notes/upsert", object("place"), wrapped("note", "id")), false],
    ["is two levels below", known("x", "/notes/all/upsert", object("title"), wrapped("note", "id", "title")), false],
  ])("%s", (_, own, isUpsert) => {
    expect(isUpsertOf(own, make)).toBe(isUpsert);
  }); // biome-ignore format: a table reads better in lines

  test("is proposed as a second way of making what a deletion deletes", () => {
    const [proposal] = precondition(drop, [make, upsert, drop]);
    const parameters = { note: "$response.body#/note/id" };
    expect(proposal?.update).toEqual({
      "x-precondition": [
        { operation: "make-note", parameters },
        { operation: "put-note", parameters },
      ],
    });
  });
});

test("a list of preconditions links each creation to the operation, whose own is the plain one", async () => {
  const answer = "{description: D, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}"; // biome-ignore format: one line
  const body = "requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {title: {type: string, x-tag: true}}}}}}"; // biome-ignore format: one line
  const links = "links: {drop: {operationId: drop-note, parameters: {note: $response.body#/id}}}";
  const linking = answer.replace("description: D,", `description: D, ${links},`);
  const contract = await contractOf(`openapi: 3.1.0
info: {title: Notes, version: '1'}
servers: [{url: https://notes.example}]
paths:
  /notes/upsert: {post: {operationId: put-note, ${body}, responses: {'200': ${linking}}}}
  /notes: {post: {operationId: make-note, ${body}, responses: {'200': ${linking}}}}
  /notes/{note}: {delete: {operationId: drop-note, parameters: [{name: note, in: path, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}
`);
  expect(preconditionOf(contract, operationOf(contract, "drop-note"))?.creator.id).toBe("make-note");
  expect(new Supporting(contract, operationOf(contract, "put-note")).removes).toBe(true);
  const roles = ["make-note", "put-note", "drop-note"].map((id) => deriveRoles(contract).get(id));
  expect(roles.map((role) => role && "collection" in role && role.collection)).toEqual(
    Array(3).fill("make-note"),
  );

  const made = (operationId: string): JsonObject => ({
    operationId,
    responses: { 200: { description: "D" } },
  });
  const before = ["a", "b"].map((operation) => ({ operation, parameters: {} }));
  const whole: JsonObject = {
    paths: { "/a": { post: made("a") }, "/b": { post: made("b") }, "/c": { delete: { ...made("c"), "x-precondition": before } } },
  }; // biome-ignore format: one line
  linkedByPreconditions(whole);
  expect(JSON.stringify(whole).match(/"c":\{"operationId":"c"/g)).toHaveLength(2);
});
