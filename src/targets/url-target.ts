import type { Target } from "../http/exchange.ts";
import { createTransport, type TransportOptions } from "../http/transport.ts";
import { isLoopback, parseTargetUrl } from "./target-url.ts";

export interface UrlTargetOptions extends Pick<TransportOptions, "timeoutMs" | "redirects" | "connect"> {
  readonly token: string;
}

/**
 * The endpoint at an http(s) URL; a path prefix is kept, a trailing slash is not.
 * @throws SuiteError for anything else, and for a URL with user, query or fragment, which would be lost or printed.
 */
export function openUrlTarget(url: string, options: UrlTargetOptions): Target {
  const parsed = parseTargetUrl(url);
  const base = `${parsed.origin}${parsed.pathname.replace(/\/+$/, "")}`;
  const { token, ...wire } = options;
  const transport = createTransport({ baseUrl: base, dispatch: "undici", ...wire });
  return {
    name: url,
    url: base,
    loopback: isLoopback(parsed.hostname),
    stores: true,
    live: true,
    token,
    send: transport.send,
    close: transport.close,
  };
}
