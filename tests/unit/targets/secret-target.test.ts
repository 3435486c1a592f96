import { describe, expect, test } from "vitest";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { TOKEN_NAME } from "../../../src/redact/secret.ts";
import { hideToken, refuseToken } from "../../../src/targets/secret-target.ts";

const TOKEN = "pit-4f9a+very/secret";

/** A target that answers the same always, and the requests that it was sent. */
function target(result: Answer | TransportFailure): { hidden: Target; sent: WireRequest[] } {
  const sent: WireRequest[] = [];
  const bare: Target = {
    name: "http://127.0.0.1:1",
    url: "http://127.0.0.1:1",
    loopback: true,
    stores: true,
    token: TOKEN,
    send: async (request) => {
      sent.push(request);
      return result;
    },
    close: async () => {},
  };
  return { hidden: hideToken(bare), sent };
}

const ANSWER: Answer = {
  status: 302,
  headers: { [`x-${TOKEN}`]: TOKEN, location: `http://a/?t=${encodeURIComponent(TOKEN)}` },
  text: JSON.stringify({ [TOKEN]: [JSON.stringify({ in: TOKEN })] }),
};

describe("a target whose token is hidden", () => {
  test("is known by the token's name, and sends the token", async () => {
    const { hidden, sent } = target(ANSWER);
    expect(hidden.token).toBe(TOKEN_NAME);
    await hidden.send({ method: "GET", path: "/a", headers: { authorization: `Bearer ${hidden.token}` } });
    expect(sent).toEqual([{ method: "GET", path: "/a", headers: { authorization: `Bearer ${TOKEN}` } }]);
  });

  test("answers with the name in place of the token, in names of headers and keys as well", async () => {
    const result = await target(ANSWER).hidden.send({ method: "GET", path: "/", headers: {} });
    expect(result).toEqual({
      status: 302,
      headers: { [`x-${TOKEN_NAME}`]: TOKEN_NAME, location: `http://a/?t=${TOKEN_NAME}` },
      text: JSON.stringify({ [TOKEN_NAME]: [JSON.stringify({ in: TOKEN_NAME })] }),
    });
  });

  test("fails without the token in its message", async () => {
    const failure = { reason: "other", message: `bad header ${TOKEN}` } as const;
    const result = await target(failure).hidden.send({ method: "GET", path: "/", headers: {} });
    expect(result).toEqual({ reason: "other", message: `bad header ${TOKEN_NAME}` });
  });

  test("asks for an id that repeats the token by the id itself; a body is sent as it is", async () => {
    const { hidden, sent } = target(ANSWER);
    const path = `/a/${encodeURIComponent(`x ${TOKEN_NAME}`)}`;
    await hidden.send({ method: "DELETE", path, headers: {}, body: TOKEN_NAME });
    expect(sent).toMatchObject([{ path: `/a/${encodeURIComponent(`x ${TOKEN}`)}`, body: TOKEN_NAME }]);
  });
});

describe("a token is refused, and not repeated,", () => {
  test.each([
    ["if it is short", "pit-123", {}, /^T cannot be a token: expected at least 8 characters/],
    ["if it is a number", "1234567890123", {}, /not digits alone/],
    ["if it holds a backslash", "pit-\\x41\\x42", {}, /no backslash/],
    ["if the URL holds it", TOKEN, { "--target": `http://a/${TOKEN}` }, /^--target holds the token/],
    ["if an id is it, in another spelling", TOKEN, { ID: encodeURIComponent(TOKEN) }, /^ID holds the token/],
  ])("%s", (_, token, shown, why) => {
    const refusal = (): void => refuseToken(token, "T", shown);
    expect(refusal).toThrow(why);
    expect(refusal).not.toThrow(token);
  });

  test("and else is not", () => {
    expect(() => refuseToken(TOKEN, "T", { "--target": "http://a", ID: undefined })).not.toThrow();
  });
});
