import { describe, expect, it } from "vitest";
import { responseSchema } from "../../../src/checks/response-schema.ts";
import type { Contract, SchemaError, Validator } from "../../../src/contract/contract.ts";
import { documentedOperation } from "../../../src/contract/documented-operation.ts";
import type { Json } from "../../../src/core/json.ts";
import type { Answer, Case, ResourceState } from "../../../src/http/exchange.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";
import {
  accepted,
  answerOf,
  astray,
  brokenRequests,
  caseOf,
  exchangeOf,
  faulty,
  judgedBy,
  operation,
  refused,
  told,
  violationsOf,
} from "./exchanges.ts";

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
    ["a bound", 200, { invoice: { ...invoice, discount: 51 } }, { place: "invoice.discount", title: "invoice.discount must be <= 50", expected: "must be <= 50", received: 51 }],
    ["an item", 200, { invoice: { ...invoice, lines: [{ article: "a" }, { article: 1 }] } }, { place: "invoice.lines[].article", at: "/invoice/lines/1/article" }],
    ["null for an object", 200, { invoice: null }, { place: "invoice", title: "invoice is null, not an object", received: null }],
    ["none of several types", 200, { invoice: { ...invoice, reminders: "x" } }, { title: "invoice.reminders is a string, not an integer or null", expected: "integer or null" }],
    ["an array for the whole", 200, [], { place: "body", at: "", title: "body is an array, not an object" }],
    ["an undocumented success", 201, { invoice: {} }, { place: "invoice.id" }],
    ["an error body", 422, { reasons: "no" }, { place: "422/reasons", at: "/reasons", title: "reasons is a string, not an array", expected: "array" }],
  ])("tells of %s", (_, code, body, want) => {
    expect(told(judgedBy(responseSchema, caseOf(), answerOf(code, body)))).toMatchObject([{ severity: "violation", ...want }]);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, Json, unknown, object]>([
    ["a type", { discount: 5 }, { discount: "5" }, { cause: "type string for number" }],
    ["a number that is cut at the smallest value", { discount: 5 }, { discount: -5 }, { cause: "changed in its sign number" }],
    ["a text that is cut", { state: "draft" }, { state: "dra" }, { cause: "cut at character 3 string" }],
    ["the default of one that is left out", {}, { state: "dra" }, { cause: "cut at character 3 string" }],
    ["a name that is spelled otherwise", {}, { id: undefined, Id: "1" }, { title: "invoice.id is missing: it is called Id", cause: "renamed to PascalCase" }],
  ])("tells the cause of what is wrong with what was sent: %s", (_, sent, received, want) => {
    const body = { ...(exampleInvoice as object), state: undefined, ...(sent as object) } as unknown as Json;
    const answer = answerOf(200, { invoice: { ...invoice, ...(received as object) } });
    expect(judgedBy(responseSchema, caseOf({ body }), answer)).toMatchObject([want]);
  }); // biome-ignore format: a table reads better in lines

  it("tells a refusal of another form at a place, whatever its status", () => {
    const ofForm = { spread: { least: 2, isOfEndpoint: true } };
    for (const code of [400, 422])
      expect(judgedBy(responseSchema, caseOf(), answerOf(code, { status: "no" }))).toMatchObject([
        { cause: "type status", ...ofForm },
      ]);
  });

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

/** The contract, with validators of its own for the answers of one operation. */
const validating = (responses: { readonly [status: string]: Validator }): Contract => ({
  ...tinyContract,
  validators: {
    ...tinyContract.validators,
    [operation.id]: { ...tinyContract.validators[operation.id]!, responses },
  },
});

const judgedWith = (contract: Contract, tried: Case, answer: Answer) =>
  responseSchema.judge({
    ...exchangeOf(tried, answer),
    contract,
    operation: contract.operations[tried.operation]!,
    documented: documentedOperation(contract, tried.operation),
  });

describe("what response-schema says of an error of the schema", () => {
  const saying = (...errors: Partial<SchemaError>[]) => {
    const all = errors.map((error) => ({
      instancePath: "",
      schemaPath: "",
      keyword: "",
      params: {},
      ...error,
    }));
    const contract = validating({
      "200": Object.assign(() => false, { errors: all }) as unknown as Validator,
    });
    return told(judgedWith(contract, caseOf(), answerOf(200, { odd: 5 })));
  };

  it("is its keyword where there are no words", () => {
    expect(saying({ keyword: "minProperties" })).toMatchObject([
      { title: "body breaks minProperties", expected: "minProperties" },
    ]);
  });

  it.each<[string, string]>([
    ["null", "odd is an integer, not null"],
    ["array", "odd is an integer, not an array"],
    ["boolean", "odd is an integer, not a boolean"],
  ])("is the type that the docs ask for: %s", (type, title) => {
    const found = saying({ keyword: "type", instancePath: "/odd", params: { type } });
    expect(found).toMatchObject([{ title, expected: type }]);
  });

  it("is the first one of a location, unless a later one is of its type", () => {
    const at = { instancePath: "/odd" };
    const [low, high] = ["minimum", "maximum"].map((keyword) => ({ ...at, keyword, message: keyword }));
    const [text, list] = ["string", "array"].map((type) => ({ ...at, keyword: "type", params: { type } }));
    expect(saying(low!, high!)).toMatchObject([{ expected: "minimum" }]);
    expect(saying(low!, text!)).toMatchObject([{ expected: "string" }]);
    expect(saying(text!, low!)).toMatchObject([{ expected: "string" }]);
    expect(saying(text!, list!)).toMatchObject([{ expected: "string" }]);
  });

  it("quotes the status where the docs do not describe the location", () => {
    expect(saying({ keyword: "not", instancePath: "/odd" })).toMatchObject([
      { docs: "/responses/200", clause: "The docs do not name odd." },
    ]);
  });

  it("is about a location, which an error's body has for each status", () => {
    const wrong = violationsOf(responseSchema, caseOf(), answerOf(422, { reasons: "no" }));
    expect(wrong).toMatchObject([{ subject: { kind: "location", at: "/reasons", status: "422" } }]);
    const success = violationsOf(responseSchema, caseOf(), answerOf(200, {}));
    expect(success?.map(({ subject }) => subject)).toEqual([{ kind: "location", at: "/invoice" }]);
  });
});

describe("what response-schema leaves to others", () => {
  it("is the answer of what stands in the operation's place, and to a broken request", () => {
    for (const tried of [caseOf(astray), ...brokenRequests])
      expect(violationsOf(responseSchema, tried, answerOf(200, {}))).toBeUndefined();
  });

  it("is JSON that is encoded twice, and a status without a schema", () => {
    expect(violationsOf(responseSchema, caseOf(), answerOf(200, JSON.stringify('{"a":1}')))).toBeUndefined();
    expect(judgedWith(validating({}), caseOf(), answerOf(200, {}))).toBeUndefined();
  });

  const wrong = { ...(exampleInvoice as object), discount: 99 };
  const places = (tried: Case, answer: Answer) =>
    violationsOf(responseSchema, tried, answer, { operation: tried.operation })?.map(({ at }) => at);

  it.each<[string, Case, Answer, string[]]>([
    ["a fault that was sent and came back", faulty({}, wrong), accepted(wrong), []],
    ["another fault than was sent", faulty({}, { ...wrong, discount: 98 }), accepted(wrong), ["/invoice/discount"]],
    ["a fault in what was not to be refused", caseOf({ body: wrong }), accepted(wrong), ["/invoice/discount"]],
    ["a missing field that was not sent either", faulty({}, {}), answerOf(200, { invoice: {} }), []],
    ["a fault beside the resource", faulty({}, wrong), answerOf(200, { invoice: 1 }), ["/invoice"]],
    ["a fault of a refusal", faulty({}, { reasons: "no" }), answerOf(422, { reasons: "no" }), ["/reasons"]],
  ])("is a fault of the request that the answer mirrors, and no more: %s", (_, tried, answer, left) => {
    expect(places(tried, answer)).toEqual(left);
  }); // biome-ignore format: a table reads better in lines

  const reading = (created?: Json): Case => ({
    ...caseOf({
      operation: "get-invoice",
      request: { method: "GET", path: "/invoices/1", headers: {} },
      resource: { step: "read", exists: true, created } as ResourceState,
    }),
    operation: "get-invoice",
  });

  it.each<[string, Json | undefined, string[]]>([
    ["the same", { id: "1", ...wrong }, []],
    ["another fault", { id: "1", ...wrong, discount: 98 }, ["/invoice/discount"]],
    ["none", { id: "1", ...(exampleInvoice as object) }, ["/invoice/discount"]],
    ["nothing", undefined, ["/invoice/discount"]],
  ])("is a fault of a creation that a read repeats: the creation had %s", (_, created, left) => {
    expect(places(reading(created), accepted(wrong))).toEqual(left);
  });

  it("is no field of a refusal, also where the resource is the whole of a success", () => {
    const links = [{ operationId: "get-invoice", parameters: { invoiceId: "/id" } }];
    const operations = { ...tinyContract.operations, [operation.id]: { ...operation, links } };
    const tried = faulty({}, { reasons: "no" });
    const found = judgedWith({ ...tinyContract, operations }, tried, answerOf(422, { reasons: "no" }));
    expect(found?.map(({ at }) => at)).toEqual(["/reasons"]);
  });

  it("is found whatever the order of the operations", () => {
    const operations = Object.fromEntries(Object.entries(tinyContract.operations).reverse());
    const contract = { ...tinyContract, operations };
    expect(judgedWith(contract, reading({ id: "1", ...wrong }), accepted(wrong))).toEqual([]);
    expect(judgedWith(contract, faulty({}, wrong), accepted(wrong))).toEqual([]);
  });
});
