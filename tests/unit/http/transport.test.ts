import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { MOST_BYTES } from "../../../src/http/answer-limits.ts";
import {
  type Answer,
  isFailure,
  type TransportFailure,
  type WireRequest,
} from "../../../src/http/exchange.ts";
import { createTransport, type TransportOptions } from "../../../src/http/transport.ts";

const TOKEN = "secret-token-1";
const REQUEST: WireRequest = {
  method: "POST",
  path: "/things?a=b%20c",
  headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", "x-edition": "1" },
  body: '{"a": 1}',
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function http(listener: RequestListener): Promise<string> {
  const server = createHttpServer(listener);
  const url = await listen(server);
  closing.push(() => server.closeAllConnections());
  return url;
}

/** A server that says these bytes to whoever sends something, then ends or breaks the connection. */
async function tcp(bytes: string, end: (socket: Socket) => void): Promise<string> {
  return listen(
    createTcpServer((socket) =>
      socket.on("error", () => {}).once("data", () => socket.write(bytes, () => end(socket))),
    ),
  );
}

async function send(baseUrl: string, options: Partial<TransportOptions> = {}, request = REQUEST) {
  const transport = createTransport({ baseUrl, dispatch: "undici", ...options });
  closing.push(() => transport.close());
  return transport.send(request);
}

const DISPATCHES: TransportOptions["dispatch"][] = ["undici", "global-fetch"];

describe.each(DISPATCHES)("through %s", (dispatch) => {
  test("a request arrives as it is, and nothing is added but the agent and the plain coding", async () => {
    const seen: unknown[] = [];
    const url = await http((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        const { host: _, connection: __, ...headers } = request.headers;
        seen.push({ method: request.method, path: request.url, headers, body });
        response.end();
      });
    });
    await send(`${url}/prefix`, { dispatch });
    expect(seen).toEqual([
      {
        method: "POST",
        path: "/prefix/things?a=b%20c",
        body: '{"a": 1}',
        headers: expect.objectContaining({
          ...REQUEST.headers,
          "content-length": "8",
          "accept-encoding": "identity",
          "user-agent": "contract-suite",
        }),
      },
    ]);
  });

  const answers: [string, RequestListener, object][] = [
    ["invalid JSON", (_, response) => response.end("{oops"), { status: 200, text: "{oops" }],
    ["an empty body", (_, response) => response.end(), { status: 200, text: "" }],
    ["no content", (_, response) => response.writeHead(204).end(), { status: 204, text: "" }],
    [
      "an error that is no JSON",
      (_, response) => response.writeHead(500).end("<b>"),
      { status: 500, text: "<b>" },
    ],
    [
      "spaces and a byte order mark",
      (_, response) => response.end("\ufeff { } \n"),
      { text: "\ufeff { } \n" },
    ],
    ["chunks", (_, response) => response.write("a", () => response.end("b")), { text: "ab" }],
    ["a gateway's error", (_, response) => response.writeHead(503).end("x"), { status: 503, text: "x" }],
    [
      "a documented redirect",
      (_, response) => response.writeHead(302, { location: "/other" }).end("moved"),
      { status: 302 },
    ],
    ["gzip", (_, r) => r.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("{}")), { text: "{}" }],
    [
      "deflate",
      (_, r) => r.writeHead(200, { "content-encoding": "deflate" }).end(deflateSync("{}")),
      { text: "{}" },
    ],
    [
      "br",
      (_, r) => r.writeHead(200, { "content-encoding": "br" }).end(brotliCompressSync("{}")),
      { text: "{}" },
    ],
    [
      "repeated headers",
      (_, response) => response.writeHead(200, { "X-Many": ["a", "b"] }).end(),
      { headers: expect.objectContaining({ "x-many": "a, b" }) },
    ],
  ];
  test.each(answers)("%s is an answer, text and all", async (_name, listener, want) => {
    const redirects = new Set([302]);
    expect(await send(await http(listener), { dispatch, redirects })).toMatchObject(want);
  });

  const failures: [string, () => Promise<string>, TransportFailure["reason"]][] = [
    ["a closed port", async () => closedPort(), "refused"],
    ["a reset before the headers", () => tcp("", (socket) => socket.resetAndDestroy()), "reset"],
    ["an end before the headers", () => tcp("", (socket) => socket.end()), "reset"],
    [
      "a cut body",
      () => tcp("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", (socket) => socket.end()),
      "reset",
    ],
    [
      "a reset body",
      () => tcp("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", (s) => s.resetAndDestroy()),
      "reset",
    ],
    ["silence", () => tcp("", () => {}), "timeout"],
    [
      "a body that never ends",
      () => tcp("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", () => {}),
      "timeout",
    ],
    ["another protocol", () => tcp("220 smtp.example ESMTP\r\n", (socket) => socket.end()), "other"],
    ["too many requests", () => http((_, response) => response.writeHead(429).end("{}")), "rate-limited"],
    [
      "a redirect",
      () => http((_, r) => r.writeHead(302, { location: "//other.invalid/x" }).end()),
      "redirect",
    ],
    ["a redirect to nowhere", () => http((_, r) => r.writeHead(301).end()), "redirect"],
    [
      "a broken gzip",
      () => http((_, r) => r.writeHead(200, { "content-encoding": "gzip" }).end("no")),
      "other",
    ],
    ["plain text on https", async () => (await http(() => {})).replace("http:", "https:"), "tls"],
    ["a name that nobody has", async () => "http://nobody.invalid:81", "dns"],
  ];
  test.each(failures)("%s is a failure of one line without the token", async (_name, start, reason) => {
    const url = await start();
    const result = await send(url, { dispatch, timeoutMs: 300 });
    if (!isFailure(result)) throw new Error(`answered ${result.status}`);
    expect(result.reason).toBe(reason);
    expect(result.message).toContain(new URL(url).host);
    expect(result.message).not.toMatch(/\n|secret-token/);
  });

  test("a token that no header can carry is a failure that does not quote it", async () => {
    const headers = { authorization: `Bearer ${TOKEN}\n` };
    const result = await send(
      "http://127.0.0.1:1",
      { dispatch },
      { ...REQUEST, headers: { ...headers, x: "\u0000" } },
    );
    expect(isFailure(result) && result.message).not.toContain(TOKEN);
    expect(isFailure(result)).toBe(true);
  });

  test("without a content type none is sent", async () => {
    const seen: unknown[] = [];
    const url = await http((request, response) => {
      seen.push(request.headers["content-type"]);
      response.end();
    });
    await send(url, { dispatch: "undici" }, { method: "POST", path: "/", headers: {}, body: "{}" });
    await send(url, { dispatch: "undici" }, { method: "POST", path: "/", headers: {}, body: "" });
    expect(seen).toEqual([undefined, undefined]);
  });
});

const ANSWER = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/** What servers may say ahead of an answer (RFC 9110, 15.2), asked for or not, in one piece or several. */
const AHEAD: readonly [string, readonly string[]][] = [
  ["nothing", [ANSWER]],
  ["an unasked 100", [`HTTP/1.1 100 Continue\r\n\r\n${ANSWER}`]],
  ["several", [`${"HTTP/1.1 100 Continue\r\n\r\n".repeat(3)}HTTP/1.1 102 Processing\r\n\r\n${ANSWER}`]],
  ["hints with headers", [`HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n${ANSWER}`]],
  ["one of a status without a name", [`HTTP/1.0 199\r\n\r\n${ANSWER}`]],
  ["one that comes for itself", ["HTTP/1.1 100 Continue\r\n\r\n", ANSWER]],
  ["one in pieces", ["HTT", "P/1.1 10", "0 Continue\r", "\n\r\nHTTP/1.1 20", ANSWER.slice(11)]],
];

test.each(AHEAD)("an answer is read after %s, once and again", async (_, pieces) => {
  const url = await listen(
    createTcpServer((socket) =>
      socket
        .on("error", () => {})
        .on("data", async () => {
          for (const piece of pieces) {
            socket.write(piece);
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }),
    ),
  );
  const transport = createTransport({ baseUrl: url, dispatch: "undici" });
  closing.push(() => transport.close());
  for (let nth = 0; nth < 2; nth++)
    expect(await transport.send(REQUEST)).toMatchObject({ status: 200, text: "{}" });
});

test.each(DISPATCHES)("of a body without end the beginning is read, through %s", async (dispatch) => {
  const url = await http((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(100_000)));
    };
    response.on("drain", more);
    more();
  });
  const answer = await send(url, { dispatch });
  expect(isFailure(answer)).toBe(false);
  expect(answer).toMatchObject({ status: 200, excess: ["bytes"] });
  expect((answer as Answer).text.length).toBe(MOST_BYTES);
});

test("a proxy that wants a login is a failure", async () => {
  const url = await http((_, response) => response.writeHead(407).end("<html>"));
  expect(await send(url)).toMatchObject({ reason: "proxy", answer: { status: 407 } });
});

test("a redirect takes the token nowhere", async () => {
  const elsewhere: unknown[] = [];
  const other = await http((request, response) => {
    elsewhere.push(request.headers);
    response.end();
  });
  const url = await http((_, response) => response.writeHead(307, { location: `${other}/things` }).end());
  const result = await send(url);
  expect(result).toMatchObject({ reason: "redirect", message: expect.stringContaining(other) });
  expect(elsewhere).toEqual([]);
});

test("a deflate stream without its header is read as well", async () => {
  const url = await http((_, r) =>
    r.writeHead(200, { "content-encoding": "deflate" }).end(deflateRawSync("{}")),
  );
  expect(await send(url)).toMatchObject({ text: "{}" });
});

test("close ends at once what is under way", async () => {
  const url = await tcp("", () => {});
  const transport = createTransport({ baseUrl: url, dispatch: "undici" });
  const pending = transport.send(REQUEST);
  await transport.close();
  expect(await pending).toMatchObject({ reason: "other" });
});

async function closedPort(): Promise<string> {
  const server = createTcpServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  closing.pop();
  return url;
}
