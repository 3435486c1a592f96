import { describe, expect, it } from "vitest";
import type { Operation } from "../../../src/contract/contract.ts";
import { SameAnswers } from "../../../src/engine/same-answers.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";
import { caseNamed } from "./cases.ts";

const operation = Object.values(tinyContract.operations).find(({ requestBody }) => requestBody) as Operation;
const JSON_TYPE = { "content-type": "application/json" };
const answer = (status: number, text: string, headers: Answer["headers"] = JSON_TYPE): Answer => ({
  status,
  text,
  headers,
});

/** Takes the same answers as so many requests would get, and tells how many of them may be judged. */
function taken(
  answers: readonly Answer[],
  isTrusted = false,
  expect: Case["expect"] = "reject",
): { same: SameAnswers; judged: number[] } {
  const same = new SameAnswers(operation, isTrusted);
  const judged = answers.map((one, index) => {
    const asked = caseNamed(String(index), { operation: operation.id, expect });
    return same.take({ case: asked, answer: one, isRefusal: false }).length;
  });
  return { same, judged };
}

const times = (count: number, one: Answer): Answer[] => Array.from({ length: count }, () => one);
const EDGE = answer(403, "error code: 1010", {});

describe("one and the same answer to every request", () => {
  it("is held back, and ends the run at the fifteenth, in the endpoint's words", () => {
    const { same, judged } = taken(times(14, EDGE));
    expect(judged).toEqual(Array(14).fill(0));
    expect(same.reason("http://x", false)).toBeUndefined();
    same.take({ case: caseNamed("15"), answer: EDGE, isRefusal: false });
    expect(same.reason("http://x", false)).toContain(
      'http://x gives one and the same answer to all 15 requests: 403 "error code: 1010"; ',
    );
    expect(same.rest()).toEqual([]);
  });

  it("counts as the same whatever its trace and time are", () => {
    const traced = (nth: number) => answer(403, `{"message":"no access","traceId":"a${nth}f-0${nth}"}`);
    const { judged } = taken([traced(1), traced(2), traced(3)]);
    expect(judged).toEqual([0, 0, 0]);
  });

  it("is judged in its turn as soon as another one comes, and from then on at once", () => {
    const { same, judged } = taken([EDGE, EDGE, answer(400, "{}"), EDGE]);
    expect(judged).toEqual([0, 0, 3, 1]);
    expect(same.reason("http://x", true)).toBeUndefined();
  });

  it("differs where the status alone does", () => {
    expect(taken([answer(400, "{}"), answer(422, "{}")]).judged).toEqual([0, 2]);
  });

  it("says nothing where it came to fewer than four requests, which are judged at the end", () => {
    const few = taken(times(3, EDGE)).same;
    expect(few.reason("http://x", true)).toBeUndefined();
    expect(few.rest()).toHaveLength(3);
    const enough = taken(times(4, EDGE)).same;
    expect(enough.rest()).toEqual([]);
    expect(enough.reason("http://x", true)).toContain("to all 4 requests");
  });

  it("is judged as it comes where it is an error of the server", () => {
    expect(taken(times(3, answer(500, "{}"))).judged).toEqual([1, 1, 1]);
  });

  it("is no sign of a wrong address where it is JSON for a success, and no request had to be refused", () => {
    const { same } = taken(times(20, answer(200, "{}")), false, "accept");
    expect(same.reason("http://x", false)).toBeUndefined();
    expect(same.rest()).toHaveLength(20);
    expect(taken(times(20, answer(200, "<p>")), false, "accept").same.rest()).toEqual([]);
  });

  it("is no sign of a wrong address where it refuses bodies that had to be refused, and no others", () => {
    const plain = times(20, answer(400, '{"message":"Bad Request"}'));
    expect(taken(plain).same.reason("http://x", false)).toBeUndefined();
    expect(taken(plain).same.rest()).toHaveLength(20);
    expect(taken(plain, false, "accept").same.reason("http://x", false)).toContain('400 "Bad Request"');
  });

  it("is not waited for where the answers are known to be the endpoint's", () => {
    expect(taken(times(2, EDGE), true).judged).toEqual([1, 1]);
  });

  it.each<[string, Answer, string]>([
    ["a page", answer(200, "<title>Sign in</title>", {}), "a firewall, a bot check or a sign-in page"],
    ["a missing path", answer(404, "<h1>Not found</h1>", {}), `the docs' path ${operation.path} follows`],
    ["a refusal in JSON", answer(403, '{"message":"no access"}'), "is a token of this account"],
    ["a success in JSON", answer(200, "{}"), "look whether --target is the API's address"],
    ["words about a header", answer(401, `{"message":"${operation.parameters[0]?.name} header is invalid"}`), `the header ${operation.parameters[0]?.name}`],
  ])("comes with what to do: %s", (_, one, advice) => {
    expect(taken(times(15, one)).same.reason("http://x", false)).toContain(advice);
  }); // biome-ignore format: a table reads better in lines

  it("is not waited for where it has the id of what was made", () => {
    for (const id of ["1", 1])
      expect(taken([answer(200, JSON.stringify({ invoice: { id } }))]).judged).toEqual([1]);
  });

  it.each<[string, Answer, Partial<Case>]>([
    ["an empty id", answer(200, '{"invoice":{"id":""}}'), {}],
    ["no id", answer(200, '{"invoice":{}}'), {}],
    ["an id that is none", answer(200, '{"invoice":{"id":true}}'), {}],
    ["an id in a refusal", answer(400, '{"invoice":{"id":"1"}}'), {}],
    ["an id of another operation", answer(200, '{"invoice":{"id":"1"}}'), { operation: "get-invoice" }],
  ])("is waited for where it has %s", (_, one, more) => {
    const same = new SameAnswers(operation, false);
    const asked = caseNamed("a", { operation: operation.id, ...more });
    expect(same.take({ case: asked, answer: one, isRefusal: false })).toEqual([]);
  });

  it("differs where a word without a digit does, and where there are more of them", () => {
    const said = (...texts: string[]) => taken(texts.map((text) => answer(403, text))).judged;
    expect(said("no access", "no entry")).toEqual([0, 2]);
    expect(said("no access", "no access now")).toEqual([0, 2]);
    expect(said("a1 17 x-2", "b22 4 y-333")).toEqual([0, 0]);
  });

  it("is JSON for a success, and a sign of a wrong address, where one of many requests had to be refused", () => {
    const same = new SameAnswers(operation, false);
    for (let nth = 0; nth < 15; nth++)
      same.take({
        case: caseNamed(String(nth), { expect: nth === 7 ? "reject" : "accept" }),
        answer: answer(200, "{}"),
        isRefusal: false,
      });
    expect(same.reason("http://x", false)).toContain("look whether --target is the API's address");
  });
});

describe("one and the same success to every valid request", () => {
  const CSV = { description: "", mediaType: "text/csv" };
  const NOTHING = { description: "" };
  it.each<[string, object, Answer, boolean]>([
    ["is the endpoint's where the docs promise no body, and there is none", NOTHING, answer(200, "", {}), false],
    ["is none where the docs promise no body, and there is one", NOTHING, answer(200, "<html>", {}), true],
    ["is the endpoint's where it has the type that the docs promise", CSV, answer(200, "a;b", { "content-type": "text/csv; charset=utf-8" }), false],
    ["is none where it has another type", CSV, answer(200, "a", { "content-type": "text/html" }), true],
    ["is none where it has no type", CSV, answer(200, "a", {}), true],
    ["is none where the docs promise JSON", { description: "", schema: { type: "object" } }, answer(200, "", {}), true],
  ])("%s", (_, promised, one, isUnreached) => {
    const same = new SameAnswers({ ...operation, responses: { "200": promised } } as Operation, false);
    for (const name of ["a", "b", "c", "d"])
      same.take({ case: caseNamed(name, { operation: operation.id, expect: "accept" }), answer: one, isRefusal: false });
    expect(same.reason("http://x", true) !== undefined).toBe(isUnreached);
  }); // biome-ignore format: a table reads better in lines
});
