import { describe, expect, it } from "vitest";
import { door } from "../../../src/checks/door.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy, refusable, told } from "./exchanges.ts";

const locked = refusable({ kind: "token", guard: "no-token", docs: "#/security", expected: "a valid token" });

describe("door", () => {
  it("passes what is refused", () => expect(judgedBy(door, locked, answerOf(401, {}))).toEqual([]));
  it("tells of what gets in", () => {
    expect(told(judgedBy(door, locked, accepted()))).toEqual([
      {
        severity: "violation",
        place: "no-token",
        at: "",
        cause: "token",
        spread: { least: 2, isOfEndpoint: true },
        title: "a request with no token is accepted",
        expected: "refused: it lacks a valid token",
        received: "accepted with 200",
        docs: "#/security",
        clause: "a valid token",
      },
    ]);
  });
  it("tells one cause of a header that nobody looks at, whatever the operation, and how it is wrong", () => {
    for (const guard of ["no-version", "unknown-version"]) {
      const fault = {
        kind: "header",
        guard,
        parameter: "Version",
        docs: "#/v",
        expected: "header Version",
      } as const;
      expect(judgedBy(door, refusable(fault), accepted())).toMatchObject([
        { cause: "header Version", spread: { least: 2, isOfEndpoint: true } },
      ]);
    }
  });
  it.each(["header", "method"] as const)("applies to a lacking %s as well", (kind) => {
    const tried = refusable({ kind, guard: "no-way", docs: "#", expected: "it" });
    expect(judgedBy(door, tried, accepted())).toMatchObject([{ place: "no-way" }]);
  });
  it("does not apply to other faults, nor to what is to be accepted", () => {
    expect(judgedBy(door, faulty(), accepted())).toBeUndefined();
    expect(judgedBy(door, caseOf(), accepted())).toBeUndefined();
    expect(judgedBy(door, { ...locked, expect: "observe" }, accepted())).toBeUndefined();
  });
  it("leaves crashes to no-crash", () => {
    for (const status of [500, 503]) expect(judgedBy(door, locked, answerOf(status, ""))).toBeUndefined();
  });
});
