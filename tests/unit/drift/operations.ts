import type { Json, JsonObject } from "../../../src/core/json.ts";
import type { FoundChange } from "../../../src/drift/change.ts";
import { compareOperations } from "../../../src/drift/compare-operations.ts";
import { operationModel } from "../../../src/drift/read-operation.ts";

/** An operation that orders cakes: what a test changes in it is all that differs. */
export function cakeShop(): JsonObject {
  const candle = {
    type: "object",
    required: ["colour"],
    properties: {
      colour: { type: "string", enum: ["red", "blue"], description: "What it looks like." },
      height: { type: "number", minimum: 1, maximum: 20 },
    },
  };
  const tier = {
    type: "object",
    required: ["flavour"],
    properties: {
      flavour: { type: "string", enum: ["plain", "lemon"] },
      layers: { type: "integer", minimum: 1, default: 2 },
      candles: { type: "array", items: { $ref: "#/components/schemas/Candle" }, maxItems: 8 },
    },
  };
  const cake = (more: JsonObject = {}, required = ["size"]): JsonObject => ({
    type: "object",
    required,
    properties: {
      size: { type: "string", enum: ["small", "large"], default: "small", examples: ["small"] },
      greeting: { type: "string", maxLength: 40, description: "Written on top. At most two lines." },
      weight: { type: ["number", "null"] },
      note: { type: "string" },
      pickUp: { type: "string", format: "date-time" },
      candles: { type: "array", items: { $ref: "#/components/schemas/Candle" } },
      tiers: { type: "array", items: structuredClone(tier) },
      ...structuredClone(more),
    },
  });
  return {
    openapi: "3.1.0",
    info: { title: "Order Cake", version: "1" },
    servers: [{ url: "https://cakes.example" }],
    paths: {
      "/cakes": {
        post: {
          operationId: "order-cake",
          description: "Orders a cake.",
          security: [{ token: ["cakes.write"] }],
          parameters: [
            { name: "Version", in: "header", required: true, schema: { type: "string", enum: ["1"] } },
            { name: "dryRun", in: "query", required: false, schema: { type: "boolean" } },
          ],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
          },
          responses: {
            "200": {
              description: "The cake.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Answer" } } },
            },
            "400": {
              description: "Refused.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "A token of the shop." } },
      schemas: {
        Candle: candle,
        Order: cake(),
        Answer: {
          type: "object",
          required: ["cake"],
          properties: { cake: cake({ id: { type: "string" } }, ["id", "size"]) },
        },
        Refusal: { type: "object", properties: { message: { type: "string" } } },
      },
    },
  };
}

/** The changes from one document to another, as the report has them. */
export function drift(before: JsonObject, after: JsonObject): FoundChange[] {
  return compareOperations(operationModel(before, "before"), operationModel(after, "after"));
}

/** The changes that an edit of the cake shop's document makes. */
export function driftOf(edit: (document: Editable) => void): FoundChange[] {
  const after = cakeShop();
  edit(editable(after));
  return drift(cakeShop(), after);
}

/** The parts of the document that tests change. */
export interface Editable {
  readonly document: JsonObject;
  readonly operation: Loose;
  readonly request: Loose;
  readonly answer: Loose;
  readonly candle: Loose;
  readonly schemas: Loose;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reaches into JSON
type Loose = any;

export function editable(document: JsonObject): Editable {
  const loose = document as Loose;
  const { schemas } = loose.components;
  return {
    document,
    operation: loose.paths["/cakes"].post,
    request: schemas.Order,
    answer: schemas.Answer.properties.cake,
    candle: schemas.Candle,
    schemas,
  };
}

/** A change in one line: class, side, kind, place, before and after. */
export const line = ({ class: of, side, kind, at, before, after }: FoundChange): [string, string, string, string, Json, Json] => [
  of, side, kind, at, before, after,
]; // biome-ignore format: one line of a table
