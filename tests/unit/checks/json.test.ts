import { describe, expect, it } from "vitest";
import { json } from "../../../src/checks/json.ts";
import { takeAnswer } from "../../../src/http/take-answer.ts";
import { answerOf, astray, brokenRequests, caseOf, judgedBy, told } from "./exchanges.ts";

describe("json", () => {
  it.each(['{"a":1}', "[]", "null", '"text"', " 1\n"])("passes %s", (text) => {
    expect(judgedBy(json, caseOf(), answerOf(200, text))).toEqual([]);
  });

  it.each([
    ["an empty body", "", ""],
    ["not JSON", "<html>", "<html>"],
    ["not JSON", '{"a":1', '{"a":1'],
    ["not JSON", "{'a':1}", "{'a':1}"],
    ["not JSON", '{"a":1} trailing', '{"a":1} trailing'],
    ["not JSON", "x".repeat(300), `${"x".repeat(200)}…`],
    ["JSON encoded twice", JSON.stringify('{"a":1}'), JSON.stringify('{"a":1}')],
  ])("tells of %s: %s", (how, text, received) => {
    expect(told(judgedBy(json, caseOf(), answerOf(200, text)))).toMatchObject([
      {
        place: "200",
        at: "",
        title: `body of 200 is ${how}`,
        expected: "a JSON text",
        received,
        clause: "200 InvoiceAnswer: application/json.",
      },
    ]);
  });

  it("shows a body of 200 characters whole", () => {
    const text = "x".repeat(200);
    expect(judgedBy(json, caseOf(), answerOf(200, text))).toMatchObject([{ received: text }]);
  });

  it.each([
    ["application/json; charset=utf-8", 1],
    ["application/problem+json", 1],
    ["text/json", 1],
    [undefined, 1],
    ["", 1],
    ["text/html", undefined],
  ])("judges a text by its type, and leaves another type than JSON to content-type: %s", (type, count) => {
    const answer = answerOf(200, "<html>", type === undefined ? {} : { "content-type": type });
    expect(judgedBy(json, caseOf(), answer)?.length).toBe(count);
  });

  it.each([
    [204, "", undefined],
    [205, "", undefined],
    [206, "", 1],
    [204, "{}", 0],
  ])("asks for no body where there can be none: %i with %j", (status, text, count) => {
    expect(judgedBy(json, caseOf(), answerOf(status, text))?.length).toBe(count);
  });

  it("tells of an empty body whatever its type", () => {
    const answer = answerOf(200, "", { "content-type": "text/html" });
    expect(judgedBy(json, caseOf(), answer)).toMatchObject([{ title: "body of 200 is an empty body" }]);
  });

  it("leaves what answers in the operation's place, or refuses to read, its own words", () => {
    for (const tried of [caseOf(astray), ...brokenRequests])
      expect(judgedBy(json, tried, answerOf(200, "oops"))).toBeUndefined();
  });

  it.each([
    ["more-depth", `${"[".repeat(3000)}${"]".repeat(3000)}`],
    ["more-items", `[${"1,".repeat(2000)}1]`],
    ["more-name-characters", `{"${"n".repeat(257)}":1}`],
    ["more-values", `{"a":[${`[${"1,".repeat(1999)}1],`.repeat(51)}1]}`],
    ["more-bytes", " ".repeat(4 * 1024 * 1024 + 1)],
  ])("observes what is too much to judge, and calls it no fault: %s", (place, text) => {
    for (const status of [200, 418]) {
      const found = judgedBy(json, caseOf(), takeAnswer(answerOf(status, text)));
      expect(told(found)).toMatchObject([{ place, severity: "observation", docs: "/paths/create-invoice/responses" }]);
    }
  }); // biome-ignore format: short

  it("tells both of headers that are too long and of a body that is not JSON", () => {
    const answer = takeAnswer({ status: 200, headers: { "content-type": "application/json", x: "x".repeat(70_000) }, text: "oops" });
    expect(judgedBy(json, caseOf(), answer)).toMatchObject([{ place: "more-headers" }, { place: "200" }]);
  }); // biome-ignore format: short

  it("does not apply to a status that the docs do not have", () => {
    expect(judgedBy(json, caseOf(), answerOf(418, "tea"))).toBeUndefined();
  });
});
