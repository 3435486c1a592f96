import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

const HEADERS = {
  authorization: "Bearer anyone",
  "x-edition": "2020-01",
  "content-type": "application/json",
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ contract: tinyContract });
});
afterAll(() => sandbox.close());

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Sends one request: a good creation, except for what is given. */
async function ask({ method = "POST", path = "/invoices", headers = {}, body }: Given) {
  const sent = Object.entries({ ...HEADERS, ...headers }).filter(([, value]) => value !== "");
  const payload = method === "POST" ? (body ?? JSON.stringify(exampleInvoice)) : undefined;
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: Object.fromEntries(sent),
    ...(payload === undefined ? {} : { body: payload }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text ? JSON.parse(text) : undefined,
  };
}

function responseValid(operation: string, status: number, json: unknown): boolean {
  return tinyContract.validators[operation]!.responses[String(status)]?.(json) === true;
}

const invoice = (changes: object) => JSON.stringify({ ...(exampleInvoice as object), ...changes });

describe("what is refused", () => {
  const table: [string, Given, { status: number; reason: string | RegExp }][] = [
    ["no token", { headers: { authorization: "" } }, { status: 401, reason: /no bearer token/ }],
    [
      "another scheme",
      { headers: { authorization: "Basic abc" } },
      { status: 401, reason: /no bearer token/ },
    ],
    ["an empty token", { headers: { authorization: "Bearer " } }, { status: 401, reason: /no bearer token/ }],
    [
      "an invalid token",
      { headers: { authorization: "Bearer invalid-1" } },
      { status: 401, reason: /not valid/ },
    ],
    [
      "no header parameter",
      { headers: { "x-edition": "" } },
      { status: 401, reason: /X-Edition is missing/ },
    ],
    ["another header value", { headers: { "x-edition": "1999" } }, { status: 401, reason: /one of 2020-01/ }],
    ["no content type", { headers: { "content-type": "" } }, { status: 400, reason: /application\/json/ }],
    [
      "another content type",
      { headers: { "content-type": "text/xml" } },
      { status: 400, reason: /content type/ },
    ],
    ["no body", { body: "" }, { status: 400, reason: /missing/ }],
    ["truncated JSON", { body: '{"customerId":' }, { status: 400, reason: /not JSON/ }],
    [
      "bytes that are not UTF-8",
      { body: new Uint8Array([0x22, 0xff, 0x22]) },
      { status: 400, reason: /UTF-8/ },
    ],
    ["6 MiB", { body: `"${"a".repeat(6 * 2 ** 20)}"` }, { status: 400, reason: /over 5242880 bytes/ }],
    ["an array", { body: "[]" }, { status: 400, reason: /must be object|required/ }],
    ["a missing field", { body: '{"number":"1"}' }, { status: 400, reason: /customerId/ }],
    [
      "a nested value",
      { body: invoice({ lines: [{ article: "" }] }) },
      { status: 400, reason: /^\/lines\/0\/article/ },
    ],
    [
      "a broken rule",
      { body: invoice({ state: "paid" }) },
      { status: 400, reason: /^A paid invoice names the day/ },
    ],
  ];
  test.each(table)("%s", async (_name, given, want) => {
    const { status, json, headers } = await ask(given);
    expect(status).toBe(want.status);
    expect(json.status).toBe(want.status);
    expect(json.reason).toMatch(want.reason);
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(responseValid("create-invoice", status, json)).toBe(true);
  });

  test("a token is looked at before the header, the header before the body", async () => {
    const noToken = await ask({ headers: { authorization: "", "x-edition": "" }, body: "{" });
    expect(noToken.json.reason).toMatch(/token/);
    const noHeader = await ask({ headers: { "x-edition": "" }, body: "{" });
    expect(noHeader.json.reason).toMatch(/X-Edition/);
  });

  const paths: [string, Given, number][] = [
    ["an unknown path", { path: "/receipts" }, 404],
    ["a trailing slash", { path: "/invoices/" }, 404],
    ["an unknown id", { method: "GET", path: "/invoices/none" }, 404],
    ["an id that is no percent-encoding", { method: "GET", path: "/invoices/%zz" }, 404],
    ["the deletion of an unknown id", { method: "DELETE", path: "/invoices/none" }, 404],
    ["another method", { method: "PUT" }, 405],
  ];
  test.each(paths)("%s", async (_name, given, want) => {
    const { status, json } = await ask(given);
    expect({ status, shape: json.status }).toEqual({ status: want, shape: want });
  });

  test("another method is told which ones there are", async () => {
    expect((await ask({ method: "GET" })).headers.get("allow")).toBe("POST");
    expect((await ask({ method: "PATCH", path: "/invoices/1" })).headers.get("allow")).toBe("GET, DELETE");
  });
});

describe("what is stored", () => {
  test("a created entity comes back with an id and the documented defaults, nested ones too", async () => {
    const { status, json } = await ask({});
    expect(status).toBe(200);
    expect(json.invoice).toEqual({
      ...(exampleInvoice as object),
      urgent: false,
      billTo: { street: "1 Long Street", country: "DE" },
      lines: [
        { article: "Paper", quantity: 3, price: 4.5 },
        { article: "Pens", quantity: 1 },
      ],
      id: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
    });
    expect(responseValid("create-invoice", 200, json)).toBe(true);
  });

  test("create, read, delete, read", async () => {
    const before = sandbox.stored();
    const created = await ask({});
    const path = `/invoices/${created.json.invoice.id}`;
    expect(sandbox.stored()).toBe(before + 1);
    expect((await ask({ method: "GET", path })).text).toBe(created.text);
    const deleted = await ask({ method: "DELETE", path });
    expect(deleted.json).toEqual({ done: true });
    expect(responseValid("delete-invoice", 200, deleted.json)).toBe(true);
    expect((await ask({ method: "GET", path })).status).toBe(404);
    expect((await ask({ method: "DELETE", path })).status).toBe(404);
    expect(sandbox.stored()).toBe(before);
  });

  test("ids differ, and another sandbox gives the same ones", async () => {
    const ids = async (url: string) => {
      const create = () => fetch(`${url}/invoices`, { method: "POST", headers: HEADERS, body: invoice({}) });
      const answers = [await create(), await create()];
      const bodies = await Promise.all(
        answers.map((answer) => answer.json() as Promise<{ invoice: { id: string } }>),
      );
      return bodies.map((body) => body.invoice.id);
    };
    const [one, two] = [
      await startSandbox({ contract: tinyContract }),
      await startSandbox({ contract: tinyContract }),
    ];
    const first = await ids(one.url);
    expect(new Set(first).size).toBe(2);
    expect(await ids(two.url)).toEqual(first);
    await Promise.all([one.close(), two.close()]);
  });

  const ignored: [string, object, string][] = [
    ["a readOnly field, whatever its type", { total: "much" }, "total"],
    ["a field that is not declared", { colour: "red" }, "colour"],
    ["a __proto__ field", JSON.parse('{"__proto__": {"id": "mine"}}'), "__proto__"],
  ];
  test.each(ignored)("%s is accepted and dropped", async (_name, changes, field) => {
    const { status, json } = await ask({ body: invoice(changes) });
    expect(status).toBe(200);
    expect(Object.hasOwn(json.invoice, field)).toBe(false);
  });

  test("a media type with parameters, a 3 MiB body and doubled keys are fine", async () => {
    const charset = await ask({ headers: { "content-type": "Application/JSON; charset=utf-8" } });
    expect(charset.status).toBe(200);
    const large = await ask({ body: invoice({ extras: { blob: "x".repeat(3 * 2 ** 20) } }) });
    expect(large.status).toBe(200);
    const doubled = await ask({ body: '{"customerId":"a","number":"1","number":"2"}' });
    expect(doubled.json.invoice.number).toBe("2");
  });
});

describe("garbage", () => {
  test.each([
    ["unknown", 10_000, 200],
    ["extras", 50, 200],
    ["extras", 1000, 400],
    ["extras", 10_000, 400],
  ])("nesting in %s, %i deep, is no crash, and %i on every Node.js", async (field, levels, want) => {
    const nested = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    const body = invoice({}).replace("{", `{"${field}":${nested},`);
    const { status } = await ask({ body });
    expect(status).toBe(want);
    expect((await ask({})).status).toBe(200);
  });

  test("any bytes are refused, in the documented shape", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const { status, json } = await ask({ body: new Uint8Array(bytes) });
        expect(status).toBe(400);
        expect(responseValid("create-invoice", status, json)).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("any JSON is answered, and every answer keeps the contract", async () => {
    const body = fc.record(
      {
        customerId: fc.oneof(fc.constant("c"), fc.jsonValue()),
        number: fc.oneof(fc.constant("n-1"), fc.jsonValue()),
        billTo: fc.oneof(fc.constant({ street: "s" }), fc.jsonValue()),
        lines: fc.array(fc.oneof(fc.constant({ article: "a" }), fc.jsonValue())),
        extras: fc.dictionary(fc.string(), fc.jsonValue()),
        state: fc.constantFrom("draft", "paid", "lost"),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(body, fc.jsonValue()), async (value) => {
        const { status, json } = await ask({ body: JSON.stringify(value) });
        expect([200, 400]).toContain(status);
        expect(responseValid("create-invoice", status, json)).toBe(true);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test("a caller that hangs up in the middle harms nobody", async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(sandbox.port, "127.0.0.1", () => {
        socket.write("POST /invoices HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
        socket.destroy();
      });
      socket.on("close", () => resolve());
    });
    expect((await ask({})).status).toBe(200);
  });
});

describe("the options", () => {
  const start = async (options: object) => {
    const own = await startSandbox({ contract: tinyContract, ...options });
    const send = (token: string) =>
      fetch(`${own.url}/invoices`, {
        method: "POST",
        headers: { ...HEADERS, authorization: `Bearer ${token}` },
        body: invoice({}),
      });
    return { own, send };
  };

  test("with a token, only that one is accepted", async () => {
    const { own, send } = await start({ token: "mine" });
    expect([(await send("mine")).status, (await send("anyone")).status]).toEqual([200, 401]);
    await own.close();
  });

  test("without defaults, only what was sent comes back", async () => {
    const { own, send } = await start({ applyDefaults: false });
    const body = (await (await send("x")).json()) as { invoice: object };
    expect(Object.keys(body.invoice).sort()).toEqual([
      "billTo",
      "customerId",
      "id",
      "lines",
      "number",
      "state",
    ]);
    await own.close();
  });

  test("a transform sees request, operation and answer, and has the last word", async () => {
    const seen: unknown[] = [];
    const { own, send } = await start({
      transform: (exchange: {
        request: { method: string };
        operation: string;
        answer: { status: number };
      }) => {
        seen.push([exchange.request.method, exchange.operation, exchange.answer.status]);
        return { ...exchange.answer, status: 201 };
      },
    });
    expect((await send("x")).status).toBe(201);
    expect(seen).toEqual([["POST", "create-invoice", 200]]);
    await own.close();
  });

  test("a port in use is one line that says what to do", async () => {
    await expect(start({ port: sandbox.port })).rejects.toThrow(
      `port ${sandbox.port} on 127.0.0.1 is in use: choose another one, or 0 for a free one`,
    );
  });
});
