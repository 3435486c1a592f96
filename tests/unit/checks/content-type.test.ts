import { describe, expect, it } from "vitest";
import { contentType } from "../../../src/checks/content-type.ts";
import { answerOf, astray, brokenRequests, caseOf, judgedBy, told } from "./exchanges.ts";

const typed = (type: string | undefined, status = 200) =>
  judgedBy(contentType, caseOf(), answerOf(status, "{}", type === undefined ? {} : { "content-type": type }));

describe("content-type", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/json ;v=1",
  ])("passes %s", (type) => expect(typed(type)).toEqual([]));

  it.each([
    ["text/html", "text/html"],
    ["text/json", "text/json"],
    ["application/problem+json", "application/problem+json"],
    ["", ""],
    [undefined, "nothing"],
  ])("tells of %s", (type, received) => {
    expect(told(typed(type))).toMatchObject([
      {
        place: "200",
        title: "content type of 200 is not application/json",
        expected: "application/json",
        received,
        docs: "/responses/200",
        clause: "200 InvoiceAnswer: application/json.",
      },
    ]);
  });

  it("judges an undocumented success by the documented one", () => {
    expect(typed("text/html", 201)).toHaveLength(1);
    expect(typed("application/json", 201)).toEqual([]);
  });

  it("does not apply to a status that the docs do not have", () => {
    expect(typed("text/html", 418)).toBeUndefined();
  });

  it("asks for none where there is no body", () => {
    expect(judgedBy(contentType, caseOf(), answerOf(200, "", {}))).toBeUndefined();
    expect(
      judgedBy(contentType, caseOf(), answerOf(200, "", { "content-type": "text/html" })),
    ).toBeUndefined();
  });

  it("leaves what answers in the operation's place, or refuses to read, its own type", () => {
    for (const tried of [caseOf(astray), ...brokenRequests])
      expect(judgedBy(contentType, tried, answerOf(200, "{}", {}))).toBeUndefined();
  });
});
