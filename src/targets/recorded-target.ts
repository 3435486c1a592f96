import nock from "nock";
import { SuiteError } from "../core/errors.ts";
import type { Answer, RecordedExchange, Target, TransportFailure, WireRequest } from "../http/exchange.ts";
import { createTransport } from "../http/transport.ts";
import { readRecordings } from "../recordings/read-recordings.ts";
import { TOKEN_NAME } from "../redact/secret.ts";

/** A name that never resolves (RFC 6761 §6.4), so that a request past nock reaches nobody. */
const HOST = "recorded.invalid";

/** Number of hosts that replay at once, because nock waits two timers for each answer. */
const LANES = 8;

/** Every redirect was a final answer when it was recorded. */
const REDIRECTS = new Set(Array.from({ length: 100 }, (_, index) => 300 + index));

/** nock is one for the whole process: an interceptor at this address shows that a target is open. */
const IN_USE = `http://in-use.${HOST}`;

/**
 * Replays recordings through the real client with the network locked: each recorded exchange answers once.
 * A request that is not recorded, or whose recordings are used up, is a failure `unrecorded`.
 * @throws SuiteError for recordings that cannot be read, and while another recorded target is open.
 */
export async function openRecordedTarget(options: {
  readonly dir: string;
  readonly root: string;
}): Promise<Target> {
  const recorded = await readRecordings(options);
  if (nock.activeMocks().some((armed) => armed.includes(IN_USE)))
    throw new SuiteError("another recorded target is open: close it first, nock serves one at a time");
  if (!nock.isActive()) nock.activate();
  nock(IN_USE).persist().get("/").reply(204);
  nock.disableNetConnect();
  const lanes = Array.from({ length: LANES }, (_, index) => createLane(`http://${index}.${HOST}`));
  const take = createShelf(recorded);
  let sent = 0;
  let closed = false;
  return {
    name: "recorded",
    url: `http://${HOST}`,
    loopback: true,
    stores: false,
    token: TOKEN_NAME,
    recorded,
    async send(request) {
      const exchange = take(request);
      const lane = lanes[sent++ % LANES];
      return exchange && lane ? lane.replay(exchange, request) : unrecorded(request);
    },
    async close() {
      if (closed) return;
      closed = true;
      await Promise.all(lanes.map((lane) => lane.close()));
      nock.cleanAll();
      nock.enableNetConnect();
      nock.restore();
    },
  };
}

interface Lane {
  replay(exchange: RecordedExchange, request: WireRequest): Promise<Answer | TransportFailure>;
  /** Waits for requests in flight. */
  close(): Promise<void>;
}

/** One host with one interceptor at a time: nock searches all interceptors, and would mix up equal requests. */
function createLane(baseUrl: string): Lane {
  const transport = createTransport({ baseUrl, dispatch: "global-fetch", redirects: REDIRECTS });
  let last: Promise<unknown> = Promise.resolve();
  const replay = async (
    { request: recorded, answer }: RecordedExchange,
    request: WireRequest,
  ): Promise<Answer | TransportFailure> => {
    const armed = nock(baseUrl).intercept(() => true, recorded.method);
    armed.reply(answer.status, answer.text, { ...answer.headers });
    try {
      return await transport.send(request);
    } finally {
      nock.removeInterceptor(armed);
    }
  };
  return {
    replay(exchange, request) {
      const answer = last.then(() => replay(exchange, request));
      last = answer;
      return answer;
    },
    async close() {
      await last;
      await transport.close();
    },
  };
}

function unrecorded({ method, path }: WireRequest): TransportFailure {
  return { reason: "unrecorded", message: `no recording is left for ${method} ${path} with this body` };
}

/** Finds and consumes recordings by method, path and body; among equal ones the same headers win, then the earliest. */
function createShelf(
  recorded: readonly RecordedExchange[],
): (request: WireRequest) => RecordedExchange | undefined {
  const shelf = new Map<string, RecordedExchange[]>();
  for (const exchange of recorded) {
    const key = keyOf(exchange.request);
    const same = shelf.get(key);
    if (same) same.push(exchange);
    else shelf.set(key, [exchange]);
  }
  let last: { readonly key: string; readonly exchange: RecordedExchange | undefined } | undefined;
  return (request) => {
    const key = keyOf(request);
    const left = shelf.get(key) ?? [];
    const same = left.findIndex((exchange) => sameHeaders(exchange.request, request));
    const taken = left.splice(Math.max(same, 0), 1)[0];
    const exchange = taken ?? (last?.key === key && isOfGateway(last.exchange) ? last.exchange : undefined);
    last = { key, exchange };
    return exchange;
  };
}

/**
 * True for a gateway's answer, which is given again when the request is repeated: every attempt was answered so when it
 * was recorded.
 */
const isOfGateway = (exchange: RecordedExchange | undefined): boolean =>
  exchange !== undefined && [502, 503, 504].includes(exchange.answer.status);

function keyOf({ method, path, body }: WireRequest): string {
  return JSON.stringify([method.toUpperCase(), path, body ?? null]);
}

function sameHeaders(recorded: WireRequest, request: WireRequest): boolean {
  return Object.entries(recorded.headers).every(([name, value]) => request.headers[name] === value);
}
