import { describe, expect, it } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { locationOf, meansTheSame, requestOf } from "../../../src/engine/claim.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { exampleInvoice } from "../../fixtures/tiny-contract.ts";
import { operation } from "../checks/exchanges.ts";
import { runnable } from "./tiny-run.ts";

const underTest = new OperationUnderTest(runnable, operation, 1);
const example = exampleInvoice as JsonObject;
const valid: Draft = { name: "n", expect: "accept", body: example, priority: 1 };
const wrongState: Draft = {
  ...valid,
  expect: "reject",
  fault: { kind: "schema", keyword: "enum", at: instancePointer("/state"), docs: "#/state", expected: "listed" },
}; // biome-ignore format: short
const unpaid: Draft = {
  ...valid,
  expect: "reject",
  fault: { kind: "rule", rule: "paid-names-day" } as never,
};

const means = (draft: Draft, body: Json | undefined): boolean =>
  meansTheSame(underTest, draft, requestOf(underTest, { ...draft, body } as Draft));

describe("the request of a draft", () => {
  it("has the parameters of every request where the draft names none", () => {
    expect(requestOf(underTest, valid)).toEqual({ ...underTest.baseParameters, body: example });
    const header = { "X-Edition": "other" };
    expect(requestOf(underTest, { ...valid, header }).header).toBe(header);
    const { body: _, ...without } = valid;
    expect("body" in requestOf(underTest, without)).toBe(false);
  });

  it("is about the location of its fault, or about the whole", () => {
    expect(locationOf(wrongState)).toBe("/state");
    expect(locationOf(valid)).toBe("");
  });
});

describe("another request means the same", () => {
  it("where both are valid", () => {
    expect(means(valid, { customerId: "c", number: "n" })).toBe(true);
    expect(means(valid, { ...example, state: "lost" })).toBe(false);
    expect(means(valid, { ...example, state: "paid" })).toBe(false);
  });

  it("where it is broken at the same location alone", () => {
    expect(means(wrongState, { customerId: "c", number: "n", state: "lost" })).toBe(true);
    expect(means(wrongState, { customerId: "c", number: "n", state: 5 })).toBe(true);
    expect(means(wrongState, { customerId: "c", number: "n" })).toBe(false);
    expect(means(wrongState, { customerId: "c", state: "lost" })).toBe(false);
    expect(means(wrongState, { ...example, state: "lost", discount: 99 })).toBe(false);
    expect(means(wrongState, undefined)).toBe(false);
  });

  it("where it breaks the same rule, and nothing else", () => {
    const minimal = { customerId: "c", number: "n" };
    expect(means(unpaid, { ...minimal, state: "paid" })).toBe(true);
    expect(means(unpaid, { ...minimal, state: "paid", paidOn: "2024-01-01" })).toBe(false);
    expect(means(unpaid, { ...minimal, state: "sent" })).toBe(false);
    expect(means(unpaid, { ...minimal, state: "paid", discount: 99 })).toBe(false);
  });

  it("never where a guard was left out, which is no fault of the body", () => {
    const guard: Draft = { ...valid, expect: "reject", fault: { kind: "token", guard: "no-token" } as never };
    expect(means(guard, example)).toBe(false);
  });

  it("where what is only observed is valid as well", () => {
    const observed: Draft = { ...valid, expect: "observe" };
    expect(means(observed, { customerId: "c", number: "n" })).toBe(true);
    expect(means(observed, { customerId: "c" })).toBe(false);
    expect(means(observed, { ...example, state: "paid" })).toBe(false);
  });
});
