import { describe, expect, it } from "vitest";
import { Judging } from "../../../src/engine/judging.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";
import { accepted, answerOf, caseOf } from "../checks/exchanges.ts";

const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe("judging the answers of a run", () => {
  it("tells the judgement of every check, then each violation as a finding", () => {
    const judging = new Judging(tinyContract);
    const [judged, ...found] = judging.judge(caseOf(), answerOf(500, ""));
    expect(judged).toMatchObject({ type: "judged", case: { id: "example/docs" }, answer: { status: 500 } });
    expect(judged.judgements.map(({ check }) => check)).toContain("echo");
    expect(found).toMatchObject([
      { type: "found", finding: { check: "no-crash", fingerprint: "create-invoice/no-crash/500", count: 1 } },
    ]);
    expect(judging.judge(caseOf(), answerOf(500, ""))[1]).toMatchObject({ finding: { count: 2 } });
    expect(judging.findings).toMatchObject([{ fingerprint: "create-invoice/no-crash/500", count: 2 }]);
  });

  it("finds nothing where all holds", () => {
    const judging = new Judging(tinyContract);
    const body = { customerId: "c", number: "n", state: "draft", urgent: true };
    const answer = accepted({ ...body, billTo: { street: "a" } });
    expect(typesOf(judging.judge(caseOf({ body }), answer))).toEqual(["judged"]);
    expect(judging.findings).toEqual([]);
  });

  it("remembers what came before for each endpoint that was recorded", () => {
    const judging = new Judging(tinyContract);
    const twice = (id: string, source?: "live" | "sandbox") =>
      judging
        .judge(caseOf({ id, ...(source === undefined ? {} : { source }) }), accepted())
        .flatMap((event) => (event.type === "found" ? [event.finding.check] : []));
    expect(twice("a/1")).not.toContain("identity");
    expect(twice("a/2", "live")).not.toContain("identity");
    expect(twice("a/3", "sandbox")).not.toContain("identity");
    expect(twice("a/4")).toContain("identity");
    expect(twice("a/5", "live")).toContain("identity");
  });
});
