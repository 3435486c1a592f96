import { describe, expect, it } from "vitest";
import {
  DocumentedOperation,
  documentedOperation,
  operationOf,
} from "../../../src/contract/documented-operation.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

describe("an operation as the docs describe it", () => {
  const create = documentedOperation(tinyContract, "create-invoice");
  const read = documentedOperation(tinyContract, "get-invoice");

  it("is one for a contract and an id", () => {
    expect(documentedOperation(tinyContract, "create-invoice")).toBe(create);
    expect(read).not.toBe(create);
    expect(documentedOperation({ ...tinyContract }, "create-invoice")).not.toBe(create);
  });

  it("judges requests and answers", () => {
    expect(create.request?.accepts(exampleInvoice)).toBe(true);
    expect(create.request?.validate({}).map(({ keyword }) => keyword)).toContain("required");
    expect(create.responses.get("200")?.accepts(5)).toBe(false);
    expect(read.request).toBeUndefined();
  });

  it.each([
    [create, "/invoices", true],
    [create, "/invoices/1", false],
    [read, "/invoices/1", true],
    [read, "/invoices/{invoiceId}", true],
  ])("knows its paths", (operation, path, want) => expect(operation.hasPath(path)).toBe(want));

  it("has the schema of each location of its request, made once", () => {
    expect(create.requestSchema?.at("/lines/0/article")?.schema).toMatchObject({ maxLength: 40 });
    expect(create.requestSchema).toBe(create.requestSchema);
    expect(create.bodyLocations.map(({ pointer }) => pointer)).toContain("/lines/-/article");
    expect(create.locations).toBe(create.locations);
    expect([read.requestSchema, read.bodyLocations]).toEqual([undefined, []]);
    expect(create.bodyLocations).toBe(create.bodyLocations);
    expect(read.locations.map((one) => [one.in, one.pointer])).toEqual([
      [undefined, ""],
      ["path", "/path"],
      ["path", "/path/invoiceId"],
      ["query", "/query"],
      ["header", "/header"],
      ["header", "/header/X-Edition"],
    ]);
  });

  it("has the schema of each answer by its status, made once", () => {
    expect(create.responseSchema("200")?.at("/invoice")).toBeDefined();
    expect(create.responseSchema("200")).toBe(create.responseSchema("200"));
    expect(create.responseSchema("400")).not.toBe(create.responseSchema("200"));
    expect(create.responseSchema("418")).toBeUndefined();
  });

  it("has the texts that the contract lists as values, gathered once", () => {
    const listed = documentedOperation(
      {
        ...tinyContract,
        schemas: {
          ...tinyContract.schemas,
          Listed: { enum: ["IN_LIST", 1], properties: { a: { const: "ALONE" } } },
        },
      },
      "get-invoice",
    ).listedTexts;
    expect([...listed]).toEqual(expect.arrayContaining(["IN_LIST", "ALONE"]));
    expect(listed).not.toContain("invoices");
    expect(create.listedTexts).toBe(create.listedTexts);
  });

  it("needs validators", () => {
    const bare = { ...tinyContract, validators: {} };
    expect(() => new DocumentedOperation(bare, operationOf(bare, "get-invoice"))).toThrow(SuiteError);
  });
});
