import { describe, expect, it } from "vitest";
import { validAccepted } from "../../../src/checks/valid-accepted.ts";
import {
  accepted,
  answerOf,
  caseOf,
  exchangeOf,
  faulty,
  judgedBy,
  operation,
  refused,
  told,
} from "./exchanges.ts";

describe("valid-accepted", () => {
  it("passes any success", () => {
    expect(judgedBy(validAccepted, caseOf(), accepted())).toEqual([]);
    expect(judgedBy(validAccepted, caseOf(), answerOf(204, ""))).toEqual([]);
  });

  it("does not apply to what is to be refused or observed, nor to a crash", () => {
    expect(judgedBy(validAccepted, faulty(), refused())).toBeUndefined();
    expect(judgedBy(validAccepted, caseOf({ expect: "observe" }), refused())).toBeUndefined();
    expect(judgedBy(validAccepted, caseOf(), answerOf(502, ""))).toBeUndefined();
  });

  it("leaves a request about a resource to lifecycle", () => {
    const resource = { step: "read", exists: true } as const;
    expect(judgedBy(validAccepted, caseOf({ resource }), refused())).toBeUndefined();
  });

  it("names the success of the docs, or any where they have none", () => {
    const told = (...codes: string[]) => {
      const [response] = Object.values(operation.responses);
      const responses = Object.fromEntries(codes.map((code) => [code, response!]));
      const asked = { ...exchangeOf(caseOf(), refused()), operation: { ...operation, responses } };
      return JSON.stringify(validAccepted.judge(asked)?.[0]?.expected);
    };
    expect(told("101", "201", "422")).toBe('"accepted with 201"');
    expect(told("422")).toBe('"accepted with a success"');
  });

  it.each<[number, unknown, unknown, string]>([
    [422, { reasons: ["no"] }, { reasons: ["no"] }, "422"],
    [302, "", "", "302"],
    [404, "no such way", "no such way", "404"],
    [422, { title: "Unprocessable Entity" }, { title: "Unprocessable Entity" }, "422"],
  ])("tells of a valid body that is answered %i", (code, body, received, place) => {
    expect(told(judgedBy(validAccepted, caseOf(), answerOf(code, body)))).toMatchObject([
      {
        severity: "violation",
        place,
        at: "",
        title: `a valid body is refused with ${code}`,
        expected: "accepted with 200",
        received,
        docs: "/requestBody",
        clause: "create-invoice: POST /invoices takes what its request schema allows.",
      },
    ]);
  });

  const places = (body: unknown): unknown =>
    (told(judgedBy(validAccepted, caseOf(), answerOf(422, body))) as { place: string }[]).map(
      ({ place }) => place,
    );

  it("names the reason that the refusal gives, whatever the body", () => {
    const said = (index: number, value: string) => ({
      status: 422,
      reasons: [`lines.${index}.quantity must not be "${value}" (was ${index * 7})`],
      trace: `0a-${index}`,
    });
    expect(places(said(0, "one"))).toEqual(["422/lines-quantity-must-not-be-was"]);
    expect(places(said(12, "don't know"))).toEqual(places(said(0, "one")));
    expect(places({ reason: "number n-s16-x1 is taken" })).toEqual(["422/number-is-taken"]);
    const taken = judgedBy(validAccepted, caseOf(), answerOf(422, { reason: "number 17 is taken" }));
    expect(taken).toMatchObject([{ title: "a valid body is refused with 422: number 17 is taken" }]);
  });

  it("tells two reasons apart, in one answer as well", () => {
    const reasons = ["state should not be empty", "note is too long", "note is too long"];
    expect(places({ reasons })).toEqual(["422/state-should-not-be-empty", "422/note-is-too-long"]);
  });

  it("cuts a long reason at a word", () => {
    const [place] = places({ reason: "word ".repeat(50) }) as string[];
    expect(place).toMatch(/^422\/(word-)+word$/);
    expect(place!.length).toBeLessThanOrEqual(65);
  });
});
