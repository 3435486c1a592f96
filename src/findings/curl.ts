import type { WireRequest } from "../http/exchange.ts";
import { TOKEN_NAME } from "../redact/secret.ts";

/** Header names whose value is the caller's secret. */
const SECRET = new Set(["authorization", "proxy-authorization", "cookie"]);

/**
 * The headers as they may be shown: the scheme of an authorization stays, the token does not. Where the run's token is
 * given, only that one is hidden: a wrong one that was sent on purpose is what the request is about.
 */
export function shownHeaders(headers: WireRequest["headers"], token?: string): { [name: string]: string } {
  const isSecret = (name: string, value: string): boolean =>
    SECRET.has(name) && (token === undefined || token === "" || value.includes(token));
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      isSecret(name, value) ? withoutSecret(name, value) : value,
    ]),
  );
}

function withoutSecret(name: string, value: string): string {
  const [, scheme] = /^(\S+) /.exec(name === "cookie" ? "" : value) ?? [];
  return scheme === undefined ? TOKEN_NAME : `${scheme} ${TOKEN_NAME}`;
}

/** A curl line that sends the request again from a POSIX shell; the token comes from the environment. */
export function curlLine(url: string, request: WireRequest, token?: string): string {
  const { method, path, headers, body } = request;
  const parts = ["curl", "--request", method, quote(url + path)];
  for (const [name, value] of Object.entries(shownHeaders(headers, token))) {
    const header = `${name}: ${value}`;
    parts.push("--header", SECRET.has(name) && value.includes(TOKEN_NAME) ? `"${header}"` : quote(header));
  }
  if (body !== undefined) parts.push("--data-raw", quote(body));
  return parts.join(" ");
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
