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

describe("a reference that leads nowhere is unknown:", () => {
  test.each<[string, object]>([
    ["the schema of a refusal", { description: "Refused.", content: { "application/json": { schema: { $ref: "gone.json#/a" } } } }],
    ["a refusal as a whole", { $ref: "gone.json#/a" }],
  ])("%s is named, and is no change in either direction", async (_, refusal) => {
    const broken = shop("broken", ({ operation }) => {
      operation.responses["400"] = refusal;
    });
    for (const pair of [[shop("whole"), broken], [broken, shop("whole")]] as const) {
      const report = await driftCommand(...pair);
      expect(report.changes).toEqual([]);
      expect(report.unresolved).toEqual([expect.objectContaining({ ref: "gone.json#/a", name: broken })]);
    }
  }); // biome-ignore format: a table reads better in lines
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
  await expect(driftCommand(shop("before"), odd)).rejects.toThrow(/\/properties\/note: .*no type in common/);
});

test("a field that is gone from a page's list is told, though the example still has it", async () => {
  const gone = put("gone.txt", PAGE.replace(/^pixelId\nstring\n/m, ""));
  const { changes } = await driftCommand(put("all.txt", PAGE), gone);
  expect(changes.map(line)).toEqual([
    ["breaking", "request", "property-removed", "/pixelId", "string", null],
  ]);
});
