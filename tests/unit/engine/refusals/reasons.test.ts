import { describe, expect, it } from "vitest";
import { validAccepted } from "../../../../src/checks/valid-accepted.ts";
import type { JudgedEvent } from "../../../../src/engine/events.ts";
import { Reasons } from "../../../../src/engine/refusals/reasons.ts";
import { KnownDifferences } from "../../../../src/findings/deviations.ts";
import { answerOf, caseOf, violationsOf } from "../../checks/exchanges.ts";

const sent = caseOf();

/** A valid body that is refused in such words. */
function refusedWith(message: string): JudgedEvent {
  const answer = answerOf(422, { message });
  const violations = violationsOf(validAccepted, sent, answer) ?? [];
  return { type: "judged", case: sent, answer, judgements: [{ check: validAccepted.id, violations }] };
}

describe("the reasons of refusals", () => {
  it("are one where the words are the same, and two where they are not", () => {
    const reasons = new Reasons(new KnownDifferences([], true));
    const [first] = reasons.of(refusedWith("red is no color"));
    expect(first?.text).toBe('422 "red is no color"');
    expect(reasons.of(refusedWith("red is no color"))).toEqual([first]);
    expect(reasons.of(refusedWith("blue is no color"))[0]).not.toBe(first);
  });

  it("are told apart up to a hundred, and those are known all the same afterwards", () => {
    const reasons = new Reasons(new KnownDifferences([], true));
    const words = Array.from(
      { length: 2000 },
      (_, nth) => `refused by ${"abcdefghij"[nth % 10]}${nth.toString(36)}x`,
    );
    const found = words.flatMap((message) => reasons.of(refusedWith(message)));
    expect(new Set(found).size).toBe(100);
    expect(reasons.of(refusedWith(words[0] ?? ""))).toEqual([found[0]]);
  });
});
