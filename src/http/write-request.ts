import type { Operation } from "../contract/contract.ts";
import { PathTemplate } from "../contract/path-template.ts";
import type { ParameterValues, RequestInstance } from "../contract/request-schema.ts";
import type { Json } from "../core/json.ts";
import { jsonText } from "../core/json.ts";
import type { WireRequest } from "./exchange.ts";

/** The sender of a request, as its headers name it. */
export interface Caller {
  readonly token: string;
  readonly userAgent: string;
}

/** Writes a request instance out: path and query filled in, then the headers in a fixed order, and the body as JSON. */
export function writeRequest(operation: Operation, instance: RequestInstance, caller: Caller): WireRequest {
  const body = instance.body === undefined ? undefined : jsonText(instance.body);
  return {
    method: operation.method,
    path: writtenPath(operation, instance),
    headers: writtenHeaders(operation, instance, caller, body !== undefined),
    ...(body === undefined ? {} : { body }),
  };
}

/** A parameter that has no value leaves its name in the path. */
function writtenPath(operation: Operation, { path, query }: ParameterValues): string {
  const written = new PathTemplate(operation.path).filled((name) => {
    const value = Object.hasOwn(path, name) ? path[name] : undefined;
    return value === undefined ? undefined : texts(value).map(encodeURIComponent).join(",");
  });
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    texts(value).map((text): [string, string] => [name, text]),
  );
  return pairs.length === 0 ? written : `${written}?${new URLSearchParams(pairs)}`;
}

function writtenHeaders(
  operation: Operation,
  { header }: ParameterValues,
  { token, userAgent }: Caller,
  hasBody: boolean,
): { [name: string]: string } {
  const headers: { [name: string]: string } = { accept: "application/json", "user-agent": userAgent };
  if (operation.security) headers.authorization = `${operation.security.scheme} ${token}`;
  for (const [name, value] of Object.entries(header)) headers[name.toLowerCase()] = texts(value).join(",");
  const mediaType = operation.requestBody?.mediaType;
  if (hasBody && mediaType !== undefined) headers["content-type"] = mediaType;
  return headers;
}

/** A value as the texts that stand for it: one for each item of a list (OpenAPI 3.1, styles `simple` and exploded `form`). */
const texts = (value: Json): string[] => [value].flat().map((one) => parameterText(one as Json));

/** A value of a parameter as it is sent, before any encoding; null is an empty text. */
export const parameterText = (value: Json): string =>
  typeof value === "string" ? value : value === null ? "" : jsonText(value);
