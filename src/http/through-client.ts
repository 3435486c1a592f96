import type { ClientOptions } from "../contract/client.ts";
import { encodedPath } from "../contract/path-template.ts";
import { type Answer, isFailure, type TransportFailure, type WireRequest } from "./exchange.ts";

/** Stands for the target while the client writes a request, which is sent by its path. */
const BASE_URL = "http://client.invalid";

/** Statuses that a `Response` of the Fetch API can have (Fetch Standard, 5.5), and those of them without a body. */
const FIRST_STATUS = 200;
const LAST_STATUS = 599;
const WITHOUT_BODY = new Set([204, 205, 304]);

export interface Sender<Result> {
  readonly token: string;
  readonly userAgent: string;
  /** Sends the request that the client has written. */
  send(request: WireRequest): Promise<Result>;
}

/**
 * Calls the generated client, and sends what it writes with a sender of our own, so that pacing, retries and the journal hold
 * for it as well. @returns the sender's result, which holds failures too, where the client has a `Response` alone
 */
export async function throughClient<Result extends Answer | TransportFailure | undefined>(
  call: (options: ClientOptions) => Promise<unknown>,
  { token, userAgent, send }: Sender<Result>,
): Promise<Result> {
  let sent: Promise<Result> | undefined;
  await call({
    baseUrl: BASE_URL,
    token,
    headers: { "user-agent": userAgent },
    async fetch(request) {
      sent = wireRequest(request).then(send);
      return responseOf(await sent);
    },
  });
  if (sent === undefined) throw new TypeError("the client sent no request");
  return sent;
}

async function wireRequest(request: Request): Promise<WireRequest> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: encodedPath(pathname) + search,
    headers: Object.fromEntries(request.headers),
    ...(request.body === null ? {} : { body: await request.text() }),
  };
}

/** The answer as the client reads it; a network error where there is none, or none that the Fetch API knows. */
function responseOf(result: Answer | TransportFailure | undefined): Response {
  if (result === undefined || isFailure(result)) return Response.error();
  const { status, text } = result;
  if (status < FIRST_STATUS || status > LAST_STATUS) return Response.error();
  return new Response(WITHOUT_BODY.has(status) ? null : text, { status });
}
