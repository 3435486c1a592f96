import { describe, expect, it } from "vitest";
import { status } from "../../../src/checks/status.ts";
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
