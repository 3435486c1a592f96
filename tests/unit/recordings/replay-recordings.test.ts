import { once } from "node:events";
import https from "node:https";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import type { RecordedExchange } from "../../../src/http/exchange.ts";
import { type ReplayOptions, replayRecordings } from "../../../src/recordings/replay-recordings.ts";

const BASE_URL = "https://api.shop.example/v2";

const recorded = (
  line: string,
  body: string | undefined,
  text: string,
  more: { readonly status?: number; readonly headers?: { readonly [name: string]: string } } = {},
): RecordedExchange => {
  const [method = "", path = ""] = line.split(" ");
  return {
    case: `example/${text}`,
    operation: "any",
    seed: 1,
    request: { method, path, headers: more.headers ?? {}, ...(body === undefined ? {} : { body }) },
    answer: { status: more.status ?? 200, headers: { "content-type": "application/json" }, text },
    provenance: { source: "docs", contract: "", date: "2024-05-01" },
    file: "recordings/docs/example.json",
  };
};

let close: (() => void) | undefined;
afterEach(() => {
  close?.();
  close = undefined;
});

function replay(recordings: readonly RecordedExchange[], options: Partial<ReplayOptions> = {}): void {
  ({ close } = replayRecordings(recordings, { baseUrl: BASE_URL, ...options }));
}

async function answerTo(line: string, body?: string, headers: { [name: string]: string } = {}) {
  const [method = "", path = ""] = line.split(" ");
  const init = { method, headers: { "content-type": "application/json", ...headers } };
  const answer = await fetch(`${BASE_URL}${path}`, body === undefined ? init : { ...init, body });
  return answer.text();
}

/** The message of the failure at the bottom of it. */
const reasonOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => "answered",
    (error: Error & { cause?: Error }) => (error.cause ?? error).message,
  );

describe("recordings that are replayed", () => {
  test.each([["/100%25", "/100%"], ["/a%5Bb%5D%7C", "/a[b]|"], ["/%22x%22", '/"x"']])(
    "of %s answer to %s, which clients write each in their way",
    async (path, sent) => {
      replay([recorded(`GET ${path}`, undefined, "here")]);
      expect(await answerTo(`GET ${sent}`)).toBe("here");
    },
  ); // biome-ignore format: a table reads better in lines

  test("answer with status, headers and text, whatever the path before theirs", async () => {
    replay([recorded("POST /orders", '{"a":1}', '{"id":7}', { status: 201 })]);
    const answer = await fetch(`${BASE_URL}/orders`, { method: "POST", body: '{"a":1}' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.text()).toBe('{"id":7}');
  });

  test("answer a client that is built on node:https", async () => {
    replay([recorded("GET /orders/7", undefined, "seven")]);
    const [answer] = await once(https.get(`${BASE_URL}/orders/7`), "response");
    expect(await text(answer)).toBe("seven");
  });

  test("answer a body that says the same in another order, the one with the same text before it", async () => {
    replay([
      recorded("POST /orders", '{"a":1,"b":[2]}', "first"),
      recorded("POST /orders", '{"b":[2],"a":1}', "second"),
    ]);
    expect(await answerTo("POST /orders", '{"b":[2],"a":1}')).toBe("second");
    expect(await answerTo("POST /orders", '{ "b": [2], "a": 1.0 }')).toBe("first");
  });

  test("answer a body that is no JSON, though it says that it is", async () => {
    replay([recorded("POST /orders", "{", "broken")]);
    expect(await answerTo("POST /orders", "{")).toBe("broken");
    expect(await reasonOf(answerTo("POST /orders", "{{"))).toContain('recorded the body "{", sent "{{"');
  });

  test("answer equal requests in their order, the last of them again and again", async () => {
    replay([recorded("GET /orders", undefined, "one"), recorded("GET /orders", undefined, "two")]);
    const answers = [
      await answerTo("GET /orders"),
      await answerTo("GET /orders"),
      await answerTo("GET /orders"),
    ];
    expect(answers).toEqual(["one", "two", "two"]);
  });

  test("answer by headers where requests are equal but for these", async () => {
    const edition = (value: string) => ({ headers: { "x-edition": value } });
    replay([
      recorded("GET /orders", undefined, "old", edition("1")),
      recorded("GET /orders", undefined, "new", edition("2")),
    ]);
    expect(await answerTo("GET /orders", undefined, { "x-edition": "2" })).toBe("new");
  });

  test("answer once each, to the byte, where that is asked for", async () => {
    replay([recorded("POST /orders", '{"a":1}', "one")], { strict: true });
    expect(await reasonOf(answerTo("POST /orders", '{ "a":1 }'))).toContain("no recording answers");
    expect(await answerTo("POST /orders", '{"a":1}')).toBe("one");
    expect(await reasonOf(answerTo("POST /orders", '{"a":1}'))).toContain("it has answered already");
  });

  test("answer a repeated request as a gateway did, where each answers once", async () => {
    replay([recorded("GET /orders", undefined, "gone", { status: 502 })], { strict: true });
    expect([await answerTo("GET /orders"), await answerTo("GET /orders")]).toEqual(["gone", "gone"]);
  });

  test("let other hosts be, and their own once they are closed", async () => {
    replay([recorded("GET /orders", undefined, "one")]);
    expect(await reasonOf(fetch("http://127.0.0.1:1/orders"))).not.toContain("no recording");
    close?.();
    replay([recorded("GET /orders", undefined, "two")]);
    expect(await answerTo("GET /orders")).toBe("two");
  });

  test("are replayed once at a time at one address", () => {
    replay([]);
    expect(() => replayRecordings([], { baseUrl: BASE_URL })).toThrow(/close it first/);
    replayRecordings([], { baseUrl: "https://other.shop.example" }).close();
  });
});

describe("a request that no recording answers fails with the nearest one", () => {
  const recordings = [
    recorded("GET /orders/7", undefined, "read"),
    recorded("POST /orders", '{"name":"a","lines":[{"count":1}],"tags":[]}', "far"),
    recorded("POST /orders", '{"name":"b","lines":[{"count":2}],"open":true}', "near"),
  ];

  test.each([
    ["by the members that differ", "POST /orders", '{"name":"b","lines":[{"count":3}]}', "example/near of recordings/docs/example.json: /lines/0/count: recorded 2, sent 3; /open: recorded true, sent nothing"],
    ["by its path", "POST /order", '{"name":"a","lines":[{"count":1}],"tags":[]}', "example/far of recordings/docs/example.json: recorded POST /orders, sent POST /order"],
    ["by its method", "DELETE /orders/7", undefined, "example/read of recordings/docs/example.json: recorded GET /orders/7, sent DELETE /orders/7"],
    ["and no more than three differences", "POST /orders", '{"a":1,"b":2,"name":"c","lines":[]}', "/name: recorded \"a\", sent \"c\"; /lines/0: recorded {\"count\":1}, sent nothing; /tags: recorded [], sent nothing; and 2 more"],
  ])("%s", async (_, line, body, want) => {
    replay(recordings);
    const reason = await reasonOf(answerTo(line, body));
    expect(reason).toContain(`no recording answers ${line}; the nearest is `);
    expect(reason).toContain(want);
  }); // biome-ignore format: a table reads better in lines

  test("or says that there is none", async () => {
    replay([]);
    expect(await reasonOf(answerTo("GET /orders"))).toBe(
      "no recording answers GET /orders; there are no recordings at all",
    );
  });
});
