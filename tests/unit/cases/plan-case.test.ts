import { describe, expect, it } from "vitest";
import { defaultOperation } from "../../../src/account/environment.ts";
import { tagOfSeed } from "../../../src/account/tag.ts";
import type { Draft } from "../../../src/cases/kind.ts";
import { plan } from "../../../src/cases/shared/plan-case.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { contract } from "../../fixtures/project.ts";

const operation = operationOf(contract, defaultOperation(contract));
const context = { underTest: new OperationUnderTest(contract, operation, 1) };
const fault = (at: string) =>
  ({ kind: "schema", at: instancePointer(at), keyword: "type", docs: "", expected: "a text" }) as const;

const planned = (draft: Partial<Draft>, shared = true) => {
  const account = { tag: tagOfSeed(1), bindings: {}, shared };
  return plan("kind", { name: "one", expect: "reject", priority: 0, ...draft }, context, {
    account,
    token: "t",
    userAgent: "a",
  });
};

describe("a case that would make something that no tag shows", () => {
  const draft = { body: { locationId: "a", name: 5, slug: 6 }, fault: fault("/name") };

  it("is skipped in an account that others use, with the reason", () => {
    expect(planned(draft)).toEqual({
      id: "kind/one",
      origin: { kind: "kind", name: "one" },
      skipped: expect.stringContaining("tag"),
    });
  });

  it("is sent elsewhere", () => expect(planned(draft, false)).toHaveProperty("case"));

  it.each<[string, Partial<Draft>]>([
    ["the tag can be added to its body", { body: { locationId: "a", name: 5 }, fault: fault("/name") }],
    ["its body is no object, of which nothing can be made", { body: 5, fault: fault("") }],
    ["it has no body", {}],
  ])("is not one where %s", (_, other) => expect(planned(other)).toHaveProperty("case"));
});

it("a text of its own is made of the body as it is bound", () => {
  const one = planned({ body: { locationId: "a", name: "b" }, text: (bound) => `[${bound}]` });
  const request = "case" in one ? one.case.request : undefined;
  expect(JSON.parse(request?.body ?? "")).toEqual([
    { locationId: "a", name: expect.stringMatching(/^ct\S+ b$/) },
  ]);
});
