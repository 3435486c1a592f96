import { describe, expect, it } from "vitest";
import { caseId, caseIdentity, originOf } from "../../../src/http/case-origin.ts";

describe("the id of a case", () => {
  it.each([
    ["fuzz/12.40", { kind: "fuzz", name: "12.40" }],
    ["invalid/request/no-body", { kind: "invalid", name: "request/no-body" }],
    ["one", { kind: "one", name: "" }],
  ])("%s is read as it was written", (id, origin) => {
    expect(originOf(id)).toEqual(origin);
    expect(caseId(origin)).toBe(id);
  });

  it("stands beside the origin that it is of", () => {
    expect(caseIdentity("rule", "a/kept/0")).toEqual({
      id: "rule/a/kept/0",
      origin: { kind: "rule", name: "a/kept/0" },
    });
  });
});
