import { describe, expect, it } from "vitest";
import { invalidRefused } from "../../../src/checks/invalid-refused.ts";
import { WHOLE } from "../../../src/contract/pointers.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy, refusable, refused, told } from "./exchanges.ts";

describe("invalid-refused", () => {
  it("passes an endpoint that refuses the fault, with whatever status below 500", () => {
    for (const answer of [refused(), answerOf(400, {}), answerOf(418, ""), answerOf(302, "")])
      expect(judgedBy(invalidRefused, faulty(), answer)).toEqual([]);
  });

  it("does not apply to what is to be accepted or observed, nor to a crash", () => {
    expect(judgedBy(invalidRefused, caseOf(), accepted())).toBeUndefined();
    expect(judgedBy(invalidRefused, { ...faulty(), expect: "observe" }, accepted())).toBeUndefined();
    expect(judgedBy(invalidRefused, caseOf({ expect: "reject" }), accepted())).toBeUndefined();
    expect(judgedBy(invalidRefused, faulty(), answerOf(500, ""))).toBeUndefined();
  });

  it("tells of a fault that is accepted, with its value", () => {
    const tried = faulty({ at: "/state", keyword: "enum", expected: 'one of "draft"' }, { state: "sold" });
    expect(told(judgedBy(invalidRefused, tried, accepted()))).toEqual([
      {
        severity: "violation",
        place: "state:enum",
        at: "/state",
        cause: "enum",
        spread: { around: ["/state"] },
        title: 'state = "sold" is accepted, against enum',
        expected: 'refused with 400 or 401 or 422: state must be one of "draft"',
        received: "accepted with 200",
        docs: "#/state",
        clause: 'state: string, one of "draft", "sent", "paid", default "draft"',
      },
    ]);
  });

  it("tells how a request is broken that is accepted, and of several faults at once", () => {
    const clause = { docs: "#/body", expected: "a JSON object" } as const;
    const broken = refusable({ kind: "request", how: "not-json", ...clause });
    expect(judgedBy(invalidRefused, broken, accepted())).toMatchObject([
      { place: "body:request/not-json", title: "a broken request is accepted: not json", at: "" },
    ]);
    const several = refusable({ kind: "several", ...clause }, {});
    expect(judgedBy(invalidRefused, several, accepted())).toMatchObject([
      { place: "body:several", title: "body = {} is accepted, against several" },
    ]);
  });

  it("leaves rules and guards to other checks", () => {
    const clause = { docs: "#", expected: "" } as const;
    const rule = refusable({ kind: "rule", rule: "r", at: WHOLE, ...clause });
    expect(judgedBy(invalidRefused, rule, accepted())).toBeUndefined();
    const guard = refusable({ kind: "token", guard: "no-token", ...clause });
    expect(judgedBy(invalidRefused, guard, accepted())).toBeUndefined();
  });

  it.each([
    [
      "/customerId",
      "required",
      {},
      "customerId:required",
      "customerId left out is accepted, against required",
    ],
    ["/lines/3/quantity", "minimum", { lines: [] }, "lines[].quantity:minimum", "lines[].quantity left out"],
    ["", "type", [], "body:type", "body = [] is accepted"],
  ])("names the place %j the same from run to run", (at, keyword, body, place, title) => {
    const [violation] = judgedBy(invalidRefused, faulty({ at, keyword }, body), answerOf(201, ""))!;
    expect(violation).toMatchObject({ place, title: expect.stringContaining(title) });
  });
});
