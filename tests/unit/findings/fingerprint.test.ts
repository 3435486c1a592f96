import { describe, expect, it } from "vitest";
import { fingerprintOf, readFingerprint } from "../../../src/findings/fingerprint.ts";

describe("a fingerprint", () => {
  it("is read as it was written", () => {
    const text = fingerprintOf("create-invoice", "valid-accepted", {
      kind: "status",
      status: 422,
      reason: "no-such-thing",
    });
    expect(text).toBe("create-invoice/valid-accepted/422/no-such-thing");
    expect(readFingerprint(text)).toEqual({
      operation: "create-invoice",
      check: "valid-accepted",
      subject: "422/no-such-thing",
    });
  });

  it("may be a pattern, with the check in full", () =>
    expect(readFingerprint("*/echo/*")).toEqual({ operation: "*", check: "echo", subject: "*" }));

  it.each([
    "op/*/a",
    "*",
    "op/echo",
    "op/echo/",
    "op/echo/a b",
    "o p/echo/a",
    "x op/echo/a",
    "op/echo/a b/c/d",
    "op//a",
    "/echo/a",
    "op/Echo/a",
  ])("%s is none", (text) => expect(readFingerprint(text)).toBeUndefined());
});
