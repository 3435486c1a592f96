/** Two sources compared, with nothing of the project in between. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type JsonObject, valueAt } from "../../../src/core/json.ts";
import { driftCommand } from "../../../src/drift/drift-command.ts";
import { PAGE } from "../docs/pages.ts";
import { TICKET_31, TICKET_PAGE } from "../docs/ticket-forms.ts";
import { cakeShop, type Editable, editable, line } from "./operations.ts";

const folder = mkdtempSync(join(tmpdir(), "drift-command-"));

function put(name: string, content: string | JsonObject): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

function shop(name: string, edit: (document: Editable) => void = () => {}): string {
  const document = cakeShop();
  edit(editable(document));
  return put(`${name}.json`, document);
}

test("a list that becomes one text is told through every form that can say so", async () => {
  const list = (explode: boolean) => (document: Editable) =>
    document.operation.parameters.push({
      name: "tags",
      in: "query",
      explode,
      schema: { type: "array", items: { type: "string" } },
    });
  const { changes } = await driftCommand(shop("apart", list(true)), shop("joined", list(false)));
  expect(changes).toMatchObject([
    {
      class: "breaking",
      kind: "style-changed",
      keyword: "explode",
      at: "/query/tags",
      before: true,
      after: false,
    },
  ]);
});

describe("a reference that leads nowhere is unknown:", () => {
  const GONE = { $ref: "gone.json#/a" };
  const JSON_TYPE = "application/json";
  test.each<[string, (shop: Editable) => void]>([
    ["the schema of a refusal", ({ operation }) => { operation.responses["400"].content[JSON_TYPE].schema = GONE; }],
    ["a refusal as a whole", ({ operation }) => { operation.responses["400"] = GONE; }],
    ["a property of a refusal", ({ schemas }) => { schemas.Refusal.properties.message = GONE; }],
    ["a success as a whole", ({ operation }) => { operation.responses["200"] = GONE; }],
    ["a property of an answer", ({ answer }) => { answer.properties.note = GONE; }],
    ["the body of the request", ({ operation }) => { operation.requestBody = GONE; }],
    ["the schema of the request", ({ operation }) => { operation.requestBody.content[JSON_TYPE].schema = GONE; }],
    ["a part of the request's schema", ({ schemas }) => { schemas.Order = { allOf: [GONE, { type: "object", properties: { note: { type: "string" } } }] }; }],
    ["a property", ({ request }) => { request.properties.weight = GONE; }],
    ["the items of a list", ({ request }) => { request.properties.candles.items = GONE; }],
    ["a parameter", ({ operation }) => { operation.parameters[1] = GONE; }],
    ["the schema of a parameter", ({ operation }) => { operation.parameters[1].schema = GONE; }],
    ["two places", ({ request }) => { request.properties.weight = GONE; request.properties.note = GONE; }],
  ])("%s is named once, and is no change in either direction", async (_, edit) => {
    const broken = shop("broken", edit);
    for (const pair of [[shop("whole"), broken], [broken, shop("whole")]] as const) {
      const report = await driftCommand(...pair);
      expect(report.changes).toEqual([]);
      expect(report.unresolved).toEqual([expect.objectContaining({ ref: "gone.json#/a", name: broken })]);
    }
  }); // biome-ignore format: a table reads better in lines

  test("an alternative of a union that leads nowhere may be the one that the other side has", async () => {
    const union = (second: object) => (shop: Editable) => {
      shop.request.properties.note = { oneOf: [{ type: "string" }, second] };
    };
    const [whole, broken] = [shop("whole", union({ type: "integer" })), shop("broken", union(GONE))];
    expect((await driftCommand(whole, broken)).changes).toEqual([]);
    expect((await driftCommand(broken, whole)).changes).toEqual([]);
  });

  test("a header of an answer and a security scheme are named as well", async () => {
    const header = (value: object) => (shop: Editable) => {
      shop.operation.responses["200"].headers = { "X-Left": value };
    };
    const without = shop("without", ({ document }) => {
      delete (document.components as JsonObject).securitySchemes;
    });
    const [scheme, left] = [
      await driftCommand(shop("whole"), without),
      await driftCommand(
        shop("whole", header({ schema: { type: "integer" } })),
        shop("broken", header(GONE)),
      ),
    ];
    expect([scheme.changes, left.changes]).toEqual([[], []]);
    expect(scheme.unresolved).toEqual([
      expect.objectContaining({ ref: "#/components/securitySchemes/token" }),
    ]);
    expect(left.unresolved).toHaveLength(1);
  });

  test("what is known beside it is compared", async () => {
    const broken = shop("broken", ({ schemas }) => {
      schemas.Refusal.properties.message = GONE;
      schemas.Candle = { allOf: [GONE, { properties: { wick: { type: "string" } } }] };
    });
    const { changes } = await driftCommand(
      shop("whole", ({ schemas }) => {
        schemas.Refusal.properties.code = { type: "string" };
      }),
      broken,
    );
    expect(changes.map(({ kind, at }) => [kind, at])).toEqual([
      ["property-removed", "/code"],
      ["property-added", "/candles/-/wick"],
      ["property-added", "/cake/candles/-/wick"],
    ]);
  });

  test("marks in a document that is read are no marks", async () => {
    const marked = shop("marked", ({ request }) => {
      request["x-partial"] = true;
      delete request.properties.note;
    });
    expect((await driftCommand(shop("whole"), marked)).changes).toHaveLength(1);
  });
});

describe("the operation is the one of the same method and path", () => {
  test("whatever its title is", async () => {
    const renamed = shop("renamed", ({ operation }) => {
      operation.operationId = "bake";
      operation.summary = "Order a Big Cake";
    });
    const report = await driftCommand(shop("before"), renamed);
    expect(report.operation).toBe("order-cake");
    expect(report.changes.map(({ class: of, kind }) => [of, kind])).toEqual([
      ["annotation", "title-changed"],
    ]);
  });

  test("among several, whatever the others are called", async () => {
    const several = shop("several", ({ document, operation }) => {
      const paths = document.paths as JsonObject;
      paths["/pies"] = { post: structuredClone(operation) };
      operation.operationId = "bake";
    });
    const { operation, changes } = await driftCommand(shop("before"), several);
    expect({ operation, changes }).toEqual({ operation: "order-cake", changes: [] });
  });
});

test("what a page cannot say is no change: scopes, refusals, headers of answers", async () => {
  const page = put("page.txt", TICKET_PAGE);
  const rich = put("rich.yaml", richer(TICKET_31));
  expect((await driftCommand(page, rich)).changes.map(line)).toEqual([]);
  expect((await driftCommand(rich, page)).changes.map(line)).toEqual([]);
});

describe("a page that collapses what is nested says nothing of it against a document that spells it out:", () => {
  const nested = {
    type: "object",
    required: ["since"],
    description: "Told.",
    properties: { since: { type: "string", description: "A day.", maxLength: 9 }, more: { type: "integer" } },
  };
  const BODY = "/paths/~1desks~1{deskId}~1tickets/post/requestBody/content/application~1json";
  const PAGE_OF_IT = TICKET_PAGE.replace(/^(?=title\nstring\n)/m, "seat\nobject\n\nTold.\n\n")
    .replace(/--data '\n\{/, `--data '\n{\n  "seat": { "since": "2020", "extra": 1 },`); // biome-ignore format: a page reads better in lines
  test.each<[string, JsonObject, (readonly [string, string])[]]>([
    ["its details are no change", { ...nested, properties: { ...nested.properties, extra: { type: "integer" } } }, []],
    ["a field that the example shows is gone", nested, [["property-removed", "/seat/extra"]]],
    ["a field of another type", { ...nested, properties: { extra: { type: "string" } } }, [["property-removed", "/seat/since"], ["type-changed", "/seat/extra"]]],
    ["an open object says nothing against the example", { type: "object", description: "Told." }, []],
  ])("%s", async (_, seat, want) => {
    expect(PAGE_OF_IT).toContain('"extra"');
    const document = parse(TICKET_31) as JsonObject;
    const body = valueAt(document, `${BODY}/schema/properties`) as JsonObject;
    body.seat = seat;
    (valueAt(document, `${BODY}/example`) as JsonObject).seat = { since: "2020", extra: 1 };
    const { changes } = await driftCommand(put("page.txt", PAGE_OF_IT), put("document.json", document));
    expect(changes.map(({ kind, at }) => [kind, at]).sort()).toEqual(want.toSorted());
  }); // biome-ignore format: a table reads better in lines
});

function richer(text: string): JsonObject {
  const document = parse(text) as JsonObject;
  const operation = valueAt(document, "/paths/~1desks~1{deskId}~1tickets/post") as JsonObject;
  operation.security = [{ bearer: ["tickets.write"] }];
  const responses = operation.responses as { [status: string]: JsonObject };
  responses["422"] = { description: "Refused." };
  Object.values(responses)[0]!.headers = { "X-Left": { schema: { type: "integer" } } };
  return document;
}

test("schemas that contradict each other are refused with their place", async () => {
  const odd = shop("odd", ({ request }) => {
    request.properties.note = { allOf: [{ type: "string" }, { type: "number" }] };
  });
  await expect(driftCommand(shop("before"), odd)).rejects.toThrow(
    /odd\.json#\/.*\/properties\/note: .*no type in common/,
  );
});

test("a field that is gone from a page's list is told, though the example still has it", async () => {
  const gone = put("gone.txt", PAGE.replace(/^pixelId\nstring\n/m, ""));
  const { changes } = await driftCommand(put("all.txt", PAGE), gone);
  expect(changes.map(line)).toEqual([
    ["breaking", "request", "property-removed", "/pixelId", "string", null],
  ]);
});
