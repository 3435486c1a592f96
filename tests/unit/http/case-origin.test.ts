import { describe, expect, it } from "vitest";
import { caseId, caseIdentity, originOf } from "../../../src/http/case-origin.ts";

describe("the id of a case", () => {
  it.each([
    ["fuzz/12.40", { kind: "fuzz", name: "12.40" }],
    ["invalid/request/no-body", { kind: "invalid", name: "request/no-body" }],
    ["one", { kind: "one", name: "" }],
    ["rule/a/adapted", { kind: "rule", name: "a/adapted" }],
    ["rule/a/adapted", { kind: "rule", name: "a", adapted: 1 }],
    ["rule/a/adapted/2", { kind: "rule", name: "a", adapted: 2 }],
  ])("%s is read as it was written: %j", (id, origin) => {
    expect(originOf(id, "adapted" in origin ? origin.adapted : undefined)).toEqual(origin);
    expect(caseId(origin)).toBe(id);
  });

  it("stands beside the origin that it is of", () => {
    expect(caseIdentity("rule", "a/kept/0")).toEqual({
      id: "rule/a/kept/0",
      origin: { kind: "rule", name: "a/kept/0" },
    });
  });
});
