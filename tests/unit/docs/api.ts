import type { Json, JsonObject } from "../../../src/core/json.ts";
import { readSource } from "../../../src/docs/source/read-source.ts";
import type { Source } from "../../../src/docs/source/source.ts";

export interface Parts {
  readonly version?: string;
  readonly schemas?: object;
  readonly operation?: object;
  /** Beside the operation that is read. */
  readonly paths?: object;
}

/** A document with one operation that takes the schema; further parts as they are given. */
export function apiOf(
  schema: unknown,
  { version = "3.0.3", schemas = {}, operation = {}, paths = {} }: Parts = {},
): object {
  return {
    openapi: version,
    info: { title: "API", version: "1" },
    paths: {
      ...paths,
      "/things": {
        post: {
          operationId: "add-thing",
          requestBody: { content: { "application/json": { schema } } },
          responses: { 204: { description: "done" } },
          ...operation,
        },
      },
    },
    components: { schemas },
  };
}

export const readApi = (api: object, options: { path?: string; operation?: string } = {}): Promise<Source> =>
  readSource({ text: JSON.stringify(api), name: "api.json", operation: "add-thing", ...options });

/** The component schemas that a schema of a request comes to. */
export async function schemasOf(schema: unknown, parts: Parts = {}): Promise<JsonObject> {
  const { document } = await readApi(apiOf(schema, parts));
  return (document.components as JsonObject).schemas as JsonObject;
}

/** The schema that a request's property comes to. */
export async function propertyOf(schema: unknown, parts: Parts = {}): Promise<Json | undefined> {
  const { AddThingRequest } = await schemasOf({ type: "object", properties: { p: schema } }, parts);
  return ((AddThingRequest as JsonObject).properties as JsonObject | undefined)?.p;
}

/** The message of a refusal, or `accepted`. */
export async function refusalOf(read: Promise<unknown>): Promise<string> {
  return read.then(
    () => "accepted",
    (error: Error) => {
      if (error.name !== "CaptureError") throw error;
      return error.message;
    },
  );
}
