import type { JsonObject } from "../../core/json.ts";
import { kebabCase, pascalCase } from "../title-names.ts";
import type { Field } from "./field.ts";
import { fieldSchema, objectSchema } from "./field-schema.ts";
import { inPart, partialSchema } from "./infer-schema.ts";
import type { Page } from "./read-page.ts";
import { responseSchema } from "./response-schema.ts";

/** The OpenAPI 3.1 document of one page; `successStatus` counts where the page does not give the answer's status. */
export function buildDocument(page: Page, successStatus: string): JsonObject {
  const stem = pascalCase(page.title);
  const request = page.body === undefined ? undefined : objectSchema(page.body.fields, page.requestExample);
  const response = answerSchema(page, request);
  const schemas: JsonObject = {
    ...(request === undefined ? {} : { [`${stem}Request`]: request }),
    ...(response === undefined ? {} : { [`${stem}Response`]: response }),
  };
  return {
    openapi: "3.1.0",
    info: { title: page.title, version: page.modified },
    servers: [{ url: page.server }],
    paths: { [page.path]: { [page.method.toLowerCase()]: operation(page, stem, successStatus) } },
    components: {
      schemas,
      ...(page.authorizations.length === 0 ? {} : { securitySchemes: securitySchemes(page) }),
    },
  };
}

function operation(page: Page, stem: string, successStatus: string): JsonObject {
  const parameters = Object.entries(page.parameters).flatMap(([member, fields]) =>
    fields.map((field) => parameter(member, field)),
  );
  return {
    operationId: kebabCase(page.title),
    summary: page.title,
    ...(page.description === "" ? {} : { description: page.description }),
    ...(page.authorizations.length === 0 ? {} : { security: [{ [SCHEME]: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(page.body === undefined ? {} : { requestBody: requestBody(page, stem) }),
    responses: { [page.response.status ?? successStatus]: response(page, stem) },
  };
}

function parameter(member: string, field: Field): JsonObject {
  const { description, ...schema } = fieldSchema(field, undefined);
  return {
    name: field.name,
    in: member,
    required: field.required || member === "path",
    ...(description === undefined ? {} : { description }),
    schema,
  };
}

function requestBody(page: Page, stem: string): JsonObject {
  const media: JsonObject = { schema: reference(`${stem}Request`) };
  if (page.requestExample !== undefined) media.examples = { docs: { value: page.requestExample } };
  const required = page.body?.fields.some((field) => field.required) ?? false;
  return { required, content: { [page.body?.mediaType ?? JSON_MEDIA]: media } };
}

function response(page: Page, stem: string): JsonObject {
  const { description, fields, mediaType = JSON_MEDIA } = page.response;
  if (page.responseExample === undefined && fields.length === 0) return { description };
  const media: JsonObject = { schema: reference(`${stem}Response`) };
  if (page.responseExample !== undefined) media.examples = { docs: { value: page.responseExample } };
  return { description, content: { [mediaType]: media } };
}

function answerSchema(page: Page, request: JsonObject | undefined): JsonObject | undefined {
  const { fields } = page.response;
  if (page.responseExample === undefined && fields.length === 0) return undefined;
  if (Array.isArray(page.responseExample)) return partialSchema(page.responseExample);
  const listed = objectSchema(fields, page.responseExample);
  const shown = fields.length === 0 ? inPart(listed) : listed;
  return request === undefined ? shown : responseSchema(shown, request);
}

/** The docs site's one scheme: a token in the Authorization header (RFC 6750). */
function securitySchemes(page: Page): JsonObject {
  const description = page.authorizations.map((field) => field.description).join("\n\n");
  return { [SCHEME]: { type: "http", scheme: "bearer", ...(description === "" ? {} : { description }) } };
}

function reference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

const SCHEME = "bearer";
// The page shows the answer as JSON even where it names no media type.
const JSON_MEDIA = "application/json";
