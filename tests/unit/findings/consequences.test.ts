import { describe, expect, it } from "vitest";
import type { Found } from "../../../src/findings/alike.ts";
import { withoutConsequences } from "../../../src/findings/consequences.ts";

type Parts = { readonly [part: string]: unknown };

/** A finding of a check, with what its violation and its case hold beside. */
const found = (check: string, violation: Parts, more: Parts = {}): Found =>
  ({
    fingerprint: `${check}/${JSON.stringify(violation.subject)}`,
    check,
    severity: "violation",
    status: "new",
    count: 1,
    firstRequest: 1,
    violation: { at: "", received: "", ...violation },
    case: { operation: "make", ...(more.case as object) },
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== "case")),
  }) as unknown as Found;

const status = (code: number, reason?: string) => ({ kind: "status", status: code, reason });
const location = (at: string) => ({ kind: "location", at });
const inList = { case: { operation: "list", resource: { step: "list", exists: true } } };

const refused = found("valid-accepted", { subject: status(413, "too-large") });
const missing = found("invalid-refused", { subject: location("/name"), at: "/name" });
const shared = found(
  "identity",
  { subject: location("/id"), at: "/id", received: "a" },
  { exchanges: [1, 2] },
);
const comesBack = (at: string, exchanges: number[]) =>
  found("echo", { subject: location(at), at }, { exchanges });
const inverted = found(
  "echo",
  { subject: location("/on"), at: "/on" },
  { causes: new Set(["inverted boolean"]) },
);

const life = (name: string, resource: Parts) =>
  found("lifecycle", { subject: { kind: "named", name } }, { case: { operation: `life-${name}`, resource } });
const goneInRead = life("others-gone", { step: "read", id: "b" });

describe("withoutConsequences", () => {
  it.each<[string, { cause: Found; one: Found; isOne: boolean }]>([
    [
      "what was deleted with another one is not there to be deleted",
      { cause: goneInRead, one: life("others-gone", { step: "delete", id: "b" }), isOne: true },
    ],
    [
      "a deletion that is refused",
      { cause: goneInRead, one: life("delete-refused", { step: "delete", id: "b" }), isOne: false },
    ],
    [
      "the status of a refusal",
      { cause: refused, one: found("status", { subject: status(413) }), isOne: true },
    ],
    ["another status", { cause: refused, one: found("status", { subject: status(409) }), isOne: false }],
    [
      "an item without what may be missing",
      {
        cause: missing,
        one: found("response-schema", { subject: location("/all/-/name"), at: "/all/0/name" }, inList),
        isOne: true,
      },
    ],
    [
      "an item without something else",
      {
        cause: missing,
        one: found("response-schema", { subject: location("/all/-/id"), at: "/all/0/id" }, inList),
        isOne: false,
      },
    ],
    [
      "a difference in answers that all have another's id",
      {
        cause: shared,
        one: found("echo", { subject: location("/name"), at: "/name" }, { exchanges: [2] }),
        isOne: true,
      },
    ],
    [
      "a difference in other answers too",
      {
        cause: shared,
        one: found("echo", { subject: location("/name"), at: "/name" }, { exchanges: [2, 3] }),
        isOne: false,
      },
    ],
    [
      "a default that is changed alike",
      {
        cause: inverted,
        one: found("default", { subject: location("/on"), at: "/on", cause: "inverted boolean" }),
        isOne: true,
      },
    ],
    [
      "a default that is another one",
      {
        cause: inverted,
        one: found("default", { subject: location("/on"), at: "/on", cause: "set to null" }),
        isOne: false,
      },
    ],
  ])("tells %s with its cause, and nothing else", (_, { cause, one, isOne }) => {
    const beside = one.check === "echo" ? ["/a", "/b", "/c", "/d"].map((at) => comesBack(at, [1])) : [];
    const told = withoutConsequences([one, cause, ...beside]);
    expect(told.includes(one)).toBe(!isOne);
    const parts = told.find(({ check }) => check === cause.check)?.parts ?? [];
    expect(parts.includes(one.fingerprint)).toBe(isOne);
  });

  it("leaves what is known as it is", () => {
    const known = { ...found("status", { subject: status(413) }), status: "known" };
    expect(withoutConsequences([known, refused])).toEqual([known, refused]);
  });
});
