import { describe, expect, test } from "vitest";
import type { Account } from "../../../../src/account/bind.ts";
import { plan } from "../../../../src/cases/shared/plan-case.ts";
import { operationOf } from "../../../../src/contract/documented-operation.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { KnownOperation } from "../../../../src/docs/added/known-operation.ts";
import { safe } from "../../../../src/docs/added/search.ts";
import { OperationUnderTest } from "../../../../src/generation/operation-under-test.ts";
import { Supporting } from "../../../../src/journal/linked-requests.ts";
import { contractOf } from "../../../fixtures/contracts/load.ts";

const object = (properties: JsonObject): JsonObject => ({ type: "object", properties });
const text = { type: "string" };
const NOTES = object({ notes: { type: "array", items: object({ id: text, title: text }) } });

const known = (sent: JsonObject, answered: JsonObject, method = "post"): KnownOperation => ({
  ...{ id: "find-notes", method, path: "/notes/search", document: {} },
  operation: {
    requestBody: { content: { "application/json": { schema: object(sent) } } },
    responses: { 200: { description: "", content: { "application/json": { schema: answered } } } },
  },
});

const below = { ...known({}, {}, "get"), id: "read-note", path: "/notes/search/{note}" };
const filters = { type: "array", items: object({ field: text, operator: text, value: text }) };
const things = { type: "array", items: object({ a: text, b: text, c: text, d: text, e: text }) };

describe("an operation that sends a body", () => {
  test.each<[string, KnownOperation, readonly KnownOperation[], boolean]>([
    ["asks for a page and is answered a list", known({ pageLimit: text, filters }, NOTES), [], true],
    ["asks for no page", known({ title: text }, NOTES), [], false],
    ["is answered one thing", known({ page: text }, object({ id: text })), [], false],
    ["sends a list of things", known({ page: text, notes: things }, NOTES), [], false],
    ["is where things are that others read", known({ page: text }, NOTES), [below], false],
    ["has a method that changes what there is", known({ page: text }, NOTES, "put"), [], false],
  ])("and %s", (_, own, all, isSafe) => {
    expect(safe(own, all).map(({ update }) => update)).toEqual(isSafe ? [{ "x-safe": true }] : []);
  });
});

const DOCUMENT = (mark: string) => `openapi: 3.1.0
info: {title: Notes, version: '1'}
servers: [{url: https://notes.example}]
paths:
  /notes/search:
    post:
      operationId: find-notes
      ${mark}
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {page: {type: integer}}}}}}
      responses: {'200': {description: D, content: {application/json: {schema: {type: object}}}}}
`;

describe("an operation that is marked to make nothing", () => {
  const account: Account = { tag: "t", bindings: {}, shared: true };

  test.each([
    ["x-safe: true", "case", false],
    ["summary: Search", "skipped", true],
  ])("with %s: a case of it off loopback is a %s", async (mark, outcome, mayMake) => {
    const contract = await contractOf(DOCUMENT(mark));
    const operation = operationOf(contract, "find-notes");
    const underTest = new OperationUnderTest(contract, operation, 1);
    const draft = { name: "one", expect: "accept", priority: 1, body: { page: 1 } } as const;
    expect(plan("kind", draft, { underTest }, { account, token: "t", userAgent: "u" })).toHaveProperty(
      outcome,
    );
    const supporting = new Supporting(contract, operation);
    expect(supporting.mayMake({ method: "POST", path: "/notes/search" })).toBe(mayMake);
    expect(supporting.mayMake({ method: "PUT", path: "/notes/search" })).toBe(true);
  });

  test("is refused where its answer links to what it makes, and where it is no mark", async () => {
    await expect(contractOf(DOCUMENT("x-safe: maybe"))).rejects.toThrow("x-safe: expected true");
    const linking = DOCUMENT("x-safe: true").replace("description: D,", "description: D, links: {one: {operationId: find-notes, parameters: {}}},"); // biome-ignore format: one line
    await expect(contractOf(linking)).rejects.toThrow("x-safe: it makes nothing");
  });
});
