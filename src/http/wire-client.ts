import createClient, { type Client } from "openapi-fetch";
import type { Answer, WireRequest } from "./exchange.ts";

type Method = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/** The paths of any contract, as requests on the wire have them: text in, text out. */
export type WirePaths = Record<
  string,
  Record<
    Method,
    {
      readonly parameters: { readonly header?: Record<string, string> };
      readonly requestBody?: { readonly content: { readonly "text/plain": string } };
      readonly responses: { readonly default: { readonly content: { readonly "text/plain": string } } };
    }
  >
>;

/** Carries one request to the network and its whole answer back. */
export type Dispatch = (request: WireRequest) => Promise<Answer>;

/** The typed client over a dispatch of our own; with a contract's generated `paths` it checks their types. */
export function createWireClient<Paths extends object = WirePaths>(
  baseUrl: string,
  dispatch: Dispatch,
): Client<Paths> {
  // openapi-fetch uses only the members of these two classes, and the global ones cost more than the request itself,
  // as do the headers that it merges: `wire` holds those of a request that is written out already.
  return createClient<Paths>({
    baseUrl,
    Request: WireCall as unknown as typeof Request,
    fetch: fetchWith(dispatch) as unknown as (input: Request) => Promise<Response>,
    bodySerializer: (body) => body,
  });
}

function fetchWith(dispatch: Dispatch): (call: WireCall) => Promise<WireReply> {
  return async (call) => new WireReply(await dispatch(call.request));
}

interface WireInit {
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string;
  /** The headers as they are to be sent, names in lower case; those above are left out then. */
  readonly wire?: WireRequest["headers"];
}

/** The part of `Request` that openapi-fetch needs. */
class WireCall {
  readonly request: WireRequest;
  readonly method: string;

  constructor(url: string, init: WireInit) {
    this.method = init.method;
    this.request = {
      method: init.method,
      path: url,
      headers: init.wire ?? Object.fromEntries(init.headers),
      ...(init.body === undefined ? {} : { body: init.body }),
    };
  }
}

/** The part of `Response` that openapi-fetch needs, with the whole answer at hand. */
export class WireReply {
  readonly status: number;
  readonly ok: boolean;
  readonly answer: Answer;

  constructor(answer: Answer) {
    this.answer = answer;
    this.status = answer.status;
    this.ok = answer.status >= 200 && answer.status < 300;
  }

  get headers(): { get(name: string): string | null } {
    return { get: (name) => this.answer.headers[name.toLowerCase()] ?? null };
  }

  async text(): Promise<string> {
    return this.answer.text;
  }
}
