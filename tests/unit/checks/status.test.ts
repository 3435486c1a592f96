import { describe, expect, it } from "vitest";
import { status } from "../../../src/checks/status.ts";
import { exampleInvoice } from "../../fixtures/tiny-contract.ts";
import {
  accepted,
  answerOf,
  astray,
  brokenRequests,
  caseOf,
  faulty,
  judgedBy,
  refused,
  told,
} from "./exchanges.ts";

describe("status", () => {
  it("passes each documented status, whatever it means for the case", () => {
    expect(judgedBy(status, caseOf(), accepted())).toEqual([]);
    expect(judgedBy(status, caseOf(), refused())).toEqual([]);
    expect(judgedBy(status, faulty(), accepted())).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["as the docs write one", { status: 422, reasons: ["number must be a string"], title: "Unprocessable" }],
    ["with the status of one", { statusCode: 404 }],
    ["with the words of one", { message: "invoice not found" }],
    ["with words deep down", { errors: [{ field: "number", text: "is too long" }] }],
    ["that says so", { success: false }],
  ])("tells of a refusal with the status of a success, %s", (_, body) => {
    expect(told(judgedBy(status, faulty(), answerOf(200, body)))).toMatchObject([
      {
        place: "refused-as-success",
        title: "a refusal is answered with 200",
        expected: "one of 400, 401, 422",
      },
    ]);
  });

  it.each<[string, unknown]>([
    ["the resource", { invoice: { id: "1" }, message: "all is well" }],
    ["the resource without its envelope", { ...(exampleInvoice as object), message: "all is well" }],
    ["an id alone", { invoice: { id: "1" } }],
    ["nothing", {}],
    ["a word", { message: "created" }],
    ["a status that is a success", { status: 200 }],
    ["words of what was done", { message: "the invoice was made" }],
  ])("takes a success for one that holds %s", (_, body) => {
    expect(judgedBy(status, caseOf(), answerOf(200, body))).toEqual([]);
  });

  it("leaves crashes to no-crash", () => {
    expect(judgedBy(status, caseOf(), answerOf(500, ""))).toBeUndefined();
  });

  it.each([
    [201, "undocumented success 201"],
    [204, "undocumented success 204"],
    [404, "undocumented status 404"],
    [302, "undocumented status 302"],
  ])("tells of %i", (code, title) => {
    expect(told(judgedBy(status, caseOf(), answerOf(code, "")))).toMatchObject([
      {
        place: String(code),
        at: "",
        title,
        expected: "one of 200, 400, 401, 422",
        received: code,
        docs: "/paths/create-invoice/responses",
        clause: "Responses: 200 InvoiceAnswer, 400 Refused, 401 Unauthorized, 422 Unprocessable.",
      },
    ]);
  });

  it("leaves what answers in the operation's place, or refuses to read, its own status", () => {
    for (const tried of [caseOf(astray), ...brokenRequests])
      expect(judgedBy(status, tried, answerOf(405, ""))).toBeUndefined();
  });
});
