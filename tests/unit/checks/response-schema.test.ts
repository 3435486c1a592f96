import { describe, expect, it } from "vitest";
import { responseSchema } from "../../../src/checks/response-schema.ts";
import { exampleInvoice } from "../../fixtures/tiny-contract.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy, refused, told } from "./exchanges.ts";

const invoice = { id: "1", ...(exampleInvoice as object) };

describe("response-schema", () => {
  it("passes answers that are valid by the schema of their status, more fields than documented included", () => {
    expect(
      judgedBy(responseSchema, caseOf(), accepted({ ...(exampleInvoice as object), extra: [1] })),
    ).toEqual([]);
    expect(judgedBy(responseSchema, faulty(), refused())).toEqual([]);
  });

  it.each<[string, number, unknown, object]>([
    ["a missing field", 200, { invoice: exampleInvoice }, { place: "invoice.id", at: "/invoice/id", title: "invoice.id is missing", expected: "a value", received: "nothing" }],
    ["another type", 200, { invoice: { ...invoice, discount: "5" } }, { place: "invoice.discount", at: "/invoice/discount", title: "invoice.discount is a string, not an integer", expected: "integer", received: "5" }],
    ["a value outside the enum", 200, { invoice: { ...invoice, state: "lost" } }, { place: "invoice.state", title: "invoice.state is not a documented value", expected: 'one of ["draft","sent","paid"]', received: "lost" }],
    ["a bound", 200, { invoice: { ...invoice, discount: 51 } }, { place: "invoice.discount", title: "invoice.discount must be <= 50", received: 51 }],
    ["an item", 200, { invoice: { ...invoice, lines: [{ article: "a" }, { article: 1 }] } }, { place: "invoice.lines[].article", at: "/invoice/lines/1/article" }],
    ["null for an object", 200, { invoice: null }, { place: "invoice", received: null }],
    ["an array for the whole", 200, [], { place: "body", at: "" }],
    ["an undocumented success", 201, { invoice: {} }, { place: "invoice.id" }],
    ["an error body", 422, { reasons: "no" }, { place: "422/reasons", at: "/reasons", title: "reasons is a string, not an array", expected: "array" }],
  ])("tells of %s", (_, code, body, want) => {
    expect(told(judgedBy(responseSchema, caseOf(), answerOf(code, body)))).toMatchObject([{ severity: "violation", ...want }]);
  }); // biome-ignore format: a table reads better in lines

  it("says one thing of each place, the type before all else", () => {
    const body = { invoice: { ...invoice, number: 7, reminders: "x", discount: -1 } };
    const violations = judgedBy(responseSchema, caseOf(), answerOf(200, body))!;
    expect(violations.map(({ at, title }) => [at, title])).toEqual([
      ["/invoice/number", "invoice.number is an integer, not a string"],
      ["/invoice/discount", "invoice.discount must be >= 0"],
      ["/invoice/reminders", "invoice.reminders is a string, not an integer or null"],
    ]);
  });

  it("quotes the clause of the document that is broken", () => {
    const [violation] = judgedBy(
      responseSchema,
      caseOf(),
      answerOf(200, { invoice: { ...invoice, discount: 99 } }),
    )!;
    expect(violation).toMatchObject({
      docs: "#/components/schemas/InvoiceFields/properties/discount",
      clause: "invoice.discount: integer, at least 0, at most 50",
    });
  });

  it("does not apply without a documented schema or a JSON body", () => {
    expect(judgedBy(responseSchema, caseOf(), answerOf(418, {}))).toBeUndefined();
    expect(judgedBy(responseSchema, caseOf(), answerOf(200, "no JSON"))).toBeUndefined();
  });
});
