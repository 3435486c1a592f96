import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { capture } from "../../fixtures/capture-text.ts";
import { DOCUMENT, INVOICE_PAGE, OVERLAY, OVERLAY_NAME, overlayOf, PAGE, PAGE_NAME } from "./pages.ts";

const captured = await capture({
  page: PAGE,
  pageName: PAGE_NAME,
  overlay: OVERLAY,
  overlayName: OVERLAY_NAME,
});
const invoice = await capture({
  page: INVOICE_PAGE,
  pageName: "invoice.txt",
  overlay: overlayOf(),
  overlayName: "o.yaml",
});

async function lint(source: string): Promise<string[]> {
  const rules = {
    // Whose work the API is, is the vendor's to say, and the page says nothing of a licence.
    "info-license": "off" as const,
    // The list operation is published with a path that ends in a slash.
    "no-path-trailing-slash": "off" as const,
  };
  const config = await createConfig({ extends: ["recommended"], rules });
  const problems = await lintFromString({ source, absoluteRef: "/document.yaml", config });
  return problems.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`);
}

describe("capturing the committed page", () => {
  test("gives the committed document, byte for byte", () => expect(captured).toBe(DOCUMENT));

  test("gives the same bytes again", async () => {
    expect(
      await capture({ page: PAGE, pageName: PAGE_NAME, overlay: OVERLAY, overlayName: OVERLAY_NAME }),
    ).toBe(captured);
  });

  test("gives valid OpenAPI 3.1, without a warning", async () => expect(await lint(captured)).toEqual([]));

  test("begins by saying where it comes from and how to make it again, and ends with a line end", () => {
    expect(captured).toMatch(/^# Derived file, do not edit/);
    expect(captured.split("\n").slice(0, 4).join("\n")).toContain(`npx contract capture ${PAGE_NAME}`);
    expect(captured).toMatch(/[^\n]\n$/);
  });

  test("keeps both examples as they stand on the page", () => {
    const [, request = "", answer = ""] =
      PAGE.match(/--data '\n([\s\S]*?)\n'\n([\s\S]*?)\n\nAuthorizations/) ?? [];
    const { post } = parse(captured).paths["/calendars"];
    expect(post.requestBody.content["application/json"].examples.docs.value).toEqual(JSON.parse(request));
    expect(post.responses["200"].content["application/json"].examples.docs.value).toEqual(JSON.parse(answer));
  });

  test("adds the field that both examples show and the list leaves out, where the example has it", () => {
    const { CreateCalendarRequest, CreateCalendarResponse } = parse(captured).components.schemas;
    const names = Object.keys(CreateCalendarRequest.properties);
    expect(PAGE).not.toContain("consentLabel\nstring");
    expect(CreateCalendarRequest.properties.consentLabel).toMatchObject({ type: "string" });
    expect(CreateCalendarResponse.properties.calendar.properties.consentLabel).toEqual({ type: "string" });
    expect(names[names.indexOf("consentLabel") - 1]).toBe("guestType");
  });

  test("does not let request marks leak into the answer", () => {
    const { CreateCalendarResponse } = parse(captured).components.schemas;
    expect(JSON.stringify(CreateCalendarResponse)).not.toMatch(/"(?:x-binding|x-unique|x-faker|pattern)"/);
  });
});

describe("capturing another operation's page", () => {
  const document = parse(invoice);
  const { put } = document.paths["/shops/{shopId}/invoices"];
  const { CreateInvoiceRequest: request, CreateInvoiceResponse: answer } = document.components.schemas;

  test("gives valid OpenAPI 3.1", async () => {
    expect((await lint(invoice)).filter((problem) => problem.startsWith("error"))).toEqual([]);
  });

  test.each([
    ["id", put.operationId, "create-invoice"],
    ["security", put.security, [{ bearer: [] }]],
    [
      "parameters",
      put.parameters.map((one: { in: string; name: string }) => [one.in, one.name]),
      [
        ["header", "Trace-Id"],
        ["path", "shopId"],
      ],
    ],
    ["status, which the page states", Object.keys(put.responses), ["201"]],
    ["version", document.info.version, "2025-12-31"],
    ["required fields", request.required, ["amount"]],
    [
      "order of fields",
      Object.keys(request.properties),
      ["amount", "note", "lines", "hidden", "kind", "tags"].sort(
        (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b),
      ),
    ],
    ["nullable field", request.properties.note, { type: ["string", "null"], deprecated: true }],
    ["numeric enum", request.properties.kind, { type: "number", enum: [1, 2], default: 2 }],
    [
      "shape of a nested object",
      Object.keys(request.properties.lines.items.properties),
      ["sku", "count", "gift"],
    ],
    ["answered field, described by the request", answer.properties.amount.default, 0],
    ["answered field of another type", answer.properties.note, { type: "number", examples: [5] }],
    [
      "answered nested field",
      Object.keys(answer.properties.lines.items.properties),
      ["sku", "count", "total", "gift"],
    ],
    ["answered field of its own", answer.properties.number, { type: "integer" }],
  ])("gives its %s", (_, given, want) => expect(given).toEqual(want));
});

// What only the example shows follows what stands before it there.
const ORDER = ["amount", "note", "lines", "kind", "tags", "hidden"];
