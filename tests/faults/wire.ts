import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { Answer, Target } from "../../src/http/exchange.ts";
import { openUrlTarget } from "../../src/targets/url-target.ts";
import { plantedEndpoint, TOKEN } from "./target.ts";

/** How an answer goes over the wire. */
export type Writer = (response: ServerResponse, answer: Answer) => void | Promise<void>;

/** A conforming endpoint behind a real server, which writes its answers in its own way. */
export async function openWire(write: Writer): Promise<Target> {
  const endpoint = plantedEndpoint({});
  const listener: RequestListener = (request, response) => {
    void bytesOf(request).then((body) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const { method = "", url: path = "" } = request;
      return write(response, endpoint({ method, path, headers, ...(body === "" ? {} : { body }) }));
    });
  };
  const server = createServer(listener);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const target = openUrlTarget(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    token: TOKEN,
  });
  return {
    ...target,
    async close() {
      await target.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bytesOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const packed =
  (coding: string, pack: (text: string) => Buffer): Writer =>
  (response, { status, headers, text }) => {
    response.writeHead(status, { ...headers, "content-encoding": coding }).end(pack(text));
  };

export const gzip = packed("gzip", gzipSync);
export const deflate = packed("deflate", deflateSync);
export const rawDeflate = packed("deflate", deflateRawSync);
export const brotli = packed("br", brotliCompressSync);
export const twice = packed("deflate, gzip", (text) => gzipSync(deflateSync(text)));

/** In pieces, without a length. */
export const chunked: Writer = (response, { status, headers, text }) => {
  response.writeHead(status, headers);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 97) response.write(bytes.subarray(at, at + 97));
  response.end();
};

/** A little late, and late again in the middle. */
export const slow: Writer = async (response, { status, headers, text }) => {
  await pause(1);
  response.writeHead(status, headers).write(text.slice(0, 5));
  await pause(1);
  response.end(text.slice(5));
};

/** A connection for each request. */
export const closing: Writer = (response, { status, headers, text }) => {
  response.writeHead(status, { ...headers, connection: "close" }).end(text);
};

/** Headers in mixed case, some of them several times. */
export const manyHeaders: Writer = (response, { status, headers, text }) => {
  const type = headers["content-type"] ?? "application/json";
  response.writeHead(status, {
    "Content-TYPE": type,
    "Set-Cookie": ["a=1", "b=2"],
    "X-RateLimit-Remaining": "99",
  });
  response.end(text);
};
