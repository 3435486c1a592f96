/** A local endpoint that behaves like the live one: its edge, its rate limit, and the faults of the way to it. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Contract } from "../../src/contract/contract.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../../src/http/exchange.ts";
import { createEndpoint, type Endpoint } from "../../src/sandbox/endpoint.ts";
import type { Profile } from "../../src/sandbox/profile.ts";
import { readBytes } from "../../src/sandbox/read-body.ts";
import type { SandboxExchange } from "../../src/sandbox/sandbox.ts";
import { contract as generated } from "../fixtures/project.ts";
import { type Faults, WAY_FAULTS, type WayFault } from "./faults.ts";
import { type RateLimit, RateLimiter } from "./rate-limit.ts";

export interface StandInOptions {
  /** The contract of this repository unless given. */
  readonly contract?: Contract;
  /** How the endpoint differs from its docs; not at all unless given. */
  readonly profile?: Profile;
  /** The one token that is accepted. */
  readonly token?: string;
  /** No limit, and no word of one, unless given. */
  readonly rate?: RateLimit;
  readonly faults?: Faults;
  /** Called whenever a request has met its fault, so that time may pass. */
  readonly afterFault?: () => void;
  /** How long each answer takes; not at all unless given (milliseconds). */
  readonly delayMs?: number;
  /** Rewrites each answer of the endpoint: the place for planted tokens and other faults of its own. */
  readonly transform?: (exchange: SandboxExchange) => Answer | Promise<Answer>;
  /** Key and certificate in PEM; plain HTTP unless given. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A request as the edge saw it come in. */
export interface Arrival {
  /** Milliseconds by a clock that never jumps. */
  readonly at: number;
  readonly request: WireRequest;
  /** The status with which the edge itself refused it; absent where it was let through. */
  readonly refused?: 403 | 429;
}

export interface StandIn {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Everything that came in, in order. */
  readonly arrivals: readonly Arrival[];
  readonly endpoint: Endpoint;
  /** How many calendars it holds. */
  stored(): number;
  /** Another job of the same account sends a request. @returns whether the limit let it */
  otherJob(): boolean;
  close(): Promise<void>;
}

/** Serves on the loopback interface until closed. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const edge = new Edge(options);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    edge.serve(request, response).catch(() => response.destroy());
  };
  const server = options.tls ? createHttpsServer(options.tls, listener) : createHttpServer(listener);
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`,
    port,
    arrivals: edge.arrivals,
    endpoint: edge.endpoint,
    stored: () => edge.endpoint.stored(),
    otherJob: () => edge.limiter?.take() ?? true,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The same without a server: asked in this process, by a clock that a test may hold in its hand. It knows no faults of
 * the way, and its answers take `delayMs`.
 */
export function standInHere(options: StandInOptions): Target & { readonly arrivals: readonly Arrival[] } {
  const edge = new Edge(options);
  return {
    name: "stand-in",
    url: "http://127.0.0.1",
    loopback: true,
    stores: true,
    token: "token-of-the-stand-in",
    arrivals: edge.arrivals,
    send: (request) => edge.ask(request),
    close: async () => {},
  };
}

/** What stands in front of the endpoint. */
class Edge {
  readonly arrivals: Arrival[] = [];
  readonly endpoint: Endpoint;
  readonly limiter: RateLimiter | undefined;
  readonly #options: StandInOptions;
  #through = 0;

  constructor(options: StandInOptions) {
    const { contract = generated, token, profile } = options;
    this.#options = options;
    this.limiter = options.rate && new RateLimiter(options.rate);
    this.endpoint = createEndpoint({
      contract,
      ...(token === undefined ? {} : { token }),
      ...(profile === undefined ? {} : { profile }),
    });
  }

  /** A request at its door; the way there and back takes the delay, half of it each. */
  async ask(request: WireRequest): Promise<Answer | TransportFailure> {
    const half = (): Promise<unknown> =>
      new Promise((resolve) => setTimeout(resolve, (this.#options.delayMs ?? 0) / 2));
    await half();
    const refused = this.#arrive(request, performance.now());
    const bytes = Buffer.from(request.body ?? "");
    const { answer } = this.endpoint.answer({ ...request, target: request.path, bytes });
    const headers = { ...answer.headers, ...this.limiter?.headers() };
    await half();
    if (refused !== undefined) return { reason: "rate-limited", message: "too many requests" };
    return { ...answer, headers };
  }

  /** Writes down a request that comes in. @returns the status with which it is refused */
  #arrive(request: WireRequest, at: number): Arrival["refused"] {
    const refused = this.#refusal(request, at);
    this.arrivals.push({ at, request, ...(refused === undefined ? {} : { refused }) });
    return refused;
  }

  async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const bytes = await readBytes(incoming);
    const request = wireRequest(incoming, bytes);
    const refused = this.#arrive(request, at);
    if (refused !== undefined) return this.#refuse(response, refused);
    this.#through += 1;
    const found = this.#options.faults?.(this.#through, request);
    const fault: WayFault | undefined = typeof found === "string" ? WAY_FAULTS[found] : found;
    const answer: Answer =
      fault?.reaches === false
        ? { status: 500, headers: {}, text: "" }
        : await this.#answer(request, incoming, bytes);
    if (this.#options.delayMs) await pause(this.#options.delayMs);
    const limited = { ...answer, headers: { ...answer.headers, ...this.limiter?.headers() } };
    if (fault) {
      await fault.write(response, limited);
      return this.#options.afterFault?.();
    }
    response.writeHead(answer.status, {
      "content-length": Buffer.byteLength(answer.text),
      ...limited.headers,
    });
    response.end(answer.text);
  }

  /** The live edge refuses a request that does not say who sends it, and one too many. */
  #refusal(request: WireRequest, at: number): Arrival["refused"] {
    if (!request.headers["user-agent"]) return 403;
    return this.limiter === undefined || this.limiter.take(at) ? undefined : 429;
  }

  #refuse(response: ServerResponse, status: 403 | 429): void {
    const retry = status === 429 ? this.limiter?.retryAfter() : {};
    response.writeHead(status, { "content-type": "text/html", ...this.limiter?.headers(), ...retry });
    response.end(status === 403 ? "error code: 1010" : "Too Many Requests");
  }

  async #answer(
    request: WireRequest,
    { method = "GET", url = "/", headers }: IncomingMessage,
    bytes: Awaited<ReturnType<typeof readBytes>>,
  ): Promise<Answer> {
    const result = this.endpoint.answer({ method, target: url, headers, bytes });
    return (await this.#options.transform?.({ ...result, request })) ?? result.answer;
  }
}

function wireRequest(
  { method = "GET", url = "/", headers }: IncomingMessage,
  bytes: Awaited<ReturnType<typeof readBytes>>,
): WireRequest {
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  const body = typeof bytes === "string" || bytes.length === 0 ? {} : { body: bytes.toString("utf8") };
  return { method, path: url, headers: Object.fromEntries(flat), ...body };
}

/** The most arrivals that any window of this length holds, wherever it starts. */
export function mostInAnyWindow(arrivals: readonly Arrival[], intervalMs: number): number {
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - intervalMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
