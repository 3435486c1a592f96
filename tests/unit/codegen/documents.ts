import type { Schema } from "../../../src/contract/contract.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";

/** A document with one operation that takes a thing; `change` may bend it. As JSON, which is YAML too. */
export function documentOf(
  thing: unknown,
  change: (document: ThingDocument) => void = () => {},
  schemas: { readonly [name: string]: unknown } = {},
): string {
  const document: ThingDocument = {
    openapi: "3.1.0",
    info: { title: "Things", version: "1" },
    servers: [{ url: "https://api.things.example" }],
    paths: {
      "/things": {
        post: {
          operationId: "create-thing",
          summary: "Create a thing",
          security: [{ token: [] }],
          requestBody: { required: true, content: { "application/json": { schema: thing as Schema } } },
          responses: {
            "201": {
              description: "Created",
              content: { "application/json": { schema: { type: "object" } } },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: schemas as JsonObject,
    },
  };
  change(document);
  return JSON.stringify(document);
}

/** A document whose things have one property, `field`. */
export const fieldDocument = (field: unknown, schemas?: { readonly [name: string]: unknown }): string =>
  documentOf(bodyOf(field), undefined, schemas);

/** A body with one property, `field`. */
export const bodyOf = (field: unknown) => ({ type: "object", properties: { field }, required: ["field"] });

export interface ThingDocument {
  openapi: string;
  [key: string]: unknown;
  paths: { "/things": { post: ThingOperation; [key: string]: unknown } };
  components: { securitySchemes: { [name: string]: Json }; schemas: JsonObject };
}

export interface ThingOperation {
  operationId?: string;
  requestBody: { content: { [type: string]: unknown }; required?: boolean };
  responses: { [status: string]: { [key: string]: unknown } };
  [key: string]: unknown;
}
