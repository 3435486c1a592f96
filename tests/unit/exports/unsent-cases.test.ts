import { expect, test } from "vitest";
import { UnsentCases } from "../../../src/exports/suite/unsent-cases.ts";

const SPENT = "the budget of 1,400 requests is spent; defineContractSuite({ requests: … }) gives more";

test.each<[what: string, over: string | undefined, count: number, told: string | undefined]>([
  ["nothing where all were sent", undefined, 0, undefined],
  ["one", undefined, 1, `1 case not sent: ${SPENT}`],
  ["how many, and what to do", undefined, 3, `3 cases not sent: ${SPENT}`],
  ["why the run has ended", "the token is refused", 2, "2 cases not sent: the token is refused"],
])("cases that a run did not come to are told in a line: %s", (_, over, count, told) => {
  const unsent = new UnsentCases(1400);
  for (let index = 0; index < count; index++) expect(unsent.add(over)).toBe(`not sent: ${over ?? SPENT}`);
  expect(unsent.told(over)).toBe(told);
});
