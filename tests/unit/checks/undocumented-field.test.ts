import { describe, expect, it } from "vitest";
import { undocumentedField } from "../../../src/checks/undocumented-field.ts";
import { accepted, answerOf, caseOf, judgedBy } from "./exchanges.ts";

describe("undocumented-field", () => {
  it("passes documented fields", () => {
    expect(judgedBy(undocumentedField, caseOf(), accepted({ note: "a" }))).toEqual([]);
  });
  it("observes others, with their type", () => {
    expect(judgedBy(undocumentedField, caseOf(), accepted({ traceId: 7 }))).toMatchObject([
      { severity: "observation", place: "200/invoice.traceId", received: 7 },
    ]);
  });
  it("does not apply to a status that the docs do not have", () => {
    expect(judgedBy(undocumentedField, caseOf(), answerOf(418, { tea: 1 }))).toBeUndefined();
  });
});
