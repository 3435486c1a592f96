import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { NOTHING, words } from "../../../src/checks/violation/words.ts";
import { WHOLE } from "../../../src/contract/pointers.ts";
import type { RequestCondition } from "../../../src/findings/request-condition.ts";
import { isSeen, type Seen, type Shown, shownBy } from "../../../src/findings/seen.ts";
import { answerOf } from "../checks/exchanges.ts";

const violation = (
  received: unknown,
  subject: Violation["subject"] = { kind: "named", name: "a" },
): Violation => ({
  severity: "violation",
  subject,
  at: WHOLE,
  title: "a",
  expected: 1,
  received,
  docs: "#/",
  clause: "",
});

const reason = (text: string): Violation["subject"] => ({ kind: "status", status: 422, reason: text });

describe("an exchange shows", () => {
  const refusal = answerOf(422, { message: ["lines.0.price must be a number", "note is too long"] });

  it.each<[string, Violation, Shown]>([
    ["the value that came back", violation({ a: [1] }), { value: { a: [1] } }],
    ["null as a value", violation(null), { value: null }],
    ["no value where nothing came back", violation(NOTHING), {}],
    ["no value where none is told", violation(undefined), {}],
    ["the status, and the words of the reason that it is about", violation({}, reason("note-is-too-long")), { status: 422, words: "note is too long" }],
    ["the status alone where the answer gives no reason", violation("", { kind: "status", status: 422 }), { status: 422, words: "" }],
    ["the status, and a header that came back", violation("text/html", { kind: "status", status: 422 }), { status: 422, words: "text/html" }],
    ["the status, and what is told in words", violation(words("accepted")), { status: 422, words: "accepted" }],
  ])("%s", (_, shown, want) => {
    expect(shownBy(shown, refusal)).toEqual(want);
  }); // biome-ignore format: a table reads better in lines
});

describe("what was seen before", () => {
  const value = (one: unknown) => ({ value: one }) as Shown;

  it.each<[string, Seen, Shown, boolean]>([
    ["a value", { const: "#A" }, value("#A"), true],
    ["another value", { const: "#A" }, value("#B"), false],
    ["no value", { const: "#A" }, {}, false],
    ["null", { const: "#A" }, value(null), false],
    ["an empty object", { const: {} }, value({}), true],
    ["an object with entries", { const: {} }, value({ 0: 1 }), false],
    ["an empty list for an object", { const: {} }, value([]), false],
    ["any value of a shape", { type: "string" }, value("b"), true],
    ["a value of another shape", { type: "string" }, value(7), false],
    ["nothing", false, {}, true],
    ["something, where there was nothing", false, value(1), false],
    ["nothing, where anything may come", true, {}, false],
    ["nothing, where it is one of several", { anyOf: [{ const: 1 }, false] }, {}, true],
    ["a value, where nothing is one of several", { anyOf: [{ const: 1 }, false] }, value(1), true],
    ["neither of several", { anyOf: [{ const: 1 }, false] }, value(2), false],
    ["a status", { status: 201 }, { status: 201 }, true],
    ["another status", { status: 201 }, { status: 202 }, false],
    ["a value, where it was a status", { status: 201 }, value(201), false],
    ["a status, where it was a value", { const: 201 }, { status: 201 }, false],
    ["the words", { status: 422, words: "must be a day" }, { status: 422, words: "a.0.days must be a day" }, true],
    ["the words about another item", { status: 422, words: "a.0.b must be" }, { status: 422, words: "a.7.b must be 'x'" }, true],
    ["other words", { status: 422, words: "must be a day" }, { status: 422, words: "is too long" }, false],
    ["no words", { status: 422, words: "must be a day" }, { status: 422 }, false],
    ["the words with another status", { status: 422, words: "must be a day" }, { status: 400, words: "must be a day" }, false],
    ["any words, where none are named", { status: 422 }, { status: 422, words: "must be a day" }, true],
  ])("%s", (_, seen, shown, is) => {
    expect(isSeen(seen, undefined, shown)).toBe(is);
  }); // biome-ignore format: a table reads better in lines

  const guess = { status: 422, words: "teamMembers should not be empty", guessed: true };
  const when: RequestCondition = {
    body: { required: ["kind", "teamMembers"], properties: { teamMembers: { maxItems: 0 } } },
  };

  it.each<[string, Shown, boolean]>([
    ["the guessed words", { status: 422, words: "teamMembers should not be empty" }, true],
    ["other words about the same field", { status: 422, words: "teamMembers must contain at least 1 elements" }, true],
    ["people's words for the same field", { status: 422, words: "Add a team member first" }, true],
    ["words about another field", { status: 422, words: "name should not be empty" }, false],
    ["words about no field", { status: 422, words: "something went wrong" }, false],
    ["the same words with another status", { status: 400, words: "teamMembers should not be empty" }, false],
  ])("where words are guessed, %s", (_, shown, is) => {
    expect(isSeen(guess, when, shown)).toBe(is);
  }); // biome-ignore format: a table reads better in lines
});
