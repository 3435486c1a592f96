import type { Answer, TransportFailure, WireRequest } from "./exchange.ts";
import { createFetchDispatch } from "./fetch-dispatch.ts";
import { transportFailure } from "./transport-failure.ts";
import { type ConnectOptions, createUndiciDispatch } from "./undici-dispatch.ts";

export interface TransportOptions {
  /** Base URL of the endpoint, without a trailing slash; a path prefix is kept. */
  readonly baseUrl: string;
  /** undici is fast; only the global fetch can be intercepted. */
  readonly dispatch: "undici" | "global-fetch";
  /** From the first byte sent to the last one received, in milliseconds; 30,000 unless given. */
  readonly timeoutMs?: number;
  /** Documented redirects: any other one comes from an intermediary (RFC 9110 §3.7). */
  readonly redirects?: ReadonlySet<number>;
  /** Resolver and certificates for undici where the system's own do not suffice. */
  readonly connect?: ConnectOptions;
}

export interface Transport {
  /** @returns the answer or the reason why there is none; never throws. */
  send(request: WireRequest): Promise<Answer | TransportFailure>;
  /** Ends at once; requests in flight fail. */
  close(): Promise<void>;
}

/**
 * Headers of every request unless it has its own. Unpacked answers make recordings readable and redactable, and some
 * edges refuse a request without a user agent.
 */
const HEADERS = { "accept-encoding": "identity", "user-agent": "contract-suite" };

/** Longest duration of a request by default, in milliseconds. */
export const TIMEOUT_MS = 30_000;

/**
 * Sends requests byte for byte. An answer of an intermediary (a redirect, which is not followed, a proxy that wants a
 * login, too many requests) is a failure: it says nothing of the endpoint.
 */
export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, timeoutMs = TIMEOUT_MS, connect } = options;
  const { origin, host } = new URL(baseUrl);
  const dispatcher =
    options.dispatch === "undici"
      ? createUndiciDispatch(origin, timeoutMs, connect)
      : createFetchDispatch(timeoutMs);
  return {
    async send(request) {
      try {
        const headers = { ...HEADERS, ...request.headers };
        const answer = await dispatcher.dispatch(`${baseUrl}${request.path}`, { ...request, headers });
        return intermediaryFailure(answer, options, host) ?? answer;
      } catch (error) {
        return transportFailure(error, host);
      }
    },
    close: () => dispatcher.close(),
  };
}

/** The reason why an answer is not the endpoint's: a status that only an intermediary gives (RFC 9110 §3.7). */
function intermediaryFailure(
  answer: Answer,
  { baseUrl, redirects }: TransportOptions,
  host: string,
): TransportFailure | undefined {
  const { status, headers } = answer;
  if (status === 429)
    return { reason: "rate-limited", message: `too many requests, says ${host} (429)`, answer };
  if (status === 407)
    return { reason: "proxy", message: `a proxy on the way to ${host} wants a login (407)`, answer };
  if (status < 300 || status > 399 || redirects?.has(status)) return undefined;
  const to = headers.location ?? "";
  const destination = URL.canParse(to, baseUrl) ? ` to ${new URL(to, baseUrl).origin}` : "";
  return {
    reason: "redirect",
    message: `${host} redirects${destination}, which is not followed (${status})`,
    answer,
  };
}
