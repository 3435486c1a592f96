import type { Operation } from "../contract/contract.ts";
import { parameterTexts } from "../contract/parameters.ts";
import { PathTemplate } from "../contract/path-template.ts";
import type { ParameterValues, RequestInstance } from "../contract/request-schema.ts";
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
    return value === undefined ? undefined : parameterTexts(value).map(encodeURIComponent).join(",");
  });
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    parameterTexts(value).map((text): [string, string] => [name, text]),
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
  for (const [name, value] of Object.entries(header))
    headers[name.toLowerCase()] = parameterTexts(value).join(",");
  const mediaType = operation.requestBody?.mediaType;
  if (hasBody && mediaType !== undefined) headers["content-type"] = mediaType;
  return headers;
}
