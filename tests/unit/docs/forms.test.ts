import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { readSource } from "../../../src/docs/source/read-source.ts";
import { capture } from "../../fixtures/capture-text.ts";
import { DOCUMENT, OVERLAY, OVERLAY_NAME, PAGE, PAGE_NAME } from "./pages.ts";
import { markdownOf, TICKET_30, TICKET_31, TICKET_PAGE } from "./ticket-forms.ts";

const read = async (text: string, options: { operation?: string; preferred?: string } = {}) =>
  readSource({ text, name: "source", ...options });

describe("a small operation", () => {
  const forms: [string, string, string, object][] = [
    ["the page's text", TICKET_PAGE, "page", {}],
    ["the Markdown export", markdownOf(TICKET_31), "markdown", {}],
    ["the Markdown export, its method in lower case", markdownOf(TICKET_31, "post /desks/{deskId}/tickets"), "markdown", {}],
    ["the Markdown export of JSON", markdownOf(JSON.stringify(TICKET_30)), "markdown", {}],
    ["OpenAPI 3.1 as YAML", TICKET_31, "openapi", {}],
    ["OpenAPI 3.0 as JSON", JSON.stringify(TICKET_30), "openapi", { operation: "openTicket" }],
    ["OpenAPI 3.0 as YAML", stringify(TICKET_30), "openapi", { operation: "open-ticket" }],
    ["OpenAPI 3.0, by the request line", JSON.stringify(TICKET_30), "openapi", { operation: "post /desks/{deskId}/tickets" }],
    ["OpenAPI 3.0, as the operation that is tested", JSON.stringify(TICKET_30), "openapi", { preferred: "open-ticket" }],
  ]; // biome-ignore format: a table reads better in lines

  test.each(forms)("comes to the same document from %s", async (_, text, form, options) => {
    const source = await read(text, options);
    const page = await read(TICKET_PAGE);
    expect(source.form).toBe(form);
    expect(source.document).toEqual(page.document);
    expect(Object.keys(source.document.paths as object)).toHaveLength(1);
  });

  test("comes to the same bytes, whatever the order of keys", async () => {
    const want = JSON.stringify((await read(TICKET_31)).document);
    const turned = stringify(reversed((await read(TICKET_31)).document));
    expect(turned).not.toBe(want);
    const again = (await read(turned)).document;
    expect(JSON.stringify(sortedProperties(again))).toBe(JSON.stringify(sortedProperties(JSON.parse(want))));
  });
});

/** Every object with its keys the other way round. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, reversed(one)]),
  );
}

/** The order of properties is the source's own. */
function sortedProperties(value: Json, key = ""): Json {
  if (Array.isArray(value)) return value.map((one) => sortedProperties(one));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]): [string, Json] => [
    name,
    sortedProperties(one, name),
  ]);
  const isFree = key !== "schema" && /^(properties|value|ticket|place|schemas)$/.test(key);
  return Object.fromEntries(isFree ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries);
}

describe("the committed page", async () => {
  const { document } = await readSource({ text: PAGE, name: PAGE_NAME });
  const [path = ""] = Object.keys(document.paths as object);
  const forms: [string, string][] = [
    ["as its Markdown export", ["# T", "", "## OpenAPI", "", `\`\`\`\`yaml POST ${path}`, stringify(document), "````"].join("\n")],
    ["as OpenAPI 3.1 in JSON", JSON.stringify(document)],
    ["as OpenAPI 3.1 with its keys reversed", stringify(withoutMoves(document))],
    ["as OpenAPI 3.0 in YAML", stringify(lowered(document))],
  ]; // biome-ignore format: a table reads better in lines

  test.each(forms)("%s gives the committed document, byte for byte", async (_, page) => {
    expect(await capture({ page, pageName: PAGE_NAME, overlay: OVERLAY, overlayName: OVERLAY_NAME })).toBe(
      DOCUMENT,
    );
  });
});

/** The same document with the keys of everything but examples and properties reversed. */
function withoutMoves(document: JsonObject): Json {
  const turn = (value: Json, key: string): Json => {
    if (Array.isArray(value)) return value.map((one) => turn(one, ""));
    if (typeof value !== "object" || value === null || key === "value") return value;
    const entries = Object.entries(value).map(([name, one]): [string, Json] => [name, turn(one, name)]);
    return Object.fromEntries(key === "properties" ? entries : entries.reverse());
  };
  return turn(document, "");
}

/** The same document in the words of OpenAPI 3.0. */
function lowered(document: JsonObject): Json {
  const lower = (value: Json, key: string): Json => {
    if (Array.isArray(value)) return value.map((one) => lower(one, ""));
    if (typeof value !== "object" || value === null || key === "value") return value;
    const { examples, ...rest } = value;
    const entries = Object.entries(rest).map(([name, one]): [string, Json] => [name, lower(one, name)]);
    const example = Array.isArray(examples) && key !== "properties" ? { example: examples[0] ?? null } : {};
    return {
      ...Object.fromEntries(entries),
      ...(Array.isArray(examples) ? example : examples === undefined ? {} : { examples }),
    };
  };
  return { ...(lower(document, "") as JsonObject), openapi: "3.0.3" };
}
