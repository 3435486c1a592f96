import { expect, it } from "vitest";
import { RefusedBodies } from "../../../src/engine/refused-bodies.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";
import { answered, caseNamed } from "./cases.ts";

const VALID: Case = { ...caseNamed("valid"), body: {} };
const says = (message: string): Answer => ({ ...answered(422), text: JSON.stringify({ message }) });

it("the valid bodies that were refused are told with their reasons, indexes aside", () => {
  const refused = new RefusedBodies(VALID.operation);
  refused.add(VALID, answered(200));
  expect(refused.line).toBeUndefined();
  refused.add(VALID, says("hours.0.days must be one day"));
  refused.add(VALID, says("hours.3.days must be one day"));
  refused.add({ ...VALID, expect: "reject" }, says("no"));
  refused.add({ ...VALID, operation: "another" }, says("no"));
  expect(refused.line).toBe('2 of 3 valid bodies refused: 422 "hours.-.days must be one day" (2×)');
});

it.each([
  [5, "and 2 more reasons"],
  [100, "and 97 more reasons"],
  [5000, "and over 97 more reasons"],
])(
  "of %i reasons three are told, and the others are counted as far as they are told apart",
  (count, more) => {
    const refused = new RefusedBodies(VALID.operation);
    for (let nth = 0; nth < count; nth++) refused.add(VALID, says(`no ${nth}`));
    expect(refused.line).toBe(
      `${count} of ${count} valid bodies refused: 422 "no 0" (1×); 422 "no 1" (1×); 422 "no 2" (1×); ${more}`,
    );
  },
);
