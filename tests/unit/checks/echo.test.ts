import { describe, expect, it } from "vitest";
import { echo } from "../../../src/checks/echo.ts";
import type { SchemaObject } from "../../../src/contract/contract.ts";
import { documentedOperation } from "../../../src/contract/documented-operation.ts";
import type { Json } from "../../../src/core/json.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";
import {
  accepted,
  answerOf,
  caseOf,
  exchangeOf,
  judgedBy,
  refused,
  told,
  violationsOf,
} from "./exchanges.ts";

/** What the check says when `sent` comes back as `received`. */
const echoed = (sent: Json, received: unknown) => judgedBy(echo, caseOf({ body: sent }), accepted(received));

describe("echo", () => {
  it.each<[string, Json, unknown]>([
    ["the same", { note: "a", lines: [{ article: "x" }] }, { note: "a", lines: [{ article: "x" }] }],
    ["more than was sent", { note: "a" }, { note: "a", state: "draft" }],
    ["more deep down", { lines: [{ article: "x" }] }, { lines: [{ article: "x", quantity: 1 }] }],
    [
      "other order of keys",
      { billTo: { street: "a", country: "DE" } },
      { billTo: { country: "DE", street: "a" } },
    ],
    ["a read-only field that the endpoint sets itself", { total: 1 }, { total: 5 }],
    ["a field that the docs do not name", { unknown: 1, constructor: 2 }, {}],
    ["zero for minus zero", { discount: -0 }, { discount: 0 }],
    ["an item's field that the docs do not name", { lines: [{ odd: 1 }] }, { lines: [{ odd: 2 }] }],
    ["a field that is read-only, whatever comes back", { total: { a: 1 } }, { total: { a: 2 } }],
  ])("passes %s", (_, sent, received) => expect(echoed(sent, received)).toEqual([]));

  it.each<[string, Json, unknown, object]>([
    ["dropped", { note: "a" }, {}, { at: "/invoice/note", title: "note is dropped", expected: "a", received: "nothing" }],
    ["cut", { note: "abcdef" }, { note: "abc" }, { title: "note is cut at character 3", expected: "abcdef", received: "abc" }],
    ["trimmed", { note: " a " }, { note: "a" }, { title: "note is trimmed" }],
    ["trimmed to nothing", { note: "  " }, { note: "" }, { title: "note is trimmed" }],
    ["changed in case", { note: "Abc" }, { note: "abc" }, { title: "note is changed in case: to lower case" }],
    ["escaped", { note: "a & <b>" }, { note: "a &amp; &lt;b&gt;" }, { title: "note is escaped" }],
    ["escaped with backslashes", { note: "a \"b\" 'c'" }, { note: "a \\\"b\\\" \\'c\\'" }, { title: "note is escaped" }],
    ["shifted, a date", { paidOn: "2024-02-29" }, { paidOn: "2024-02-28" }, { title: "paidOn is shifted by -1 day" }],
    ["shifted, a number", { discount: 6 }, { discount: 5 }, { title: "discount is shifted by -1" }],
    ["rounded", { lines: [{ article: "a", price: 4.5 }] }, { lines: [{ article: "a", price: 5 }] }, { place: "invoice.lines[].price", at: "/invoice/lines/0/price", title: "lines[].price is rounded to an integer" }],
    ["changed", { discount: 6 }, { discount: 20 }, { title: "discount is changed" }],
    ["changed in type", { discount: 6 }, { discount: "6" }, { title: "discount is changed to a text", expected: 6, received: "6" }],
    ["changed to null", { note: "a" }, { note: null }, { title: "note is set to null", received: null }],
    ["null that is dropped", { reminders: null }, {}, { title: "reminders is dropped", expected: null }],
    ["reordered", { lines: [{ article: "a" }, { article: "b" }] }, { lines: [{ article: "b" }, { article: "a" }] }, { at: "/invoice/lines", title: "lines is reordered" }],
    ["a list that is truncated", { lines: [{ article: "a" }, { article: "b" }] }, { lines: [{ article: "a" }] }, { title: "lines is cut after 1 item" }],
    ["a list with other items", { lines: [{ article: "a" }] }, { lines: [{ article: "x" }, { article: "y" }] }, { title: "lines is changed" }],
    ["an object that becomes a list", { billTo: { street: "a" } }, { billTo: [] }, { title: "billTo is changed to a list" }],
    ["swapped", { note: "a", paidOn: "b" }, { note: "b", paidOn: "a" }, { place: "invoice.note", title: "note is swapped with paidOn", expected: "a", received: "b" }],
    ["defaulted", { urgent: true }, { urgent: false }, { title: "urgent is defaulted" }],
    ["reordered among items that hold more", { lines: [{ article: "a" }, { article: "b" }] }, { lines: [{ article: "b", quantity: 1 }, { article: "a", quantity: 1 }] }, { title: "lines is reordered" }],
    ["renamed to one that was not sent", { note: "a" }, { number: "a" }, { place: "invoice.note", title: "note is renamed to number", change: "renamed to number", also: "/invoice/number" }],
    ["renamed to one that sorts before it", { paidOn: "a" }, { note: "a" }, { place: "invoice.note", title: "paidOn is renamed to note", expected: "nothing", received: "a" }],
    ["renamed to one that the docs do not name", { note: "some text" }, { Note: "some text" }, { place: "invoice.note", title: "note is renamed to Note", expected: "some text", received: "nothing", also: "/invoice/Note" }],
    ["changed invisibly", { note: "\ufeffabc" }, { note: "abc" }, { title: "note is changed invisibly: U+FEFF is lost", change: "changed invisibly" }],
    ["the same instant", { paidOn: "2024-02-29T10:00:00.000Z" }, { paidOn: "2024-02-29T10:00:00Z" }, { title: "paidOn is the same instant in another notation" }],
    ["swapped with one whose default comes back here", { note: "a" }, { note: "draft", state: "a" }, { place: "invoice.note", title: "note is swapped with state" }],
  ])("tells of one that is %s", (_, sent, received, want) => {
    expect(told(echoed(sent, received))).toMatchObject([{ severity: "violation", ...want }]);
  }); // biome-ignore format: a table reads better in lines

  it("asks for no empty id, and for any other one that was sent", () => {
    const own = tinyContract.schemas.NewInvoice as SchemaObject;
    const NewInvoice = { ...own, properties: { ...own.properties, id: { type: "string" as const } } };
    const contract = { ...tinyContract, schemas: { ...tinyContract.schemas, NewInvoice } };
    const documented = documentedOperation(contract, "create-invoice");
    const judged = (sent: string) =>
      echo.judge({
        ...exchangeOf(caseOf({ body: { id: sent } }), accepted({ id: "made" })),
        contract,
        documented,
      });
    expect(judged("")).toEqual([]);
    expect(judged("mine")).toMatchObject([{ title: "id is changed" }]);
  });

  it("tells of a field of many items at one place, with the clause that describes it", () => {
    const sent = { lines: [{ article: "a", price: 1 }, { article: "b", price: 2 }] }; // biome-ignore format: one line
    const received = { lines: [{ article: "a", price: 7 }, { article: "b", price: 8 }] }; // biome-ignore format: one line
    const told = {
      place: "invoice.lines[].price",
      docs: "#/components/schemas/Line/properties/price",
      clause: "lines[].price: number, at least 0",
    };
    expect(echoed(sent, received)).toMatchObject([
      { ...told, received: 7 },
      { ...told, received: 8 },
    ]);
  });

  it("does not apply where the endpoint is to refuse, refuses, or answers no resource", () => {
    expect(judgedBy(echo, caseOf({ expect: "reject" }), accepted())).toBeUndefined();
    expect(judgedBy(echo, caseOf(), refused())).toBeUndefined();
    expect(judgedBy(echo, caseOf(), answerOf(200, { invoice: "1" }))).toBeUndefined();
    expect(judgedBy(echo, caseOf({ body: [] }), accepted())).toBeUndefined();
  });
});

describe("what echo says", () => {
  const full = (sent: Json, received: unknown) =>
    told(violationsOf(echo, caseOf({ body: sent }), accepted(received)));

  it("names the field, what was sent, what came back and the clause", () => {
    expect(full({ discount: 6 }, { discount: 20 })).toEqual([
      {
        severity: "violation",
        subject: { kind: "location", at: "/invoice/discount" },
        at: "/invoice/discount",
        cause: "changed number",
        certainty: 0,
        spread: { around: ["/invoice/discount"] },
        title: "discount is changed",
        change: "changed",
        expected: 6,
        received: 20,
        docs: "#/components/schemas/InvoiceFields/properties/discount",
        clause: "discount: integer, at least 0, at most 50",
      },
    ]);
  });

  it.each<[string, Json]>([
    ["the one", { note: "a", paidOn: "b" }],
    ["the other", { paidOn: "b", note: "a" }],
  ])("tells two fields that are swapped at the first of them, sent after %s", (_, sent) => {
    expect(full(sent, { note: "b", paidOn: "a" })).toEqual([
      expect.objectContaining({
        subject: { kind: "location", at: "/invoice/note" },
        at: "/invoice/note",
        also: "/invoice/paidOn",
        title: "note is swapped with paidOn",
        expected: "a",
        received: "b",
      }),
    ]);
  });

  it("tells nothing beside a field that is not swapped", () => {
    expect(violationsOf(echo, caseOf({ body: { note: "a" } }), accepted({}))?.[0]).not.toHaveProperty("also");
  });

  it.each<[string, Json, unknown, string[]]>([
    ["two fields", { note: "a", discount: 1 }, { note: "b", discount: 9 }, ["/invoice/note", "/invoice/discount"]],
    ["fields within an object", { billTo: { street: "a", country: "DE" } }, { billTo: { street: "b" } }, ["/invoice/billTo/street", "/invoice/billTo/country"]],
    ["items alone that differ", { lines: [{ article: "a" }, { article: "b" }] }, { lines: [{ article: "a" }, { article: "c" }] }, ["/invoice/lines/1/article"]],
    ["nothing of an item's field that the docs do not name", { lines: [{ odd: 1 }] }, { lines: [{ odd: 2 }] }, []],
    ["nothing below what the docs do not name", { odd: { note: 1 } }, { odd: { note: 2 } }, []],
    ["an object of any form as a whole", { extras: { a: 1 } }, { extras: 5 }, ["/invoice/extras"]],
    ["what is null in place of an object", { billTo: { street: "a" } }, { billTo: null }, ["/invoice/billTo"]],
  ])("tells of %s", (_, sent, received, places) => {
    const found = violationsOf(echo, caseOf({ body: sent }), accepted(received));
    expect(found?.map(({ at }) => at)).toEqual(places);
  }); // biome-ignore format: a table reads better in lines

  it("is told of what is observed as well", () => {
    const tried = caseOf({ expect: "observe", body: { note: "a" } });
    expect(violationsOf(echo, tried, accepted({ note: "b" }))).toHaveLength(1);
  });
});
