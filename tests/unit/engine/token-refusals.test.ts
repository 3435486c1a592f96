import { describe, expect, it } from "vitest";
import type { Operation } from "../../../src/contract/contract.ts";
import { TOKEN_VARIABLE } from "../../../src/core/project.ts";
import { TokenRefusals } from "../../../src/engine/token-refusals.ts";
import { contract } from "../../fixtures/project.ts";
import { answered, caseNamed } from "./cases.ts";

const VALID = caseNamed("valid");

const created = contract.operations["create-calendar"] as Operation;
const OPERATIONS = { [VALID.operation]: created, reading: { ...created, id: "reading" } };

describe("a refusal that a wrong token would explain", () => {
  it.each([
    ["401 to what must be accepted", "accept", 401, true],
    ["403 to what must be accepted", "accept", 403, true],
    ["401 to what must be refused", "reject", 401, false],
    ["401 to what is only observed", "observe", 401, false],
    ["400", "accept", 400, false],
    ["404", "accept", 404, false],
    ["a success", "accept", 200, false],
  ] as const)("is held back: %s", (_, expectation, status, isHeld) => {
    const refusals = new TokenRefusals(OPERATIONS);
    expect(refusals.hold({ ...VALID, expect: expectation }, answered(status))).toBe(isHeld);
  });

  it("says nothing of the endpoint while no request succeeds, and the first one says why", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    expect(refusals.reason("http://x")).toBeUndefined();
    refusals.hold(VALID, answered(403));
    refusals.hold(VALID, answered(401));
    refusals.hold(VALID, answered(400));
    expect(refusals.judged).toEqual([]);
    expect(refusals.reason("http://x")).toBe(
      `o (scope calendars.write) could not be judged: http://x refuses the token with 403 "{}": check that ${TOKEN_VARIABLE} is a token of this account, with the scope calendars.write`,
    );
  });

  it("repeats the endpoint's own words", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    refusals.hold(VALID, { ...answered(401), text: '{"message":"not for this scope"}' });
    expect(refusals.reason("http://x")).toContain('with 401 "not for this scope"');
  });

  it("is not blamed on the token where its words name a header", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    refusals.hold(VALID, { ...answered(401), text: '{"message":"version header is invalid"}' });
    expect(refusals.reason("http://x")).toMatch(
      /refuses it with 401 "version header is invalid": it speaks of the header Version: look which values it takes$/,
    );
    expect(refusals.reason("http://x")).not.toContain(TOKEN_VARIABLE);
  });

  it("is told by operation: a success of another one explains nothing", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    refusals.hold(VALID, answered(200));
    refusals.hold({ ...caseNamed("read"), operation: "reading" }, answered(401));
    expect(refusals.judged).toEqual([]);
    expect(refusals.reason("http://x")).toMatch(/^reading \(scope calendars\.write\) could not be judged: /);
  });

  it("makes an operation hopeless once eight cases are refused and none is accepted", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    for (let count = 0; count < 7; count++) refusals.hold(VALID, answered(401));
    expect(refusals.isHopeless(VALID.operation)).toBe(false);
    refusals.hold(VALID, answered(403));
    expect(refusals.isHopeless(VALID.operation)).toBe(true);
    expect(refusals.isHopeless("another")).toBe(false);
    refusals.hold(VALID, answered(200));
    expect(refusals.isHopeless(VALID.operation)).toBe(false);
  });

  it("is judged where the token is accepted elsewhere, before or after", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    refusals.hold(caseNamed("first"), answered(401));
    refusals.hold(VALID, answered(201));
    refusals.hold(caseNamed("second"), answered(403));
    expect(refusals.judged.map((held) => [held.case.id, held.answer.status])).toEqual([
      ["k/first", 401],
      ["k/second", 403],
    ]);
    expect(refusals.reason("http://x")).toBeUndefined();
  });

  it("names each operation once, those that the contract does not know without their scopes", () => {
    const scopes = ["a.read", "a.write"];
    const operations = { o: created, reading: { ...created, security: { ...created.security!, scopes } } };
    const refusals = new TokenRefusals(operations);
    for (const operation of ["o", "reading", "o", "gone"])
      refusals.hold(caseNamed("a", { operation }), answered(401));
    expect(refusals.reason("http://x")).toMatch(
      /^o \(scope calendars\.write\), reading \(scope a\.read, a\.write\), gone could not be judged: /,
    );
  });

  it("is told without advice where the contract does not know the operation, or the docs no scope", () => {
    const { security: _, ...open } = created;
    const reasonOf = (operations: { readonly [id: string]: Operation }) => {
      const refusals = new TokenRefusals(operations);
      refusals.hold(VALID, answered(401));
      return refusals.reason("http://x");
    };
    expect(reasonOf({})).toBe('o could not be judged: http://x refuses the token with 401 "{}"');
    expect(reasonOf({ o: open })).toMatch(/^o could not be judged: .*: check that /);
  });

  it("is judged at once where a thousand are held back and the token has been accepted", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    for (let count = 0; count < 1000; count++) refusals.hold(VALID, answered(401));
    expect(refusals.hold(VALID, answered(401))).toBe(true);
    refusals.hold(VALID, answered(200));
    expect(refusals.hold(VALID, answered(401))).toBe(false);
    expect(refusals.judged).toHaveLength(1001);
  });

  it("is held back as the thousandth, also of an operation that has accepted the token", () => {
    const refusals = new TokenRefusals(OPERATIONS);
    refusals.hold(VALID, answered(200));
    const isHeld = Array.from({ length: 1001 }, () => refusals.hold(VALID, answered(401)));
    expect([isHeld[999], isHeld[1000]]).toEqual([true, false]);
  });
});
