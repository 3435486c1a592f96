import { describe, expect, it } from "vitest";
import { newMemory } from "../../../src/checks/check.ts";
import { identity } from "../../../src/checks/identity.ts";
import type { Json } from "../../../src/core/json.ts";
import { answerOf, caseOf, judgedBy, refused, told, violationsOf } from "./exchanges.ts";

const body = { customerId: "customer-1", number: "n" };
const titles = (invoice: Json) =>
  judgedBy(identity, caseOf({ body }), answerOf(200, { invoice }))?.map(({ title }) => title);

describe("identity", () => {
  it.each<[string, Json]>([
    ["an id and what was sent", { ...body, id: "1" }],
    ["a value that was cut off, which another check tells", { ...body, id: "1", customerId: "cust" }],
    ["a value that is missing, which another check tells", { id: "1" }],
  ])("passes %s", (_, invoice) => expect(titles(invoice)).toEqual([]));

  it.each<[string, Json, string]>([
    ["no id", body, "invoice.id is missing or empty"],
    ["an empty id", { ...body, id: "" }, "invoice.id is missing or empty"],
    [
      "another caller's value",
      { ...body, id: "1", customerId: "z" },
      "invoice.customerId is not this caller's",
    ],
  ])("tells of %s", (_, invoice, title) => expect(titles(invoice)).toEqual([title]));

  it("does not apply to a request that is broken as a whole, whose answer no check of the schema looks at", () => {
    const { body: _, ...broken } = caseOf({ body });
    const sent = { ...broken, request: { ...broken.request, body: '{"number":1,"number":2}' } };
    expect(judgedBy(identity, sent, answerOf(200, { invoice: body }))).toBeUndefined();
  });

  it("does not apply to a refusal", () => expect(judgedBy(identity, caseOf(), refused())).toBeUndefined());
});

describe("what identity says", () => {
  it("names the field of a foreign value, and the clause of the request", () => {
    const answer = answerOf(200, { invoice: { ...body, id: "1", customerId: "z" } });
    expect(told(violationsOf(identity, caseOf({ body }), answer))).toEqual([
      {
        severity: "violation",
        subject: { kind: "location", at: "/invoice/customerId" },
        at: "/invoice/customerId",
        title: "invoice.customerId is not this caller's",
        expected: "customer-1",
        received: "z",
        docs: "#/components/schemas/InvoiceFields/properties/customerId",
        clause: "customerId: string",
      },
    ]);
  });

  it("names the field of an id, and the clause of the answer", () => {
    expect(told(violationsOf(identity, caseOf({ body }), answerOf(200, { invoice: body })))).toEqual([
      {
        severity: "violation",
        subject: { kind: "location", at: "/invoice/id" },
        at: "/invoice/id",
        title: "invoice.id is missing or empty",
        expected: "an id of its own",
        received: "nothing",
        docs: "#/components/schemas/Invoice/properties/id",
        clause: "invoice.id: string",
      },
    ]);
  });

  it("tells of an id that is null, as it came back", () => {
    const found = violationsOf(identity, caseOf({ body }), answerOf(200, { invoice: { ...body, id: null } }));
    expect(found).toMatchObject([{ title: "invoice.id is missing or empty", received: null }]);
  });

  it("tells of an id that another case has been given", () => {
    const memory = newMemory();
    const told = (id: string, own: Json) =>
      violationsOf(identity, caseOf({ body, id }), answerOf(200, { invoice: { ...body, id: own } }), {
        memory,
      })?.map(({ title }) => title);
    expect(told("example/a", "1")).toEqual([]);
    expect(told("example/a", "1")).toEqual([]);
    expect(told("example/b", "2")).toEqual([]);
    expect(told("example/c", 1)).toEqual([]);
    expect(told("example/b", "1")).toEqual(["invoice.id is that of example/a as well"]);
  });

  it.each<[string, Json, Json]>([
    ["in another case", body, { customerId: "CUSTOMER-1" }],
    ["empty", body, { customerId: "" }],
    ["of another type", body, { customerId: 5 }],
    ["of another type, which was sent", { ...body, customerId: 5 }, { customerId: "z" }],
    ["that stood elsewhere in the request", { ...body, lines: [{ article: "z" }] }, { customerId: "z" }],
    ["that was shortened to nothing", { ...body, customerId: "" }, { customerId: "" }],
    ["that stood elsewhere beside null", { ...body, reminders: null, note: "the z" }, { customerId: "z" }],
  ])("does not take a value for foreign that is %s", (_, sent, invoice) => {
    const answer = answerOf(200, { invoice: { id: "1", ...(invoice as object) } });
    expect(violationsOf(identity, caseOf({ body: sent }), answer)).toEqual([]);
  });

  it("looks at no value of what is to be refused, or was not sent", () => {
    const answer = answerOf(200, { invoice: { id: "1", customerId: "z" } });
    expect(violationsOf(identity, caseOf({ expect: "reject", body }), answer)).toEqual([]);
    const { body: _, request, ...bare } = caseOf();
    const unsent = { ...bare, request: { method: request.method, path: request.path, headers: {} } };
    expect(violationsOf(identity, unsent, answer)).toEqual([]);
  });
});
