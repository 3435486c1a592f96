import { describe, expect, test } from "vitest";
import type { Contract, Operation } from "../../../src/contract/contract.ts";
import { createEndpoint } from "../../../src/sandbox/endpoint.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

const headers = { authorization: "Bearer a", "x-edition": "2020-01", "content-type": "application/json" };
const create = {
  method: "POST",
  target: "/invoices?page=1",
  headers,
  bytes: Buffer.from(JSON.stringify(exampleInvoice)),
};

/** The tiny contract with its creating operation changed. */
function contractWith(changes: Partial<Operation>): Contract {
  const creator = tinyContract.operations["create-invoice"]!;
  return {
    ...tinyContract,
    operations: { ...tinyContract.operations, [creator.id]: { ...creator, ...changes } },
  };
}

describe("what follows from the operations alone", () => {
  test("an operation without links stores nothing and echoes what its answer declares", () => {
    const endpoint = createEndpoint({ contract: contractWith({ links: [] }) });
    const { answer } = endpoint.answer(create);
    expect(JSON.parse(answer.text)).toMatchObject({
      invoice: { id: "x", customerId: "customer-1", state: "sent" },
    });
    expect(endpoint.stored()).toBe(0);
  });

  test("without a security requirement no token is needed", () => {
    const { security: _, ...open } = tinyContract.operations["create-invoice"]!;
    const contract = { ...tinyContract, operations: { [open.id]: { ...open, links: [] } } };
    const { authorization: __, ...anonymous } = headers;
    expect(createEndpoint({ contract }).answer({ ...create, headers: anonymous }).answer.status).toBe(200);
  });

  test("the documented success and error statuses are the ones that are answered", () => {
    const { "200": ok, "422": unprocessable } = tinyContract.operations["create-invoice"]!.responses;
    const endpoint = createEndpoint({
      contract: contractWith({ responses: { "201": ok!, "422": unprocessable! } }),
    });
    expect(endpoint.answer(create).answer.status).toBe(201);
    const { answer } = endpoint.answer({ ...create, bytes: Buffer.from("{}") });
    expect(JSON.parse(answer.text)).toEqual({
      status: 422,
      reasons: [expect.stringContaining("customerId"), expect.stringContaining("number")],
      title: "Unprocessable Entity",
    });
  });

  test("a documented example is the answer where nothing of the request shapes it, if it is valid", () => {
    const remover = tinyContract.operations["delete-invoice"]!;
    const deleted = (example: object) => {
      const operation = { ...remover, responseExamples: { "200": example } } as Operation;
      const contract = {
        ...tinyContract,
        operations: { ...tinyContract.operations, [remover.id]: operation },
      };
      const endpoint = createEndpoint({ contract });
      const { id } = JSON.parse(endpoint.answer(create).answer.text).invoice;
      const target = `/invoices/${id}`;
      return endpoint.answer({ method: "DELETE", target, headers, bytes: Buffer.alloc(0) }).answer.text;
    };
    expect(deleted({ done: false })).toBe('{"done":false}');
    expect(deleted({ done: "yes" })).toBe('{"done":true}');
  });

  test("a link to an operation that is not there is an error that names both", () => {
    const links = [{ operationId: "print-invoice", parameters: {} }];
    expect(() => createEndpoint({ contract: contractWith({ links }) })).toThrow(
      /create-invoice.*print-invoice/,
    );
  });
});
