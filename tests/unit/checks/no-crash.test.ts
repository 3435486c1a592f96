import { describe, expect, it } from "vitest";
import { noCrash } from "../../../src/checks/no-crash.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy, refused, told } from "./exchanges.ts";

describe("no-crash", () => {
  it("passes an endpoint that answers below 500, whatever it says", () => {
    expect(judgedBy(noCrash, caseOf(), accepted())).toEqual([]);
    expect(judgedBy(noCrash, faulty(), refused())).toEqual([]);
    expect(judgedBy(noCrash, caseOf(), answerOf(418, ""))).toEqual([]);
  });

  it.each<[number, string, unknown]>([
    [500, '{"oops":true}', { oops: true }],
    [503, "<html>".repeat(100), "<html>".repeat(100).slice(0, 200)],
    [599, "", 599],
  ])("tells of %i, with what came back", (status, text, received) => {
    expect(told(judgedBy(noCrash, faulty({ at: "/state" }), answerOf(status, text)))).toMatchObject([
      {
        severity: "violation",
        place: String(status),
        at: "/state",
        title: `the endpoint fails with ${status}`,
        expected: "one of 200, 400, 401, 422",
        received,
        docs: "/paths/create-invoice/responses",
        clause: "Responses: 200 InvoiceAnswer, 400 Refused, 401 Unauthorized, 422 Unprocessable.",
      },
    ]);
  });
});
