import { describe, expect, it } from "vitest";
import { undocumentedField } from "../../../src/checks/undocumented-field.ts";
import { accepted, answerOf, caseOf, told, violationsOf } from "./exchanges.ts";

const seen = (invoice: object) => violationsOf(undocumentedField, caseOf(), accepted(invoice));

describe("undocumented-field", () => {
  it.each<[string, object]>([
    ["documented fields", { note: "a", billTo: { street: "a" }, lines: [{ article: "a" }, {}] }],
    ["fields that are null", { reminders: null, billTo: null }],
    ["no items", { lines: [] }],
  ])("passes %s", (_, invoice) => expect(seen(invoice)).toEqual([]));

  it("observes another, with its type and the answer whose schema does not name it", () => {
    expect(told(seen({ traceId: 7 }))).toEqual([
      {
        severity: "observation",
        subject: { kind: "location", at: "/invoice/traceId", status: "200" },
        at: "/invoice/traceId",
        title: "invoice.traceId is not documented for 200; it is of type integer",
        expected: "no such field",
        received: 7,
        docs: "/responses/200",
        clause: "200 InvoiceAnswer: its schema names no invoice.traceId.",
      },
    ]);
  });

  it.each<[string, object, string[]]>([
    ["within an object", { billTo: { odd: 1 } }, ["/invoice/billTo/odd"]],
    ["of several items at each of them", { lines: [{}, { odd: 1 }, { odd: "2" }] }, ["/invoice/lines/1/odd", "/invoice/lines/2/odd"]],
    ["two of an item", { lines: [{ a: 1, b: 2 }] }, ["/invoice/lines/0/a", "/invoice/lines/0/b"]],
    ["that is an object, and nothing below it", { odd: { more: { still: 1 } } }, ["/invoice/odd"]],
    ["in an object in place of a documented text", { note: { odd: 1 } }, ["/invoice/note/odd"]],
    ["in a list in place of a documented text", { note: [{ odd: 1 }] }, ["/invoice/note/0/odd"]],
  ])("observes one %s", (_, invoice, places) => {
    expect(seen(invoice)?.map(({ at }) => at)).toEqual(places);
  }); // biome-ignore format: a table reads better in lines

  it("observes of a list its own fields, and not those of its items, which reads have shown", () => {
    const list = (step: "list" | "read") =>
      violationsOf(
        undocumentedField,
        caseOf({ resource: { step, exists: true } }),
        answerOf(200, { more: 1, invoice: { lines: [{ odd: 1 }] } }),
      )?.map(({ at }) => at);
    expect(list("list")).toEqual(["/more"]);
    expect(list("read")).toEqual(["/more", "/invoice/lines/0/odd"]);
  });

  it("looks at a refusal by the schema of its own status", () => {
    const found = violationsOf(undocumentedField, caseOf(), answerOf(400, { reason: "no", odd: 1 }));
    expect(found).toMatchObject([{ at: "/odd", subject: { status: "400" } }]);
  });

  it.each([
    ["a status that the docs do not have", answerOf(418, { tea: 1 })],
    ["a body that is no object", answerOf(200, [{ tea: 1 }])],
    ["a body that is no JSON", answerOf(200, "tea")],
  ])("does not apply to %s", (_, answer) => {
    expect(violationsOf(undocumentedField, caseOf(), answer)).toBeUndefined();
  });
});
