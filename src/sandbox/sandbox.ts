import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SuiteError } from "../core/errors.ts";
import type { Answer, WireRequest } from "../http/exchange.ts";
import { HOST } from "./address.ts";
import { answerSafely, createEndpoint, type Endpoint, type Incoming } from "./endpoint.ts";
import { readBytes } from "./read-body.ts";
import type { EndpointOptions } from "./world.ts";

/** A request that has been answered, before the answer is written. */
export interface SandboxExchange {
  readonly request: WireRequest;
  /** The id of the operation that the request reached; absent for an unknown path or method. */
  readonly operation?: string;
  readonly answer: Answer;
}

export interface SandboxOptions extends EndpointOptions {
  /** The port to listen on; a free one unless given. */
  readonly port?: number;
  /** Rewrites each answer before it is written: tests plant faults here. */
  readonly transform?: (exchange: SandboxExchange) => Answer | Promise<Answer>;
}

export interface Sandbox {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Number of stored entities. */
  stored(): number;
  close(): Promise<void>;
}

/** More than a request line and headers that the suite sends, in bytes. */
const MOST_HEADERS = 4 * 1024 * 1024;

/** Longer than any pause in a run, so that no kept connection closes under a request (milliseconds). */
const KEEP_ALIVE_MS = 120_000;

/**
 * Serves the contract's operations from memory on the loopback interface, until closed.
 * @throws SuiteError if the port cannot be had.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const endpoint = createEndpoint(options);
  const server = createServer({ maxHeaderSize: MOST_HEADERS }, (request, response) => {
    // A caller that hangs up in the middle of its request gets no answer, and nothing is logged.
    serve(endpoint, options.transform, request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://${HOST}:${port}`,
    port,
    stored: () => endpoint.stored(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE" ? "is in use" : `cannot be listened on (${error.code ?? error.name})`;
      reject(new SuiteError(`port ${port} on ${HOST} ${why}: choose another one, or 0 for a free one`));
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

async function serve(
  endpoint: Endpoint,
  transform: SandboxOptions["transform"],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url: target = "/", headers } = request;
  const incoming = { method, target, headers, bytes: await readBytes(request) };
  const result = answerSafely(endpoint, incoming);
  write(response, transform ? await transform({ ...result, request: wireRequest(incoming) }) : result.answer);
}

function wireRequest({ method, target, headers, bytes }: Incoming): WireRequest {
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  const body = typeof bytes === "string" || bytes.length === 0 ? {} : { body: bytes.toString("utf8") };
  return { method, path: target, headers: Object.fromEntries(flat), ...body };
}

function write(response: ServerResponse, { status, headers, text }: Answer): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(text), ...headers });
  response.end(text);
}
