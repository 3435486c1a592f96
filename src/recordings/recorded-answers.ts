import { encodedPath } from "../contract/path-template.ts";
import { equal, parsed } from "../core/json.ts";
import type { RecordedExchange, WireRequest } from "../http/exchange.ts";
import { isGateway } from "../http/retry.ts";

export interface AnswerOptions {
  /**
   * Bodies must be the same to the byte, and each exchange answers once. Otherwise bodies are compared as JSON, and the
   * last of several exchanges with equal requests answers again.
   */
  readonly strict: boolean;
}

/** Recorded exchanges that answer requests: among equal requests the same headers go first, then the earliest. */
export class RecordedAnswers {
  readonly #left = new Map<string, RecordedExchange[]>();
  readonly #options: AnswerOptions;
  #last: { readonly key: string; readonly exchange: RecordedExchange | undefined } | undefined;

  constructor(recordings: readonly RecordedExchange[], options: AnswerOptions) {
    this.#options = options;
    for (const exchange of recordings) {
      const key = lineKey(exchange.request);
      const same = this.#left.get(key);
      if (same) same.push(exchange);
      else this.#left.set(key, [exchange]);
    }
  }

  /** Takes the exchange that answers a request; undefined where none does, or none is left. */
  take(request: WireRequest): RecordedExchange | undefined {
    const exchange = this.#taken(request);
    const key = requestKey(request);
    const last = this.#last?.key === key ? this.#last.exchange : undefined;
    // A gateway's answer is given again when the request is repeated, as it was when it was recorded.
    const answering = exchange ?? (last && isGateway(last.answer) ? last : undefined);
    this.#last = { key, exchange: answering };
    return answering;
  }

  #taken(request: WireRequest): RecordedExchange | undefined {
    const left = this.#left.get(lineKey(request)) ?? [];
    const same = this.#sameBody(left, request);
    const exchange = same.find((alike) => hasHeadersOf(alike.request, request)) ?? same[0];
    if (exchange && (this.#options.strict || same.length > 1)) left.splice(left.indexOf(exchange), 1);
    return exchange;
  }

  #sameBody(left: readonly RecordedExchange[], { body }: WireRequest): readonly RecordedExchange[] {
    const text = wireText(body);
    const exact = left.filter(({ request }) => request.body === body || wireText(request.body) === text);
    if (this.#options.strict || exact.length > 0) return exact;
    const json = parsed(body ?? "");
    return json === undefined ? [] : left.filter(({ request }) => equal(parsed(request.body ?? ""), json));
  }
}

/** A text as it arrives: half a character (a lone surrogate) cannot be sent. */
const wireText = (text = ""): string => (/[\ud800-\udfff]/.test(text) ? Buffer.from(text).toString() : text);

const requestKey = (request: WireRequest): string =>
  JSON.stringify([lineKey(request), wireText(request.body)]);

/** Method and path as HTTP clients send them, who leave out dot segments (RFC 3986, section 5.2.4). */
function lineKey({ method, path }: WireRequest): string {
  const { pathname, search } = new URL(`http://host${path}`);
  return `${method.toUpperCase()} ${encodedPath(pathname)}${search}`;
}

const hasHeadersOf = (recorded: WireRequest, request: WireRequest): boolean =>
  Object.entries(recorded.headers).every(([name, value]) => request.headers[name] === value);
