import { expect, test } from "vitest";
import type { Planned } from "../../../src/cases/kind.ts";
import { docPointer, instancePointer } from "../../../src/contract/pointers.ts";
import type { Case } from "../../../src/http/exchange.ts";
import { caseTitle } from "../../../src/report/case-title.ts";
import { caseOf } from "./events.ts";

const fault = {
  kind: "schema" as const,
  keyword: "type",
  at: instancePointer("/a/0/b"),
  docs: docPointer("#/x"),
  expected: "a number",
};

const MANY = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, index]));

test.each<[string, Partial<Case> & { readonly body?: Case["body"] }, string]>([
  ["what must be accepted", { body: { name: "x", size: 1 } }, "covering/1: name, size, accepted and echoed"],
  [
    "the recording that it is from",
    { body: { name: "x" }, source: "docs" },
    "covering/1 (docs): name, accepted and echoed",
  ],
  [
    "the fault that must be refused",
    { body: {}, expect: "reject", fault },
    'covering/1: a[].b against "a number", refused',
  ],
  ["what is only observed", { body: {}, expect: "observe" }, "covering/1: an empty body, observed"],
  ["a request without a body", { expect: "reject" }, "covering/1: POST /orders, refused"],
  ["a step of a life", { resource: { step: "read", exists: false } }, "covering/1: read what is gone"],
  [
    "some of many fields",
    { body: MANY },
    "covering/1: field0, field1, field2, field3, field4, field5, field6, field7, field8 and 21 more, accepted and echoed",
  ],
])("a case's title says %s", (_, { body, ...more }, title) => {
  expect(caseTitle({ case: caseOf(body, more) } as Planned)).toBe(title);
});
