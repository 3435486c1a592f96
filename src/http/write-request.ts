import type { Operation } from "../contract/contract.ts";
import { entriesOfClass } from "../contract/documented-status.ts";
import { parametersIn } from "../contract/parameters.ts";
import { PathTemplate } from "../contract/path-template.ts";
import type { ParameterValues, RequestInstance } from "../contract/request-schema.ts";
import type { Schemas } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { jsonText, own } from "../core/json.ts";
import { credentials, tokenHeader, withTokenInQuery } from "./credentials.ts";
import type { WireRequest } from "./exchange.ts";
import { type WrittenBody, writeBody } from "./form-body.ts";
import { queryPairs, type Style, simpleTexts } from "./parameter-styles.ts";

/** The sender of a request, as its headers name it. */
export interface Caller {
  readonly token: string;
  readonly userAgent: string;
}

/** Writes a request instance out: path and query filled in, then the headers in a fixed order, and the body in its media type. */
export function writeRequest(
  operation: Operation,
  instance: RequestInstance,
  caller: Caller,
  schemas: Schemas = {},
): WireRequest {
  const { requestBody, security } = operation;
  const body =
    instance.body === undefined
      ? undefined
      : requestBody
        ? writeBody(requestBody, instance.body, schemas)
        : { text: jsonText(instance.body), contentType: undefined };
  const path = writtenPath(operation, instance);
  return {
    method: operation.method,
    path: security?.key?.in === "query" ? withTokenInQuery(path, security.key.name, caller.token) : path,
    headers: writtenHeaders(operation, instance, caller, body?.contentType),
    ...(body === undefined ? {} : { body: body.text }),
  };
}

/** A parameter that has no value leaves its name in the path. */
function writtenPath(operation: Operation, { path, query }: ParameterValues): string {
  const styleOf = stylesOf(operation, "path");
  const written = new PathTemplate(operation.path).filled((name) => {
    const value = Object.hasOwn(path, name) ? path[name] : undefined;
    return value === undefined ? undefined : simpleTextOf(value, styleOf(name), encodeURIComponent);
  });
  const styleInQuery = stylesOf(operation, "query");
  const pairs = Object.entries(query).flatMap(([name, value]) => queryPairs(name, value, styleInQuery(name)));
  return pairs.length === 0
    ? written
    : `${written}?${new URLSearchParams(pairs.map(([name, text]) => [name, text]))}`;
}

const simpleTextOf = (value: Json, style: Style, encoded = (text: string): string => text): string =>
  style.style === "json" ? encoded(jsonText(value)) : simpleTexts(value, style).map(encoded).join(",");

/** The styles of an operation's parameters in one place, by their names. */
function stylesOf(operation: Operation, where: "path" | "query" | "header"): (name: string) => Style {
  const declared = parametersIn(operation, where);
  return (name) => declared.find((parameter) => parameter.name === name) ?? {};
}

function writtenHeaders(
  operation: Operation,
  { header }: ParameterValues,
  { token, userAgent }: Caller,
  contentType: WrittenBody["contentType"] | undefined,
): { [name: string]: string } {
  const { security } = operation;
  const headers: { [name: string]: string } = { accept: acceptedBy(operation), "user-agent": userAgent };
  const carrier = security && tokenHeader(security);
  if (security && carrier !== undefined) headers[carrier] = credentials(security, token);
  const styleOf = stylesOf(operation, "header");
  for (const [name, value] of Object.entries(header))
    headers[name.toLowerCase()] = simpleTextOf(value, styleOf(name));
  if (contentType !== undefined) headers["content-type"] = contentType;
  return headers;
}

/** JSON; anything where a success is documented as something else. */
function acceptedBy({ responses }: Operation): string {
  const [first] = entriesOfClass(responses, "2");
  const type = first === undefined ? undefined : own(responses, first)?.mediaType;
  return type === undefined || /[/+]json$/.test(type) ? "application/json" : "*/*";
}
