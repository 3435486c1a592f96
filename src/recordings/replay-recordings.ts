import nock from "nock";
import { SuiteError } from "../core/errors.ts";
import type { RecordedExchange, WireRequest } from "../http/exchange.ts";
import { nearestRecording } from "./nearest-recording.ts";
import { RecordedAnswers } from "./recorded-answers.ts";

export interface ReplayOptions {
  /** The http(s) URL that the client under test sends to; a path prefix is kept. */
  readonly baseUrl: string;
  /**
   * Compares bodies byte for byte, and lets each recording answer once. Unless set, bodies are compared as JSON, and of
   * recordings with equal requests the last one answers again.
   */
  readonly strict?: boolean;
}

export interface Replay {
  /** Lets requests to the URL pass again. */
  close(): void;
}

/** A request that no recording answers. */
export class UnrecordedError extends Error {
  override readonly name = "UnrecordedError";
  readonly code = "ERR_UNRECORDED";
}

type Found = { readonly exchange: RecordedExchange } | { readonly error: UnrecordedError };

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Answers what any code of this process sends to a URL, by the global fetch or `node:http`, with recorded exchanges instead
 * of the network. A request that no recording answers fails with an `UnrecordedError` that shows the nearest recording.
 * @throws SuiteError where recordings are replayed at this URL already
 */
export function replayRecordings(
  recordings: readonly RecordedExchange[],
  { baseUrl, strict = false }: ReplayOptions,
): Replay {
  const { origin, pathname } = new URL(baseUrl);
  if (nock.activeMocks().some((armed) => armed.includes(` ${origin}:`)))
    throw new SuiteError(
      `recordings are replayed at ${origin} already: close it first, they are replayed once at a time`,
    );
  if (!nock.isActive()) nock.activate();
  const answers = new RecordedAnswers(recordings, { strict });
  const prefix = pathname.replace(/\/+$/, "");
  const found = new Map<object, Found>();
  const scope = nock(origin).persist();
  scope.on("request", (sent: SentRequest, _, body: string) => {
    const request = requestOf(sent, prefix, body);
    const exchange = answers.take(request);
    found.set(sent, exchange ? { exchange } : { error: unrecorded(recordings, request) });
    // nock parses what calls itself JSON, and ends the process where it is none.
    delete sent.headers["content-type"];
  });
  const armed = METHODS.map((method) => scope.intercept(() => true, method));
  // What a reply throws reaches the client only as a promise that rejects.
  for (const interceptor of armed)
    interceptor.reply(async function () {
      const result = found.get(this.req);
      found.delete(this.req);
      if (result === undefined || "error" in result) throw result?.error ?? new UnrecordedError();
      const { status, text, headers } = result.exchange.answer;
      return [status, text, { ...headers }];
    });
  return {
    close: () => {
      for (const interceptor of armed) nock.removeInterceptor(interceptor);
    },
  };
}

/** A request as nock passes it to listeners, before the reply is made. */
interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: { [name: string]: string | string[] | undefined };
}

function requestOf({ method, path, headers }: SentRequest, prefix: string, body: string): WireRequest {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), [value].flat().join(", ")] as const],
  );
  return {
    method,
    path: path.startsWith(prefix) ? path.slice(prefix.length) : path,
    headers: Object.fromEntries(entries),
    ...(body === "" ? {} : { body }),
  };
}

function unrecorded(recordings: readonly RecordedExchange[], request: WireRequest): UnrecordedError {
  const nearest = nearestRecording(recordings, request) ?? "there are no recordings at all";
  return new UnrecordedError(`no recording answers ${request.method} ${request.path}; ${nearest}`);
}
