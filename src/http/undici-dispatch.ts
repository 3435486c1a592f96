import { EventEmitter } from "node:events";
import type { LookupFunction } from "node:net";
import type { Dispatcher as Undici } from "undici";
import request from "undici/lib/api/api-request.js";
import buildConnector from "undici/lib/core/connect.js";
import Pool from "undici/lib/dispatcher/pool.js";
import { MOST_BYTES } from "./answer-limits.ts";
import { bodyBeginning } from "./body-beginning.ts";
import { decodeBody } from "./decode-body.ts";
import type { Dispatch, Dispatcher } from "./dispatch.ts";
import { takeAnswer } from "./take-answer.ts";
import { withoutInformational } from "./without-informational.ts";

/** Replacements for the system's resolver, and for its certificate authorities (PEM). */
export interface ConnectOptions {
  readonly lookup?: LookupFunction;
  readonly ca?: string;
}

/**
 * Sends over a pool of kept connections; never follows a redirect.
 * One deadline covers connecting, headers and body, since a server that drips a byte a second never is idle.
 */
export function createUndiciDispatch(
  origin: string,
  timeoutMs: number,
  connect: ConnectOptions = {},
): Dispatcher {
  const connector = buildConnector({ ...connect, timeout: timeoutMs });
  const pool = new Pool(origin, {
    connect: (options, callback) =>
      connector(options, (...[error, socket]) => {
        if (error) callback(error, null);
        else callback(null, withoutInformational(socket));
      }),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const dispatch: Dispatch = async (url, { method, headers, body }) => {
    const deadline = new Deadline();
    const timer = setTimeout(() => deadline.emit("abort"), timeoutMs);
    try {
      const reply = await request.call(pool, {
        method: method as "GET",
        path: url.slice(origin.length),
        headers,
        body: body ?? null,
        signal: deadline,
      });
      const joined = joinHeaders(reply.headers);
      const taken = await bodyOf(reply.body, joined["content-length"]);
      const decoded = await decodeBody(taken, joined["content-encoding"]);
      return takeAnswer({ status: reply.statusCode, headers: joined, ...decoded });
    } finally {
      clearTimeout(timer);
    }
  };
  return { dispatch, close: () => pool.destroy() };
}

/** As much of a body as is taken in; the connection ends where there is more. */
async function bodyOf(
  stream: Undici.ResponseData["body"],
  length: string | undefined,
): Promise<{ bytes: Buffer; isWhole: boolean }> {
  // Most answers say how long they are, and are read at once several times faster.
  if (length !== undefined && Number(length) <= MOST_BYTES)
    return { bytes: Buffer.from(await stream.arrayBuffer()), isWhole: true };
  return bodyBeginning(stream as AsyncIterable<Buffer>);
}

/** An abort signal for undici, at a tenth of the cost of an `AbortController` for each request. */
class Deadline extends EventEmitter {
  /** Made only when it is needed: a stack for each request would cost more than the request. */
  get reason(): Error {
    return Object.assign(new Error("deadline"), { code: "ETIMEDOUT" });
  }
}

/** Repeated fields become one, as RFC 9110 §5.3 allows. */
function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = typeof value === "string" ? value : value.join(", ");
  }
  return joined;
}
