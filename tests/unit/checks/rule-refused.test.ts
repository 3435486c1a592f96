import { describe, expect, it } from "vitest";
import { ruleRefused } from "../../../src/checks/rule-refused.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy, refusable, refused, told } from "./exchanges.ts";

const broken = refusable({
  kind: "rule",
  rule: "paid-has-date",
  at: instancePointer("/paidAt"),
  docs: "#/rule",
  expected: "a date",
});

describe("rule-refused", () => {
  it("passes a refusal", () => expect(judgedBy(ruleRefused, broken, refused())).toEqual([]));
  it("tells of a rule that is not enforced", () => {
    expect(told(judgedBy(ruleRefused, broken, accepted()))).toEqual([
      {
        severity: "violation",
        place: "paid-has-date",
        at: "/paidAt",
        cause: "rule",
        title: "a body that breaks rule paid-has-date is accepted",
        expected: "refused with 400 or 401 or 422",
        received: "accepted with 200",
        docs: "#/rule",
        clause: "a date",
      },
    ]);
  });
  it("does not apply to other faults, to none, nor to what is only observed", () => {
    expect(judgedBy(ruleRefused, faulty(), accepted())).toBeUndefined();
    expect(judgedBy(ruleRefused, caseOf({ expect: "reject" }), accepted())).toBeUndefined();
    expect(judgedBy(ruleRefused, { ...broken, expect: "observe" }, accepted())).toBeUndefined();
  });
  it("leaves crashes to no-crash", () => {
    for (const status of [500, 503])
      expect(judgedBy(ruleRefused, broken, answerOf(status, ""))).toBeUndefined();
  });
});
