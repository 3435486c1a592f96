import { describe, expect, it } from "vitest";
import { door } from "../../../src/checks/door.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy } from "./exchanges.ts";

const locked = { ...faulty({ keyword: "token", expected: "a valid token" }), id: "door/no-token" };

describe("door", () => {
  it("passes what is refused", () => expect(judgedBy(door, locked, answerOf(401, {}))).toEqual([]));
  it("tells of what gets in", () => {
    expect(judgedBy(door, locked, accepted())).toMatchObject([
      { place: "no-token", title: "a request with no token is accepted" },
    ]);
  });
  it("does not apply to other faults, nor to what is to be accepted", () => {
    expect(judgedBy(door, faulty(), accepted())).toBeUndefined();
    expect(judgedBy(door, caseOf(), accepted())).toBeUndefined();
  });
});
