import { parsed } from "../core/json.ts";
import { log, shell, shellWith, shellWord } from "../core/output/sinks.ts";
import type { WireRequest } from "../http/exchange.ts";
import { TOKEN_NAME } from "../redact/secret.ts";

/** Header names whose value is the caller's secret. */
const SECRET = new Set(["authorization", "proxy-authorization", "cookie"]);

/**
 * The headers as they may be shown: the scheme of an authorization stays, the token does not. Where the run's token is
 * given, only that one is hidden: a wrong one that was sent on purpose is what the request is about.
 */
export function shownHeaders(headers: WireRequest["headers"], token?: string): { [name: string]: string } {
  const isHidden = (name: string, value: string): boolean =>
    isSecret(name) && (token === undefined || token === "" || value.includes(token));
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
  const parts = ["curl", "--request", shellWord(method), shell(url + path)];
  // What curl takes for a range or a list of addresses is one address here.
  if (/[[\]{}]/.test(url + path)) parts.push("--globoff");
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

/** JSON that can be typed: between its tokens only spaces, within its texts escapes. */
function printable(body: string): string {
  // As it goes over the wire: half of a pair is no text there.
  const sent = Buffer.from(body).toString();
  return parsed(sent) === undefined ? sent : log(sent.replace(/[\t\r\n]/g, " "));
}
