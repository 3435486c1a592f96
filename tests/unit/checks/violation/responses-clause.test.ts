import { describe, expect, it } from "vitest";
import { responsesClause } from "../../../../src/checks/violation/responses-clause.ts";
import { docPointer } from "../../../../src/contract/pointers.ts";

const docs = docPointer("/paths/~1invoices/post/responses/200");
const response = (description: string) => ({ description, docs });

describe("the sentence of the documented responses", () => {
  it.each([
    ["The invoice.", "Refused.", "Responses: 200 The invoice, 400 Refused."],
    ["The invoice", "Refused", "Responses: 200 The invoice, 400 Refused."],
    ["", "", "Responses: 200, 400."],
  ])("has one full stop, whatever ends the descriptions %j and %j", (success, refusal, clause) => {
    expect(responsesClause({ "200": response(success), "400": response(refusal) })).toBe(clause);
  });
});
