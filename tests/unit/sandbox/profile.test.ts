import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { createEndpoint } from "../../../src/sandbox/endpoint.ts";
import type { Profile } from "../../../src/sandbox/profile.ts";
import { edited, fillTemplate } from "../../../src/sandbox/profile-edits.ts";
import { parseProfile } from "../../../src/sandbox/profile-file.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

const values = () => {
  let count = 0;
  return { trace: "t", time: "T", id: () => `i${++count}`, resource: { a: 1 } as Json };
};

describe("edits", () => {
  const body = { a: { b: 1, list: [{ x: 1 }, { x: 2 }, 3] }, c: null } as Json;

  it("remove, set, default and copy, in this order, and leave the value itself alone", () => {
    const before = structuredClone(body);
    const changed = edited(
      body,
      {
        remove: ["/a/b", "/nothing/there"],
        set: { "/a/d": "{trace}", "/nothing/there": 1 },
        default: { "/c": 1, "/e": [], "/a/d": 9 },
        copy: { "/a/copied": "/a/d", "/f": "/nowhere" },
      },
      values(),
    );
    expect(changed).toEqual({ a: { list: [{ x: 1 }, { x: 2 }, 3], d: "t", copied: "t" }, c: 1, e: [] });
    expect(body).toEqual(before);
  });

  it("reach every item of a list by *, each with an id of its own", () => {
    expect(edited(body, { set: { "/a/list/*/_id": "{id}" }, remove: ["/a/list/*/x"] }, values())).toEqual({
      a: { b: 1, list: [{ _id: "i1" }, { _id: "i2" }, 3] },
      c: null,
    });
  });

  it("move a value to another name, where there is one", () => {
    const changed = edited(body, { rename: { "/a/d": "/a/b", "/x": "/nowhere" } }, values());
    expect(changed).toEqual({ a: { d: 1, list: [{ x: 1 }, { x: 2 }, 3] }, c: null });
  });

  it("fill placeholders in texts, lists and objects", () => {
    const template = {
      of: "{resource}",
      list: ["no {undeclared}", "trace {trace}", 1],
      plain: "{other}",
    };
    expect(fillTemplate(template, { ...values(), undeclared: ["x", "y"] })).toEqual({
      of: { a: 1 },
      list: ["no x", "no y", "trace t", 1],
      plain: "{other}",
    });
  });
});

const PROFILE: Profile = {
  read: [
    { method: "POST", path: "/invoices/", as: { path: "/invoices" } },
    { headers: { required: ["x-edition"], properties: { "x-edition": { const: "next" } } }, as: { headers: { "x-edition": "2020-01" } } },
  ],
  refusals: [
    { headers: { not: { required: ["x-edition"] } }, answer: { status: 401, body: { reason: "no edition" } } },
    { operations: ["create-invoice"], undeclared: true, except: ["oldNumber"], answer: { status: 422, body: { reasons: ["no {undeclared}"] } } },
    { body: { required: ["state"], properties: { state: { const: "paid" } } }, answer: { status: 422, body: {} } },
    { unique: ["/number", "/note"], answer: { status: 400, body: { reason: "taken" } } },
  ],
  stored: [
    { body: { not: { required: ["urgent"] } }, set: { "/invoice/urgent": true } },
    { operations: ["another"], set: { "/invoice/never": true } },
  ],
  gone: [{ operations: ["get-invoice"], answer: { status: 400, body: { reason: "gone" } } }],
  answers: [
    { operations: ["create-invoice"], status: [200], answer: { status: 201 } },
    { operations: ["delete-invoice"], status: [200], answer: { body: { was: "{resource}" } } },
    { set: { "/trace": "{trace}" } },
    { operations: ["get-invoice"], resource: { properties: { state: { const: "draft" } } }, set: { "/read": "{time}" } },
    { body: { required: ["urgent"] }, set: { "/hurried": true } },
  ],
}; // biome-ignore format: a table reads better in lines

describe("an endpoint with a profile", () => {
  let endpoint = createEndpoint({ contract: tinyContract, profile: PROFILE });
  afterEach(() => {
    endpoint = createEndpoint({ contract: tinyContract, profile: PROFILE });
  });

  const ask = (
    method: string,
    target: string,
    body?: object,
    headers: object = { "x-edition": "2020-01" },
  ) => {
    const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
    const all = { authorization: "Bearer any", "content-type": "application/json", ...headers };
    const { answer } = endpoint.answer({ method, target, headers: all, bytes });
    return { status: answer.status, json: JSON.parse(answer.text) as never };
  };
  const {
    number: _,
    state: __,
    urgent: ___,
    note: ____,
    ...bare
  } = exampleInvoice as { [name: string]: Json };
  const create = (changes: object) => ask("POST", "/invoices", { ...bare, ...changes });
  const idOf = ({ json }: { json: unknown }): string => (json as { invoice: { id: string } }).invoice.id;

  it("stores the changed answer, sends it with its own status, and reads it back", () => {
    const made = create({ number: "n-1" });
    expect(made).toMatchObject({
      status: 201,
      json: { invoice: { urgent: true }, trace: expect.any(String) },
    });
    const read = ask("GET", `/invoices/${idOf(made)}`);
    expect(read).toMatchObject({
      status: 200,
      json: { invoice: (made.json as { invoice: object }).invoice },
    });
    expect(read.json).not.toMatchObject({ trace: (made.json as { trace: string }).trace });
    expect(create({ number: "n-2", urgent: false })).toMatchObject({ json: { invoice: { urgent: false } } });
  });

  it("refuses what its rules say, the first one first, and what the contract refuses as the contract says", () => {
    expect(ask("POST", "/invoices", { ...bare, number: "n" }, {})).toMatchObject({
      status: 401,
      json: { reason: "no edition", trace: expect.any(String) },
    });
    expect(create({ number: "n", a: 1, b: 2 })).toMatchObject({
      status: 422,
      json: { reasons: ["no a", "no b"] },
    });
    expect(create({ number: "n", state: "paid", paidOn: "2026-01-01" }).status).toBe(422);
    expect(create({ number: 5 })).toMatchObject({
      status: 400,
      json: { reason: expect.stringMatching(/number/) },
    });
  });

  it("keeps unique values in one space until their owner is gone", () => {
    const first = create({ number: "n-1", note: "n-2" });
    expect(first.status).toBe(201);
    expect(create({ number: "n-1" })).toMatchObject({ status: 400, json: { reason: "taken" } });
    expect(create({ number: "n-2" }).status).toBe(400);
    expect(create({ number: "n-3", note: "n-1" }).status).toBe(400);
    expect(create({ number: "n-3", note: "n-3" }).status).toBe(201);
    ask("DELETE", `/invoices/${idOf(first)}`);
    expect(create({ number: "n-2" }).status).toBe(201);
  });

  it("takes what the contract does not know, as it reads it", () => {
    const slash = ask("POST", "/invoices/", { ...bare, number: "n-1" });
    expect(slash.status).toBe(201);
    expect(ask("POST", "/invoices/?a=1", { ...bare, number: "n-2" }).status).toBe(201);
    expect(ask("PUT", "/invoices/", bare).status).not.toBe(201);
    const edition = (name: string, number: string) =>
      ask("POST", "/invoices", { ...bare, number }, { "x-edition": name }).status;
    expect(edition("next", "n-5")).toBe(201);
    expect(edition("other", "n-6")).toBe(401);
    expect(create({ number: "n-3", oldNumber: 1 }).status).toBe(201);
    expect(create({ number: "n-4", other: 1 }).status).toBe(422);
  });

  it("changes an answer by what is stored", () => {
    const read = (changes: object) => ask("GET", `/invoices/${idOf(create(changes))}`).json;
    expect(read({ number: "n-1", state: "sent" })).not.toHaveProperty("read");
    expect(read({ number: "n-2", state: "draft" })).toHaveProperty(
      "read",
      expect.stringMatching(/^2026-01-01T/),
    );
  });

  it("changes an answer by what was sent", () => {
    expect(create({ number: "n-1", urgent: true }).json).toHaveProperty("hurried", true);
    expect(create({ number: "n-2" }).json).not.toHaveProperty("hurried");
  });

  it("tells what is gone from what never was", () => {
    const made = create({ number: "n-1" });
    expect(ask("DELETE", `/invoices/${idOf(made)}`)).toMatchObject({
      status: 200,
      json: { was: { number: "n-1" } },
    });
    expect(ask("GET", `/invoices/${idOf(made)}`)).toMatchObject({ status: 400, json: { reason: "gone" } });
    expect(ask("DELETE", `/invoices/${idOf(made)}`).status).toBe(404);
    expect(ask("GET", "/invoices/never").status).toBe(404);
  });
});

describe("a profile file", () => {
  it("may leave out what it has no rules for", () => {
    expect(parseProfile("answers: [{note: a trace, set: {/trace: x}}]", "p.yaml")).toMatchObject({
      refusals: [],
      stored: [],
      gone: [],
      answers: [{ set: { "/trace": "x" } }],
    });
  });

  it.each([
    ["a: [", /^p\.yaml:1: not YAML/],
    ["- a", /^p\.yaml: expected read, refusals, stored, gone, answers/],
    ["rules: []", /^p\.yaml: rules: expected lists called read, refusals/],
    ["answers: {}", /^p\.yaml: answers: expected lists/],
    ["answers: [1]", /^p\.yaml: answers: rule 1: expected an object/],
    ["answers: [{}, {sets: {}}]", /^p\.yaml: answers: rule 2: "sets" is not one of/],
    ["read: [{path: /a}]", /^p\.yaml: read: rule 1: no as; give the path/],
    ["answers: [{resource: {format: x}}]", /rule 1: resource: keyword "format" is not supported/],
    ["stored: [{rename: {a: /b}}]", /rule 1: "a" is no JSON pointer/],
    ["refusals: [{undeclared: true}]", /^p\.yaml: refusals: rule 1: no answer/],
    ["refusals: [{answer: {body: {}}}]", /^p\.yaml: refusals: rule 1: no status/],
    ["stored: [{set: {trace: x}}]", /rule 1: "trace" is no JSON pointer/],
    ["stored: [{remove: [trace]}]", /rule 1: "trace" is no JSON pointer/],
    ["stored: [{body: {format: x}}]", /rule 1: body: keyword "format" is not supported/],
    ["stored: [{body: {not: {properties: {a: {oneOf: []}}}}}]", /keyword "oneOf" is not supported/],
  ])("%s is refused", (text, message) => {
    expect(() => parseProfile(text, "p.yaml")).toThrow(message);
  });
});
