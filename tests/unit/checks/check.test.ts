import { describe, expect, it } from "vitest";
import {
  clauseAt,
  describedAnswer,
  documentedStatus,
  isBrokenRequest,
  isEncodedTwice,
  isOwn,
  requestClause,
  resourceIn,
} from "../../../src/checks/check.ts";
import { instancePointer, WHOLE } from "../../../src/contract/pointers.ts";
import type { Json } from "../../../src/core/json.ts";
import { accepted, answerOf, brokenRequests, caseOf, exchangeOf, faulty, operation } from "./exchanges.ts";

const exchange = (given: Parameters<typeof caseOf>[0], answer = accepted()) =>
  exchangeOf(caseOf(given), answer);

describe("an exchange", () => {
  it.each([
    ["POST", "/invoices", true],
    ["GET", "/invoices", false],
    ["POST", "/customers", false],
    ["GET", "/customers", false],
  ])("is the operation's own where method and path are its own: %s %s", (method, path, own) => {
    expect(isOwn(exchange({ request: { method, path, headers: {} } }))).toBe(own);
  });

  it("has a broken request where its fault is of the whole, or its body is a text of its own", () => {
    const requests = brokenRequests.map((tried) => isBrokenRequest(exchangeOf(tried, accepted())));
    expect(requests).toEqual([true, true]);
  });

  it("has no broken request where a value is wrong, where nothing is, and where nothing is sent", () => {
    const { body: _, ...bare } = caseOf({ request: { method: "GET", path: "/", headers: {} } });
    const requests = [faulty(), caseOf(), bare].map((tried) =>
      isBrokenRequest(exchangeOf(tried, accepted())),
    );
    expect(requests).toEqual([false, false, false]);
  });

  it.each<[Json, boolean]>([
    ['{"a":1}', true],
    ["[1]", true],
    [' \n{"a":1}', true],
    ["see {a}", false],
    ["a [1]", false],
    ["", false],
    [{ a: 1 }, false],
    [["{"], false],
  ])("is encoded twice where the body is a text that begins as JSON does: %j", (json, is) => {
    expect(isEncodedTwice(json)).toBe(is);
  });
});

describe("the documented status of an answer", () => {
  const statusOf = (status: number, documented: readonly string[]) => {
    const [response] = Object.values(operation.responses);
    const responses = Object.fromEntries(documented.map((code) => [code, response!]));
    return documentedStatus({
      ...exchange({}, answerOf(status, "")),
      operation: { ...operation, responses },
    });
  };

  it.each<[number, string[], string | undefined]>([
    [200, ["200", "400"], "200"],
    [400, ["200", "400"], "400"],
    [201, ["101", "204", "400"], "204"],
    [201, ["400"], undefined],
    [422, ["200", "400"], undefined],
    [302, ["200"], undefined],
  ])("is its own, or for a success the documented one: %i of %j", (status, documented, code) => {
    expect(statusOf(status, documented)).toBe(code);
  });
});

describe("the clause of a location", () => {
  const note = instancePointer("/note");

  it.each([
    ["its type", { type: "string" }, "note: string"],
    ["its types", { type: ["string", "null"] }, "note: string or null"],
    ["no type where the docs have none", { minimum: 1 }, "note: at least 1"],
    ["each part of its form", { type: "integer", enum: [1, "a"], default: 1, minimum: 0, maximum: 9 }, 'note: integer, one of 1, "a", default 1, at least 0, at most 9'],
    ["its description, in one line", { type: "string", description: "Free \n  text." }, "note: string. Free text."],
  ])("tells %s", (_, schema, clause) => expect(clauseAt({ schema }, note)).toBe(clause)); // biome-ignore format: a table reads better in lines

  it("names the body where it is about the whole of it", () => {
    expect(clauseAt({ schema: { type: "object" } }, WHOLE)).toBe("the body: object");
  });

  it("says that the docs do not name a location", () => {
    expect(clauseAt(undefined, note)).toBe("The docs do not name note.");
  });

  it.each<[string, string, string, string, string]>([
    ["a field of the body", "create-invoice", "/note", "#/components/schemas/InvoiceFields/properties/note", "note: string"],
    ["a field that the docs do not name", "create-invoice", "/odd", "/paths/create-invoice", "The docs do not name odd."],
    ["a field of an operation without a body", "get-invoice", "/note", "/paths/get-invoice", "The docs do not name note."],
  ])("is that of the request for %s", (_, id, at, docs, clause) => {
    const asked = exchangeOf(caseOf(), accepted(), { operation: id });
    expect(requestClause(asked, instancePointer(at))).toEqual({ docs, clause });
  }); // biome-ignore format: a table reads better in lines

  it("is none of an answer that the docs do not describe", () => {
    expect(describedAnswer(exchange({}), undefined)).toBeUndefined();
    expect(describedAnswer(exchange({}), "418")).toBeUndefined();
    expect(describedAnswer(exchange({}), "200")).toBeDefined();
  });
});

describe("the resource in an answer", () => {
  it("is found in a success of an operation that makes one, with the pointers to it and to its id", () => {
    expect(resourceIn(exchange({}, accepted({ note: "a" })))).toEqual({
      pointer: "/invoice",
      id: "/invoice/id",
      received: { id: "1", note: "a" },
    });
  });

  it.each([
    ["a refusal", answerOf(422, { invoice: { id: "1" } }), "create-invoice"],
    ["another form", answerOf(200, { invoice: "1" }), "create-invoice"],
    ["no JSON", answerOf(200, "invoice"), "create-invoice"],
    ["an operation that makes none", accepted(), "get-invoice"],
  ])("is none in %s", (_, answer, id) => {
    expect(resourceIn(exchangeOf(caseOf(), answer, { operation: id }))).toBeUndefined();
  });
});
