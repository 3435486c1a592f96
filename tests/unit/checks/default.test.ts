import { describe, expect, it } from "vitest";
import { defaults } from "../../../src/checks/default.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import { documentedOperation } from "../../../src/contract/documented-operation.ts";
import type { Json } from "../../../src/core/json.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";
import { accepted, caseOf, exchangeOf, judgedBy, operation, told as plain, refused, violationsOf } from "./exchanges.ts"; // biome-ignore format: one line

const told = (sent: Json, received: Json) =>
  judgedBy(defaults, caseOf({ body: sent }), accepted(received))?.map(
    ({ severity, title }) => `${severity}: ${title}`,
  );

describe("default", () => {
  it("passes defaults that are applied", () => {
    expect(told({ note: "a" }, { note: "a", state: "draft", urgent: false })).toEqual([]);
  });

  it("tells of another value as a violation, of none as an observation", () => {
    expect(told({}, { state: "paid" })).toEqual([
      'violation: state left out comes back as "paid", not its default',
      "observation: the default of urgent is not applied in the answer",
    ]);
  });

  it("passes over a default that the field's own schema forbids, which no answer could keep", () => {
    const exchange = exchangeOf(caseOf({ body: {} }), accepted({ state: "paid", urgent: false }));
    const schemas = structuredClone(tinyContract.schemas) as unknown as { [name: string]: { properties: { state: { default: string } } } }; // biome-ignore format: one line
    schemas.InvoiceFields!.properties.state.default = "unknown";
    const contract = { ...tinyContract, schemas } as unknown as Contract;
    const documented = documentedOperation(contract, operation.id);
    expect(defaults.judge({ ...exchange, contract, documented })).toEqual([]);
  });

  it("leaves a value that a field beside it has lost to the echo", () => {
    expect(told({ note: "paid" }, { note: "draft", state: "paid", urgent: false })).toEqual([]);
  });
});

describe("what default says", () => {
  const full = (sent: Json, received: Json) =>
    plain(violationsOf(defaults, caseOf({ body: sent }), accepted(received)));

  it("names the field, its default, what came back and the clause", () => {
    expect(full({}, { state: "paid" })).toEqual([
      {
        severity: "violation",
        subject: { kind: "location", at: "/invoice/state" },
        at: "/invoice/state",
        cause: "changed string",
        title: 'state left out comes back as "paid", not its default',
        expected: "draft",
        received: "paid",
        docs: "#/components/schemas/InvoiceFields/properties/state",
        clause: 'state: string, one of "draft", "sent", "paid", default "draft"',
      },
      expect.objectContaining({ severity: "observation", at: "/invoice/urgent", expected: false }),
    ]);
  });

  const applied = { state: "draft", urgent: false };

  it.each<[string, Json, Json, string[]]>([
    ["an object", { billTo: { street: "a" } }, { billTo: { street: "a", country: "FR" } }, ["/invoice/billTo/country"]],
    ["the items of a list", { lines: [{}, {}, {}] }, { lines: [{ quantity: 1 }, { quantity: 7 }, {}] }, ["/invoice/lines/1/quantity", "/invoice/lines/2/quantity"]],
    ["a value that came back as well, and was not lost", { note: "FR", billTo: {} }, { note: "FR", billTo: { country: "FR" } }, ["/invoice/billTo/country"]],
    ["a value that was lost beside another", { billTo: { street: "FR" } }, { billTo: { street: "x", country: "JP" } }, ["/invoice/billTo/country"]],
  ])("looks into %s", (_, sent, received, places) => {
    const found = violationsOf(defaults, caseOf({ body: sent }), accepted({ ...applied, ...(received as object) }));
    expect(found?.map(({ at }) => at)).toEqual(places);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, Json, Json]>([
    ["lists of another length", { lines: [{}] }, { lines: [{ quantity: 7 }, { quantity: 7 }] }],
    ["what came back as something else", { billTo: {} }, { billTo: "FR" }],
    ["what came back as null", { billTo: {} }, { billTo: null }],
    ["what came back as a list", { billTo: {} }, { billTo: [{ country: "FR" }] }],
    ["what was sent as something else", { billTo: "x" }, { billTo: { country: "FR" } }],
    ["what was sent, whatever came back", { state: "paid" }, { state: "sent" }],
    ["fields that the docs do not name", { odd: {} }, { odd: { country: "FR" } }],
  ])("passes over %s", (_, sent, received) => {
    expect(full(sent, { ...applied, ...(received as object) })).toEqual([]);
  });

  it("is nothing of what is to be refused or observed, of a refusal, and of a request without fields", () => {
    const wrong = accepted({ state: "paid" });
    for (const expected of ["reject", "observe"] as const)
      expect(violationsOf(defaults, caseOf({ expect: expected, body: {} }), wrong)).toBeUndefined();
    expect(violationsOf(defaults, caseOf({ body: {} }), refused())).toBeUndefined();
    expect(violationsOf(defaults, caseOf({ body: [] }), wrong)).toBeUndefined();
  });
});
