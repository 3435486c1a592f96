import { describe, expect, it } from "vitest";
import { madeOnce } from "../../../src/checks/made-once.ts";
import { accepted, answerOf, caseOf, judgedBy, refused } from "./exchanges.ts";

describe("made-once", () => {
  it("does not apply where no list has shown anything unexpected", () => {
    expect(judgedBy(madeOnce, caseOf(), accepted())).toBeUndefined();
    expect(judgedBy(madeOnce, caseOf({ made: ["1"] }), answerOf(500, {}))).toBeUndefined();
  });

  it.each([
    ["one thing of an accepted request", ["1"], accepted()],
    ["nothing of a refused one", [], refused()],
  ])("has nothing to say of %s", (_, made, answer) =>
    expect(judgedBy(madeOnce, caseOf({ made }), answer)).toEqual([]),
  );

  it.each([
    [
      "made-though-refused",
      "a request that is refused with 422 makes something all the same",
      ["7"],
      refused(),
    ],
    ["made-twice", "one accepted request makes more than one thing", ["1", "2"], accepted()],
  ])("tells %s", (name, title, made, answer) => {
    const [found] = judgedBy(madeOnce, caseOf({ made }), answer) ?? [];
    expect(found && [found.place, found.severity, found.title]).toEqual([name, "violation", title]);
    expect(JSON.stringify(found?.received)).toContain(`listed: ${made.join(", ")}`);
  });
});
