import { parsed } from "../core/json.ts";
import { log, shell, shellWith, shellWord } from "../core/output/sinks.ts";
import type { WireRequest } from "../http/exchange.ts";
import { TOKEN_NAME } from "../redact/secret.ts";

/** Header names whose value is the caller's secret. */
const SECRET = new Set(["authorization", "proxy-authorization", "cookie"]);

/**
 * The headers as they may be shown: the scheme of an authorization stays, the token does not. With the run's token
 * given, only that one is hidden: a wrong one that was sent on purpose is the point of the request.
 */
export function shownHeaders(headers: WireRequest["headers"], token?: string): { [name: string]: string } {
  const isHidden = (name: string, value: string): boolean =>
    isSecret(name) && (token === undefined || value.includes(token));
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      isHidden(name, value) ? withoutSecret(name, value) : value,
    ]),
  );
}

function withoutSecret(name: string, value: string): string {
  const [, scheme] = /^(\S+) /.exec(name.toLowerCase() === "cookie" ? "" : value) ?? [];
  return scheme === undefined ? TOKEN_NAME : `${scheme} ${TOKEN_NAME}`;
}

/**
 * A curl line that sends the request again from a POSIX shell; the token comes from the environment, and nothing else in it
 * is expanded. A JSON body is the same value, with escapes for what cannot be seen.
 */
export function curlLine(url: string, request: WireRequest, token?: string): string {
  const { method, path, headers, body } = request;
  // A path such as @elsewhere.example would make a user name of the host, and bring the token to another one.
  const address = path.startsWith("/") ? url + path : `${url}/${path}`;
  const parts = ["curl", "--request", shellWord(method), shell(address)];
  // In a URL curl takes brackets for a range and braces for a list; --globoff turns that off.
  if (/[[\]{}]/.test(address)) parts.push("--globoff");
  for (const [name, value] of Object.entries(shownHeaders(headers, token))) {
    if (!NAME.test(name)) continue;
    const header = `${name}: ${value}`;
    parts.push("--header", isSecret(name) ? shellWith(TOKEN_NAME, header) : shell(header));
  }
  if (body !== undefined) parts.push("--data-raw", shell(printable(body)));
  return parts.join(" ");
}

/** A header's name (RFC 9110, section 5.6.2); no request carries another, and curl takes one with an @ for a file. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

const isSecret = (name: string): boolean => SECRET.has(name.toLowerCase());

/** JSON that can be typed: only spaces between its tokens, escapes within its texts. */
function printable(body: string): string {
  // As UTF-8 has it on the wire: an unpaired surrogate is replaced there.
  const sent = Buffer.from(body).toString();
  return parsed(sent) === undefined ? sent : log(sent.replace(/[\t\r\n]/g, " "));
}
