import { describe, expect, it } from "vitest";
import { meets, type RequestCondition, requestParts } from "../../../src/findings/request-condition.ts";
import type { Case } from "../../../src/http/exchange.ts";
import { caseOf } from "../checks/exchanges.ts";

const sent = caseOf({
  body: { kind: "a", lines: [] },
  request: { method: "POST", path: "/invoices?draft=1&page=2", headers: { version: "v1" }, body: "{}" },
});
const read = caseOf({
  request: { method: "GET", path: "/invoices/1", headers: {} },
  resource: { step: "read", exists: true, created: { kind: "b" } },
});

const { body: _, ...bare } = sent;

describe("a condition on a request", () => {
  it("sees query, headers and body", () => {
    expect(requestParts(sent)).toEqual({
      query: { draft: "1", page: "2" },
      header: { version: "v1" },
      body: { kind: "a", lines: [] },
    });
  });

  it.each<[string, Case, RequestCondition | undefined, boolean]>([
    ["none of any request", sent, undefined, true],
    ["of the body that holds", sent, { body: { properties: { kind: { const: "a" } } } }, true],
    ["of the body that does not", sent, { body: { properties: { kind: { const: "b" } } } }, false],
    ["of the query", sent, { query: { required: ["page"] } }, true],
    ["of a header", sent, { header: { properties: { version: { enum: ["v2"] } } } }, false],
    ["of two parts, one of which does not hold", sent, { body: true, header: false }, false],
    ["of a body that was sent as a text", { ...bare, request: { ...sent.request, body: '{"x":1}' } }, { body: { required: ["x"] } }, true],
    ["of a body that is no JSON", { ...bare, request: { ...sent.request, body: "{" } }, { body: true }, false],
    ["of what was created", read, { created: { properties: { kind: { const: "b" } } } }, true],
    ["of what was created, for the creation itself", sent, { created: true }, false],
  ])("%s", (_, tried, when, is) => {
    expect(meets(when, tried)).toBe(is);
  }); // biome-ignore format: a table reads better in lines
});
