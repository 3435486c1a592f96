import { describe, expect, it } from "vitest";
import { ruleRefused } from "../../../src/checks/rule-refused.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { accepted, faulty, judgedBy, refusable, refused } from "./exchanges.ts";

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
    expect(judgedBy(ruleRefused, broken, accepted())).toMatchObject([
      { place: "paid-has-date", at: "/paidAt", title: "a body that breaks rule paid-has-date is accepted" },
    ]);
  });
  it("does not apply to faults of the schema", () => {
    expect(judgedBy(ruleRefused, faulty(), accepted())).toBeUndefined();
  });
});
