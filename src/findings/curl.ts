import type { WireRequest } from "../exchange.ts";

/** How a token is shown wherever people or files see it. */
export const TOKEN_NAME = "$HIGHLEVEL_TOKEN";

/** Header names whose value is the caller's secret. */
const SECRET = new Set(["authorization", "proxy-authorization", "cookie"]);

/** The headers as they may be shown: the scheme of an authorization stays, the token does not. */
export function shownHeaders(headers: WireRequest["headers"]): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET.has(name) ? withoutSecret(name, value) : value,
    ]),
  );
}

function withoutSecret(name: string, value: string): string {
  const [, scheme] = /^(\S+) /.exec(name === "cookie" ? "" : value) ?? [];
  return scheme === undefined ? TOKEN_NAME : `${scheme} ${TOKEN_NAME}`;
}

/** A curl line that sends the request again from a POSIX shell; the token comes from the environment. */
export function curlLine(url: string, { method, path, headers, body }: WireRequest): string {
  const parts = ["curl", "--request", method, quote(url + path)];
  for (const [name, value] of Object.entries(shownHeaders(headers))) {
    const header = `${name}: ${value}`;
    parts.push("--header", value.includes(TOKEN_NAME) ? `"${header}"` : quote(header));
  }
  if (body !== undefined) parts.push("--data-raw", quote(body));
  return parts.join(" ");
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
