import { expect, it } from "vitest";
import { compiledRule } from "../../../src/contract/compiled-rule.ts";
import type { Rule } from "../../../src/contract/contract.ts";

const rule: Rule = {
  id: "few-lines",
  sentence: "at most one line is free",
  docs: "#/x",
  keeps: { properties: { lines: { maxItems: 1 } } },
  breaks: { required: ["lines"], properties: { lines: { contains: { const: "free" } } } },
};

it.each([
  ["a body that keeps it", {}, { isKept: true, isBroken: false, isBrokenByType: false }],
  ["a body between both", { lines: [1, 2] }, { isKept: false, isBroken: false, isBrokenByType: false }],
  ["a body that breaks it", { lines: ["free"] }, { isKept: true, isBroken: true, isBrokenByType: true }],
  [
    "a text where it speaks of a list",
    { lines: "a" },
    { isKept: true, isBroken: true, isBrokenByType: false },
  ],
])("a rule judges %s", (_, body, want) => {
  const { isKept, isBroken, isBrokenByType, ...rest } = compiledRule(rule);
  expect({ isKept: isKept(body), isBroken: isBroken(body), isBrokenByType: isBrokenByType(body) }).toEqual(
    want,
  );
  expect(rest).toEqual(rule);
});
