import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Check, Violation } from "../../../src/checks/check.ts";
import { CHECKS } from "../../../src/checks/index.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { instancePointer, WHOLE } from "../../../src/contract/pointers.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { judge } from "../../../src/engine/judge.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";
import { accepted, answerOf, caseOf, faulty, refused } from "../checks/exchanges.ts";

/** The checks that are tripped, and those that do not apply. */
function verdict(tried: Case, answer: Answer): { failed: string[]; silent: string[] } {
  const judgements = judge(tinyContract, CHECKS, tried, answer);
  expect(judgements.map(({ check }) => check)).toEqual(CHECKS.map(({ id }) => id));
  return {
    failed: judgements
      .filter(({ violations }) => violations?.some(({ severity }) => severity === "violation"))
      .map(({ check }) => check),
    silent: judgements.filter(({ violations }) => violations === undefined).map(({ check }) => check),
  };
}

const example = exampleInvoice as object;

const EXAMPLE: Violation = {
  severity: "observation",
  subject: { kind: "named", name: "one" },
  at: WHOLE,
  title: "",
  expected: 1,
  received: 2,
  docs: "#/",
  clause: "",
};

describe("every check over one exchange", () => {
  it("is silent about an endpoint that keeps its docs", () => {
    expect(verdict(caseOf(), accepted()).failed).toEqual([]);
    expect(verdict(faulty(), refused()).failed).toEqual([]);
  });

  it.each<[string, Case, Answer]>([
    ["no-crash", caseOf(), answerOf(500, "")],
    ["status", faulty(), answerOf(409, {})],
    ["content-type", caseOf(), { ...accepted(), headers: {} }],
    ["json", caseOf(), answerOf(200, "oops")],
    ["invalid-refused", faulty(), accepted()],
    ["valid-accepted", caseOf(), refused()],
    ["response-schema", caseOf(), accepted({ ...example, discount: 99 })],
    ["echo", caseOf(), accepted({ ...example, state: "paid" })],
  ])("has one fault that only %s catches", (check, tried, answer) => {
    expect(verdict(tried, answer).failed).toEqual([check]);
  });

  it("has a test for each check", async () => {
    const files = await readdir(new URL("../checks", import.meta.url));
    expect(files).toEqual(expect.arrayContaining(CHECKS.map(({ id }) => `${id}.test.ts`)));
  });
});

describe("of two checks that speak of one place", () => {
  it("the first has the word, and what lies below is told with it", () => {
    const answer = accepted({ ...example, state: 5, billTo: "1 Long Street" });
    const judgements = judge(tinyContract, CHECKS, caseOf(), answer);
    const places = (id: string) =>
      judgements.find(({ check }) => check === id)?.violations?.map(({ at }) => at);
    expect(places("response-schema")).toEqual(["/invoice/state", "/invoice/billTo"]);
    expect(places("echo")).toEqual([]);
  });

  it("both are heard where they speak of different places", () => {
    const answer = accepted({ ...example, state: 5, number: "other" });
    expect(verdict(caseOf(), answer).failed).toEqual(["response-schema", "echo"]);
  });
});

describe("of several checks", () => {
  const at = (...pointers: string[]): Check => ({
    id: pointers.join(),
    claim: "it holds",
    judge: () => pointers.map((pointer) => ({ ...EXAMPLE, at: instancePointer(pointer) })),
  });
  const kept = (...checks: Check[]) =>
    judge(tinyContract, checks, caseOf(), accepted()).map(({ violations }) =>
      violations?.map((violation) => violation.at),
    );

  it.each<[string, string[], string[]]>([
    ["the same location", ["/a/b"], []],
    ["what lies below", ["/a/b/c", "/a/b/0/d"], []],
    ["what lies around it", ["/a"], ["/a"]],
    ["another location whose name begins alike", ["/a/bc"], ["/a/bc"]],
    ["the whole", [""], [""]],
  ])("the later one tells of no location that is told: %s", (_, later, left) => {
    expect(kept(at("/a/b", ""), at(...later))[1]).toEqual(left);
  });

  it("one tells of as many locations as it finds", () => {
    expect(kept(at("/a", "/a/b", "/a"))).toEqual([["/a", "/a/b", "/a"]]);
  });

  it("each gets the body where it is JSON, whatever the status", () => {
    const bodies = (answer: Answer) => {
      const seen: unknown[] = [];
      const judgeOf: Check["judge"] = (exchange) => {
        seen.push("json" in exchange ? exchange.json : "none");
        return [];
      };
      judge(tinyContract, [{ id: "seeing", claim: "it holds", judge: judgeOf }], caseOf(), answer);
      return seen[0];
    };
    expect(bodies(answerOf(200, { a: 1 }))).toEqual({ a: 1 });
    expect(bodies(answerOf(418, { a: 1 }))).toEqual({ a: 1 });
    expect([bodies(answerOf(200, "<p>")), bodies(answerOf(418, ""))]).toEqual(["none", "none"]);
  });
});

describe("an operation", () => {
  it("is found by its id, and missed with the list of those there are", () => {
    expect(operationOf(tinyContract, "get-invoice").method).toBe("GET");
    expect(() => operationOf(tinyContract, "get-bill")).toThrow(SuiteError);
    expect(() => operationOf(tinyContract, "get-bill")).toThrow(
      /get-bill.*create-invoice, get-invoice, delete-invoice/,
    );
  });
});

describe("of more violations in one answer than are reported", () => {
  const found = (count: number, severity: "violation" | "observation" = "observation") =>
    Array.from(
      { length: count },
      (_, nth): Violation => ({
        ...EXAMPLE,
        severity: nth === count - 1 ? severity : "observation",
        subject: { kind: "named", name: `s${nth}` },
        title: `t${nth}`,
      }),
    );
  const check = (violations: readonly Violation[]): Check => ({
    id: "many",
    claim: "it holds",
    judge: () => violations,
  });
  const judgedWith = (violations: readonly Violation[]) =>
    judge(tinyContract, [check(violations)], caseOf(), accepted())[0]?.violations ?? []; // biome-ignore format: short

  it("all are there up to the limit", () => expect(judgedWith(found(500))).toHaveLength(500));

  it("one stands for the others, as severe as the worst of them", () => {
    const [last] = judgedWith(found(503, "violation")).slice(500);
    expect(last).toMatchObject({
      severity: "violation",
      subject: { kind: "named", name: "others" },
      title: "3 more in one answer, the first of them: t502",
    });
    expect(judgedWith(found(503)).at(-1)).toMatchObject({
      severity: "observation",
      title: "3 more in one answer, the first of them: t500",
    });
  });

  it("none stands for those that are about the same as one of the first", () => {
    const same = found(503, "violation").map((one) => ({ ...one, subject: EXAMPLE.subject }));
    expect(judgedWith(same)).toHaveLength(500);
    const [last] = judgedWith([...same, ...found(1)]).slice(500);
    expect(last?.title).toBe("1 more in one answer, the first of them: t0");
  });
});
