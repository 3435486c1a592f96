import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { randomOf } from "../../src/core/seed.ts";
import type { Answer, WireRequest } from "../../src/http/exchange.ts";

/**
 * A fault of the way. Where `reaches` is set, the endpoint has done what it was asked before the answer is lost.
 * `write` puts on the wire what the caller gets to see, and is through when all of it is there that is to come soon.
 */
export interface WayFault {
  readonly reaches: boolean;
  write(response: ServerResponse, answer: Answer): void | Promise<void>;
}

const reset = (response: ServerResponse): void => {
  response.socket?.resetAndDestroy();
};

/** Writes this much of an answer, under a content length of our choice, and waits until it is on its way. */
const part = (response: ServerResponse, answer: Answer, bytes: number, length: number): Promise<void> =>
  new Promise((resolve) => {
    response.writeHead(answer.status, { ...answer.headers, "content-length": length });
    response.write(Buffer.from(answer.text).subarray(0, bytes), () => resolve());
  });

/** Writes byte by byte, until the caller has had enough. */
async function drip(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at++) {
    response.write(bytes.subarray(at, at + 1));
    await pause(20);
  }
}

const sizeOf = (answer: Answer): number => Buffer.byteLength(answer.text);

const gateway = (status: number, type = "text/html"): WayFault => ({
  reaches: false,
  write(response) {
    const text =
      type === "text/html"
        ? `<html><head><title>${status}</title></head><body>nginx</body></html>`
        : '{"message":"Service Unavailable"}';
    response.writeHead(status, { "content-type": type }).end(text);
  },
});

/** Every fault of the way by name. */
export const WAY_FAULTS = {
  "reset before the request is heard": { reaches: false, write: reset },
  "reset before the answer": { reaches: true, write: reset },
  "reset during the body": {
    reaches: true,
    async write(response, answer) {
      await part(response, answer, sizeOf(answer) >> 1, sizeOf(answer));
      reset(response);
    },
  },
  "reset after the body": {
    reaches: true,
    write(response, answer) {
      const { socket } = response;
      response.writeHead(answer.status, { ...answer.headers, "content-length": sizeOf(answer) });
      response.end(answer.text, () => setImmediate(() => socket?.resetAndDestroy()));
    },
  },
  silence: { reaches: true, write() {} },
  "a slow body": {
    reaches: true,
    async write(response, answer) {
      await part(response, answer, 1, sizeOf(answer));
      void drip(response, Buffer.from(answer.text).subarray(1, -1));
    },
  },
  "a body shorter than its length": {
    reaches: true,
    async write(response, answer) {
      await part(response, answer, sizeOf(answer) >> 1, sizeOf(answer));
      response.socket?.end();
    },
  },
  "a body longer than its length": {
    reaches: true,
    write(response, answer) {
      const head = Object.entries({ ...answer.headers, "content-length": sizeOf(answer) >> 1 });
      const lines = head.map(([name, value]) => `${name}: ${value}\r\n`).join("");
      response.socket?.end(`HTTP/1.1 ${answer.status} OK\r\n${lines}\r\n${answer.text}`);
    },
  },
  "a gateway's 502": gateway(502),
  "a gateway's 503": gateway(503),
  "a gateway's 504": gateway(504),
  "a gateway's 503 in JSON": gateway(503, "application/json"),
  "too many requests": {
    reaches: false,
    write(response) {
      response.writeHead(429, { "content-type": "text/html" }).end("Too Many Requests");
    },
  },
  "a proxy's 407": {
    reaches: false,
    write(response) {
      response.writeHead(407, { "proxy-authenticate": "Basic", "content-type": "text/html" }).end("<html>");
    },
  },
  "a redirect": {
    reaches: false,
    write(response) {
      response.writeHead(302, { location: "https://elsewhere.invalid/" }).end();
    },
  },
} satisfies { readonly [name: string]: WayFault };

export type WayFaultName = keyof typeof WAY_FAULTS;

/** Which fault a request meets; `nth` counts from 1 over all that the edge lets through. */
export type Faults = (nth: number, request: WireRequest) => WayFaultName | WayFault | undefined;

/** Faults by chance, from a seed: `{ "reset before the answer": 0.05 }` is one request in twenty. */
export function byChance(seed: number, chances: { readonly [Name in WayFaultName]?: number }): Faults {
  const random = randomOf(seed);
  return () => {
    let drawn = random.nextInt(0, 999_999) / 1_000_000;
    for (const [name, chance] of Object.entries(chances)) {
      if (drawn < chance) return name as WayFaultName;
      drawn -= chance;
    }
    return undefined;
  };
}

/** Faults by number: `{ 3: "silence" }` is the third request. */
export const byNumber =
  (faults: { readonly [nth: number]: WayFaultName }): Faults =>
  (nth) =>
    faults[nth];
