import { describe, expect, test } from "vitest";
import type { Planned } from "../../../src/cases/kind.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { docPointer, instancePointer } from "../../../src/contract/pointers.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import type { Case } from "../../../src/http/exchange.ts";
import { CaseTitles } from "../../../src/report/case-title.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import { caseOf } from "./events.ts";

const TAG = "ct0x2a7n3q";
const contract = await loadContract("album");
const underTest = new OperationUnderTest(contract, operationOf(contract, "create-album"), 1);

/** The title of the last of some cases of one plan. */
function titleOf(
  ...cases: readonly (Partial<Case> & { readonly body?: Case["body"] })[]
): string | undefined {
  const titles = new CaseTitles(underTest, TAG);
  return cases
    .map(({ body, ...more }) =>
      titles.of({ case: caseOf(body, { operation: "create-album", ...more }) } as Planned),
    )
    .at(-1);
}

const NEEDED = { title: "abc", pages: [[]] };
const clause = { docs: docPointer("#/x"), expected: "a number." };
const faulty = (at: string, body: Case["body"] = {}) => ({
  expect: "reject" as const,
  fault: { kind: "schema" as const, keyword: "type", at: instancePointer(at), ...clause },
  body,
});
const ofBounds = (name: string): Partial<Case> => caseIdentity("boundary", name);
const guarded = (fault: object) => ({ expect: "reject", fault: { ...clause, ...fault } }) as Partial<Case>;

describe("a case's title ends in the case's id and says", () => {
  test.each<[string, string, ...(Partial<Case> & { readonly body?: Case["body"] })[]]>([
    [
      "the values that no case before it has had",
      "visibility: open, accepted and echoed (covering/1)",
      { body: { ...NEEDED, visibility: "closed", cover: null } },
      { body: { ...NEEDED, visibility: "open", cover: null } },
    ],
    [
      "some of many such values",
      "title: a text, visibility: open, pages: one item, pages[]: one item and 5 more values, accepted and echoed (covering/1)",
      {
        body: { ...NEEDED, visibility: "open", cover: 0, labels: ["sea", "snow"], pages: [[{ file: "f" }]] },
      },
    ],
    [
      "the pairs of values, where each of them is known",
      "visibility: closed with cover: null, accepted and echoed (covering/1)",
      { body: { ...NEEDED, visibility: "closed", cover: 0 } },
      { body: { ...NEEDED, visibility: "open", cover: null } },
      { body: { ...NEEDED, visibility: "closed", cover: null } },
    ],
    [
      "its fields, where there is nothing new",
      "title, pages, accepted and echoed (covering/1)",
      { body: NEEDED },
      { body: NEEDED },
    ],
    [
      "the recording that it is from",
      "title, pages, accepted and echoed (covering/1, docs)",
      { body: NEEDED },
      { body: NEEDED, source: "docs" },
    ],
    [
      "the wrong value, and what the docs say",
      'lines[].price: "9" where the docs say a number, refused (covering/1)',
      faulty("/lines/0/price", { lines: [{ price: "9" }] }),
    ],
    [
      "what is left out",
      "total: left out where the docs say a number, refused (covering/1)",
      faulty("/total"),
    ],
    [
      "no value that the next run has not",
      "number where the docs say a number, refused (covering/1)",
      faulty("/number", { number: [`${TAG}-1`] }),
    ],
    [
      "what is wrong with the guard of a request",
      "no token where the docs say a number, refused (covering/1)",
      guarded({ kind: "token", guard: "no-token" }),
    ],
    [
      "what is wrong with a request as a whole",
      "truncated json where the docs say a number, refused (covering/1)",
      guarded({ kind: "request", how: "truncated-json" }),
    ],
    [
      "the bounds that no case before it has held, where it is about bounds",
      "cover: minimum 0, accepted and echoed (boundary/2)",
      { ...ofBounds("1"), body: { ...NEEDED, cover: 99 } },
      { ...ofBounds("2"), body: { ...NEEDED, cover: 0 } },
    ],
    [
      "that it holds values which break systems, where it holds no such bound",
      "values that are known to break systems, accepted and echoed (boundary/2)",
      { ...ofBounds("1"), body: NEEDED },
      { ...ofBounds("2"), body: NEEDED },
    ],
    ["that it is only observed", "an empty body, observed (covering/1)", { body: {}, expect: "observe" }],
    ["a request without a body", "POST /orders, refused (covering/1)", { expect: "reject" }],
    ["a step of a life", "read what is gone (covering/1)", { resource: { step: "read", exists: false } }],
  ])("%s", (_, title, ...cases) => {
    expect(titleOf(...cases)).toBe(title);
  });

  test("the sentence that it is about, kept or left open by the docs", async () => {
    const bakery = await loadContract("bakery");
    const operation = operationOf(bakery, "create-order");
    const [rule] = operation.rules;
    const probe = { ...rule!, id: "open-relation", sentence: "An order is for no day.", schema: {} };
    const tested = new OperationUnderTest(bakery, { ...operation, probes: [probe] }, 1);
    const titles = new CaseTitles(tested, TAG);
    const kept = { ...caseOf({}), ...caseIdentity("rule", "a/kept/0"), expect: "accept" as const };
    const draft = { name: "a/kept/0", expect: "accept" as const, about: { rule: rule!.id }, priority: 1 };
    expect(titles.of({ case: kept, draft })).toBe(
      `${rule!.sentence.replace(/\.$/, "")}: kept, accepted and echoed (rule/a/kept/0)`,
    );
    const broken = { ...caseOf({}), ...caseIdentity("probe", rule!.id), expect: "observe" as const };
    expect(titles.of({ case: broken })).toMatch(/: broken, observed \(probe\/.*\)$/);
    const open = { ...caseOf({}), ...caseIdentity("probe", "open-relation"), expect: "observe" as const };
    expect(titles.of({ case: open })).toBe("An order is for no day, observed (probe/open-relation)");
  });

  test("what a scenario sends", () => {
    const scenario = { id: "lifecycle/0", origin: { kind: "lifecycle", name: "0" }, scenario: {} };
    expect(new CaseTitles(underTest, TAG).of(scenario as Planned)).toBe(
      "create, read and delete, in random orders (lifecycle/0)",
    );
  });
});
