import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSource } from "../../../../src/docs/source/load-source.ts";
import { apiOf, refusalOf } from "../api.ts";
import { markdownOf, TICKET_31, TICKET_PAGE } from "../ticket-forms.ts";

const folder = mkdtempSync(join(tmpdir(), "load-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with this content. */
function file(content: string | Buffer): string {
  const path = join(folder, "source");
  writeFileSync(path, content);
  return path;
}

const api = (more: object = {}) => JSON.stringify({ ...apiOf({ type: "object" }), ...more });
const LINE = /^source(?::\d+|#[^ ]*)?: [^\n]+; expected [^\n]+; [^\n]+$/;

describe("refused in one line that says where, what was expected and what to do:", () => {
  test.each<[string, string | Buffer, RegExp]>([
    ["an empty file", "", /^source:1: the file is empty/],
    ["blank lines", "\n\n", /^source:1: the file is empty/],
    ["an HTML page", "\n<!doctype html><html></html>", /^source:2: this is markup, an HTML page/],
    ["binary data", Buffer.from([80, 75, 3, 4, 0, 0]), /^source:1: this is binary data/],
    ["what is not UTF-8", Buffer.from("a\nb\xff\n", "latin1"), /^source:1: line 2 is not UTF-8/],
    ["UTF-16", Buffer.from("\ufeffopenapi: 3.0.0", "utf16le"), /^source:1: this is UTF-16/],
    ["truncated JSON", api().slice(0, -20), /^source:1: neither JSON nor YAML/],
    ["truncated YAML", `openapi: 3.1.0${TICKET_31.slice(0, TICKET_31.indexOf("/v1}"))}`, /^source:\d+: neither JSON nor YAML/],
    ["a key twice", "openapi: 3.1.0\nopenapi: 3.1.0\n", /^source:\d: neither JSON nor YAML: Map keys must be unique/],
    ["aliases without end", `openapi: 3.1.0\na: &a [1,1]\nb: &b [${"*a,".repeat(60)}1]\nc: &c [${"*b,".repeat(60)}1]\nd: [${"*c,".repeat(60)}1]\n`, /^source:1: YAML that cannot be resolved/],
    ["a list", "[1, 2]", /^source:1: no object but "\[1,2\]"/],
    ["Swagger 2.0", '{"swagger": "2.0", "paths": {}}', /^source#: Swagger 2\.0; expected an OpenAPI 3\.0, 3\.1 or 3\.2 document/],
    ["OpenAPI 4", api({ openapi: "4.0.0" }), /^source#: openapi: "\\"4\.0\.0\\""/],
    ["JSON of something else", '{"name": "x"}', /^source#: openapi: "is not there"/],
    ["a document without operations", api({ paths: {} }), /^source: it has no operation/],
    ["paths that are none", api({ paths: [] }), /^source#\/paths: no object/],
    ["an operation without responses", api({ paths: { "/a": { get: {} } } }), /^source#\/paths\/~1a\/get\/responses: no response/],
    ["a scheme that is not there", api({ security: [{ gone: [] }] }), /no security scheme "gone"/],
    ["Markdown without a block", "# Open Ticket\n\nText.\n", /^source:1: this Markdown has no OpenAPI block/],
    ["Markdown with a block of another kind", "# T\n\n```json\n{}\n```\n", /^source:1: this Markdown has no OpenAPI block/],
    ["Markdown with two blocks", markdownOf(TICKET_31) + markdownOf(TICKET_31), /^source:\d+: a second OpenAPI block, the first is at line 5/],
    ["Markdown that ends within its block", markdownOf(TICKET_31).split("````\n")[0] ?? "", /^source:5: the OpenAPI block has no end/],
    ["the older form of the export", markdownOf("paths:\n  path: /a\n"), /^source:6: the block .* is not OpenAPI but an older, internal form: it begins with "paths"/],
    ["a block for another request line", markdownOf(TICKET_31, "PUT /desks"), /^source: no operation "PUT \/desks"; .*there is open-ticket/],
    ["a broken block, with its line in the file", markdownOf("openapi: 3.1.0\na: [\n"), /^source:7: neither JSON nor YAML/],
    ["a text that is no page", "Skip to main content\nA guide.\n", /^source:1: no operation on this page/],
  ])("%s", async (_, content, message) => {
    const refusal = await refusalOf(loadSource(file(content), { name: "source" }));
    expect(refusal).toMatch(message);
    expect(refusal).toMatch(LINE);
  }); // biome-ignore format: a table reads better in lines

  test.each([
    ["a file that is not there", "none.txt", /none\.txt:1: the file cannot be read \(ENOENT\)/],
    ["a folder", ".", /:1: this is a folder/],
    ["another kind of address", "ftp://example.com/a.txt", /this kind of address is not read/],
  ])("%s", async (_, path, message) => {
    const place = path.includes("://") ? path : join(folder, path);
    expect(await refusalOf(loadSource(place))).toMatch(message);
  });
});

describe("which operation is meant", () => {
  const get = { operationId: "listThings", summary: "List Things", responses: { 200: { description: "D" } } };
  const two = JSON.stringify(apiOf({ type: "object" }, { paths: { "/list": { get } } }));
  test.each<[string, { operation?: string; preferred?: string }, string | RegExp]>([
    ["by its id", { operation: "listThings" }, "list-things"],
    ["by its title", { operation: "list-things" }, "list-things"],
    ["by its request line", { operation: "get /list" }, "list-things"],
    ["because it is the one that is tested", { preferred: "add-thing" }, "add-thing"],
    ["is not said", {}, /: it has 2 operations; .*--operation: listThings \(GET \/list\), add-thing \(POST \/things\)$/],
    ["is said, and it is not there", { operation: "gone" }, /: no operation "gone"; .*there is listThings \(GET \/list\), add-thing \(POST \/things\)$/],
    ["is tested, and is not there", { preferred: "gone" }, /: it has 2 operations;/],
  ])("%s", async (_, options, want) => {
    const read = loadSource(file(two), { name: "source", ...options });
    const message = await refusalOf(read);
    if (want instanceof RegExp) return expect(message).toMatch(want);
    const [operation] = Object.values(Object.values((await read).document.paths as object)[0]);
    return expect(operation).toMatchObject({ operationId: want });
  }); // biome-ignore format: a table reads better in lines

  test("on a page is checked where it is named", async () => {
    expect(
      await refusalOf(loadSource(file(TICKET_PAGE), { name: "source", operation: "close-ticket" })),
    ).toMatch(/^source: no operation "close-ticket"; expected one operation; there is open-ticket \(POST/);
  });
});

describe("from a URL", () => {
  let server: Server;
  let origin: string;
  const asked: string[] = [];
  const shared = JSON.stringify({ components: { schemas: { Text: { type: "string" } } } });
  const refers = (ref: string) => JSON.stringify(apiOf({ type: "object", properties: { p: { $ref: ref } } }));
  const pages: { [path: string]: (...args: Parameters<RequestListener>) => void } = {
    "/docs/page.md": (_, response) => response.end(markdownOf(TICKET_31)),
    "/moved": (_, response) => response.writeHead(302, { location: "/docs/page.md" }).end(),
    "/loop": (_, response) => response.writeHead(302, { location: "/loop" }).end(),
    "/away": (_, response) => response.writeHead(302, { location: "ftp://127.0.0.1/a" }).end(),
    "/sent": (_, response) =>
      response.writeHead(302, { location: `${origin.replace("127.0.0.1", "localhost")}/metadata` }).end(),
    "/port": (_, response) => response.writeHead(307, { location: "http://127.0.0.1:1/metadata" }).end(),
    "/html": (_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>"),
    "/error": (_, response) => response.writeHead(500).end("<html>oops</html>"),
    "/slow": () => undefined,
    "/cut": (_, response) =>
      response.writeHead(200, { "content-length": "9" }).write("abc", () => response.destroy()),
    "/huge": (_, response) => {
      const part = Buffer.alloc(4_000_000, 32);
      for (let count = 0; count < 6; count += 1) response.write(part);
      response.end();
    },
    "/apps/api.json": (_, response) => response.end(refers("../common/shared.json#/components/schemas/Text")),
    "/apps/beside.json": (_, response) =>
      response.end(refers("../gone/shared.json#/components/schemas/Text")),
    "/apps/foreign.json": (_, response) => response.end(refers("http://127.0.0.1:1/shared.json#/a")),
    "/apps/sneaky.json": (_, response) => response.end(refers("moving.json#/a")),
    "/apps/moving.json": (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/a" }).end(),
    "/apps/file.json": (_, response) => response.end(refers("file:///etc/passwd")),
    "/common/shared.json": (_, response) => response.end(shared),
    "/apps/shared.json": (_, response) => response.end(shared),
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      const page = pages[request.url?.split("?")[0] ?? ""];
      if (page) page(request, response);
      else response.writeHead(404).end("not found");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test("a source is read as from a file, redirects followed", async () => {
    const want = (await loadSource(file(markdownOf(TICKET_31)))).document;
    expect((await loadSource(`${origin}/docs/page.md`)).document).toEqual(want);
    expect((await loadSource(`${origin}/moved`)).document).toEqual(want);
  });

  test.each(["/sent", "/port"])("another host is not asked where %s is redirected to it", async (path) => {
    const refusal = await refusalOf(loadSource(origin + path));
    expect(refusal).toMatch(
      /: a redirect to another host is not followed; .*; give the address it leads to$/,
    );
    expect(refusal).not.toContain("metadata");
    expect(asked).not.toContain("/metadata");
  });

  test.each([
    ["/apps/api.json", "/common/shared.json"],
    ["/apps/beside.json", "/apps/shared.json"],
  ])("what %s refers to is read from the same host", async (path, other) => {
    const { read } = await loadSource(origin + path);
    expect(read).toEqual([origin + other]);
  });

  test.each<[string, string, RegExp]>([
    ["a page that is not there", "/none", /: the answer is status 404; expected .*; check the address$/],
    ["an error", "/error", /: the answer is status 500;/],
    ["an HTML page", "/html", /:1: this is markup, an HTML page; .* or add \.md to its address$/],
    ["a redirect without end", "/loop", /: more than 5 redirects/],
    ["a redirect elsewhere", "/away", /: a redirect from http:\/\/ to ftp:\/\/ is not followed/],
    ["an answer that does not come", "/slow", /: no whole answer within 0\.2 s/],
    ["an answer that is cut off", "/cut", /: (the connection was broken|no answer: )/],
    ["too much", "/huge", /: it holds more than 20 MB/],
    ["a reference to another host", "/apps/foreign.json", /\$ref ".*" leads nowhere \(http:\/\/127\.0\.0\.1:1 is not read/],
    ["a reference that is sent to another host", "/apps/sneaky.json", /a redirect to another host is not followed/],
    ["a reference to a file", "/apps/file.json", /leads nowhere \(file:\/\/ is not read/],
  ])("%s is refused", async (_, path, message) => {
    const limits = path === "/slow" ? { timeoutMs: 200 } : {};
    const refusal = await refusalOf(loadSource(origin + path, limits));
    expect(refusal).toMatch(message);
    expect(refusal).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[^\n]*$/);
  }); // biome-ignore format: a table reads better in lines

  test.each<[string, (port: string) => string, RegExp]>([
    [
      "a port where nobody listens",
      () => "http://127.0.0.1:1/a",
      /its host refuses the connection|no answer/,
    ],
    ["a host without an address", () => "http://docs.invalid/a", /its host has no address/],
    ["TLS where there is none", (port) => `https://127.0.0.1:${port}/a`, /no secure connection \(TLS\)/],
  ])("%s is refused", async (_, url, message) => {
    expect(await refusalOf(loadSource(url(new URL(origin).port)))).toMatch(message);
  });

  test("no password and no query of an address is shown", async () => {
    const port = new URL(origin).port;
    const secret = await refusalOf(loadSource(`http://me:hunter2@127.0.0.1:${port}/none?token=hunter2`));
    expect(secret).toMatch(/\/none\?…: the address holds a password/);
    const query = await refusalOf(loadSource(`${origin}/none?token=hunter2`));
    expect(asked.at(-1)).toBe("/none?token=hunter2");
    expect(secret + query).not.toContain("hunter2");
  });
});
