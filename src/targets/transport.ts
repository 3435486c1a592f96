import { type Answer, isFailure, type TransportFailure, type WireRequest } from "../exchange.ts";
import { createFetchDispatch } from "./fetch-dispatch.ts";
import { transportFailure } from "./transport-failure.ts";
import { createUndiciDispatch } from "./undici-dispatch.ts";
import { createWireClient, type WirePaths, WireReply } from "./wire-client.ts";

export interface TransportOptions {
  /** Where requests go, without a trailing slash; a path prefix is kept. */
  readonly baseUrl: string;
  /** undici is fast; only the global fetch can be intercepted. */
  readonly dispatch: "undici" | "global-fetch";
  /** From the first byte sent to the last one received, in milliseconds; 30,000 unless given. */
  readonly timeoutMs?: number;
}

export interface Transport {
  /** @returns the answer or the reason why there is none; never throws. */
  send(request: WireRequest): Promise<Answer | TransportFailure>;
  /** Ends at once; what is still under way fails. */
  close(): Promise<void>;
}

type Method = Parameters<ReturnType<typeof createWireClient<WirePaths>>["request"]>[0];

/**
 * What every request carries unless it says otherwise. Unpacked answers make recordings readable and redactable, and
 * some edges refuse a request that does not name its agent.
 */
const HEADERS = { "accept-encoding": "identity", "user-agent": "contract-suite" };

/** Sends requests byte for byte through the typed client; redirects are answers, and 429 is a failure: it judges nothing. */
export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, timeoutMs = 30_000 } = options;
  const { origin, host } = new URL(baseUrl);
  const carrier =
    options.dispatch === "undici" ? createUndiciDispatch(origin, timeoutMs) : createFetchDispatch(timeoutMs);
  const client = createWireClient<WirePaths>(baseUrl, carrier.dispatch);
  const exchange = async ({
    method,
    path,
    headers,
    body,
  }: WireRequest): Promise<Answer | TransportFailure> => {
    const { response } = await client.request(method.toLowerCase() as Method, path, {
      parseAs: "text",
      // Null keeps openapi-fetch from naming a content type that the case leaves out.
      headers: { "content-type": null, ...HEADERS, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    if (!(response instanceof WireReply)) return { reason: "other", message: `no reply from ${host}` };
    return response.answer;
  };
  return {
    async send(request) {
      try {
        const result = await exchange(request);
        if (isFailure(result) || result.status !== 429) return result;
        return { reason: "rate-limited", message: `too many requests, says ${host} (429)` };
      } catch (error) {
        return transportFailure(error, host);
      }
    },
    close: () => carrier.close(),
  };
}
