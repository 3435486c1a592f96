import { describe, expect, it } from "vitest";
import { validAccepted } from "../../../src/checks/valid-accepted.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy, refused, told } from "./exchanges.ts";

describe("valid-accepted", () => {
  it("passes any success", () => {
    expect(judgedBy(validAccepted, caseOf(), accepted())).toEqual([]);
    expect(judgedBy(validAccepted, caseOf(), answerOf(204, ""))).toEqual([]);
  });

  it("does not apply to what is to be refused or observed, nor to a crash", () => {
    expect(judgedBy(validAccepted, faulty(), refused())).toBeUndefined();
    expect(judgedBy(validAccepted, caseOf({ expect: "observe" }), refused())).toBeUndefined();
    expect(judgedBy(validAccepted, caseOf(), answerOf(502, ""))).toBeUndefined();
  });

  it.each<[number, unknown, unknown]>([
    [422, { reasons: ["no"] }, { reasons: ["no"] }],
    [302, "", ""],
    [404, "no such way", "no such way"],
  ])("tells of a valid body that is answered %i", (code, body, received) => {
    expect(told(judgedBy(validAccepted, caseOf(), answerOf(code, body)))).toMatchObject([
      {
        severity: "violation",
        place: String(code),
        at: "",
        title: `a valid body is refused with ${code}`,
        expected: "accepted with 200",
        received,
        docs: "/requestBody",
      },
    ]);
  });
});
