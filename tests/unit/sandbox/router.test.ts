import { describe, expect, test } from "vitest";
import type { Operation } from "../../../src/contract/contract.ts";
import { createRouter } from "../../../src/sandbox/router.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";

const reader = tinyContract.operations["get-invoice"]!;
const more: Operation[] = [
  { ...reader, id: "latest", path: "/invoices/latest" },
  { ...reader, id: "dotted", path: "/v1.0/{a}/lines/{b}" },
];
const operations = { ...tinyContract.operations, ...Object.fromEntries(more.map((one) => [one.id, one])) };
const route = createRouter({ ...tinyContract, operations });

describe("a request line", () => {
  const table: [string, string, object][] = [
    ["POST", "/invoices", { operation: { id: "create-invoice" }, parameters: {} }],
    ["POST", "/invoices?a=/b", { operation: { id: "create-invoice" } }],
    ["GET", "/invoices/a%20b", { operation: { id: "get-invoice" }, parameters: { invoiceId: "a b" } }],
    ["GET", "/invoices/%", { operation: { id: "get-invoice" }, parameters: { invoiceId: "%" } }],
    ["GET", "/invoices/latest", { operation: { id: "latest" } }],
    ["GET", "/v1.0/x/lines/y", { operation: { id: "dotted" }, parameters: { a: "x", b: "y" } }],
    ["GET", "/v1x0/x/lines/y", { kind: "unknown" }],
    ["GET", "/invoices/", { kind: "unknown" }],
    ["GET", "/invoices/a/b", { kind: "unknown" }],
    ["OPTIONS", "*", { kind: "unknown" }],
    ["GET", "/invoices", { kind: "other-method", allow: "POST" }],
    ["get", "/invoices/1", { kind: "other-method", allow: "GET, DELETE" }],
  ];
  test.each(table)("%s %s", (method, target, want) => expect(route(method, target)).toMatchObject(want));
});
