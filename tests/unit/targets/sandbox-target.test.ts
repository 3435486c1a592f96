import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isFailure, type Target, type WireRequest } from "../../../src/http/exchange.ts";
import { BODY_LIMIT } from "../../../src/sandbox/read-body.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { openSandboxTarget } from "../../../src/targets/sandbox-target.ts";
import { openUrlTarget } from "../../../src/targets/url-target.ts";
import { contract } from "../../fixtures/project.ts";

const token = "sandbox-token";
const json = { authorization: `Bearer ${token}`, version: "2021-04-15", "content-type": "application/json" };
const creation = (body: string, headers = {}): WireRequest => ({
  method: "POST",
  path: "/calendars",
  headers: { ...json, ...headers },
  body,
});

/** Requests that the embedded endpoint answers in this process as it does over HTTP. */
const SAME: readonly [string, WireRequest][] = [
  ["a body that keeps the contract", creation('{"locationId":"l","name":"n"}')],
  ["a body that breaks it", creation('{"locationId":1}')],
  ["a body that is no JSON", creation('{"locationId":')],
  ["an unpaired surrogate, which UTF-8 cannot hold", creation('{"locationId":"l","name":"\ud800"}')],
  ["an empty body", creation("")],
  ["a body that is too large", creation(" ".repeat(BODY_LIMIT + 1))],
  ["another media type", creation("{}", { "content-type": "text/plain" })],
  ["a wrong token", creation("{}", { authorization: "Bearer invalid" })],
  ["a path that nothing has", { method: "GET", path: "/nothing?a=%20", headers: json }],
  [
    "a method that the path does not know",
    { method: "PATCH", path: "/calendars", headers: json, body: "{}" },
  ],
  ["a read of what is not there", { method: "GET", path: "/calendars/none", headers: json }],
];

/** Requests that no HTTP client writes. */
const UNSENDABLE: readonly [string, WireRequest][] = [
  ["a line break in a header", creation("{}", { version: "a\nb" })],
  ["a character outside of latin-1 in a header", creation("{}", { version: "\u{1f600}" })],
  ["a header without a name", creation("{}", { "": "a" })],
  ["a blank in the path", { method: "GET", path: "/calendars/a b", headers: json }],
  ["a path without its slash", { method: "GET", path: "calendars", headers: json }],
];

let sandbox: Sandbox;
let overHttp: Target;
let inProcess: Target;

beforeAll(async () => {
  sandbox = await startSandbox({ contract, token });
  overHttp = openUrlTarget(sandbox.url, { token });
  inProcess = openSandboxTarget({ contract, token });
});

afterAll(async () => {
  await overHttp.close();
  await inProcess.close();
  await sandbox.close();
});

async function answerOf(target: Target, request: WireRequest): Promise<unknown> {
  const answer = await target.send(request);
  if (isFailure(answer)) return answer.reason;
  const { status, headers, text } = answer;
  return { status, type: headers["content-type"], text: withoutMade(text) };
}

/** Ids and times differ between two endpoints. */
const withoutMade = (text: string): string =>
  text.replace(/"(\w*[iI]d|dateAdded|dateUpdated)":"[^"]*"/g, '"$1":""');

describe("the embedded endpoint, asked in this process", () => {
  test.each(SAME)("answers as it does over HTTP: %s", async (_, request) => {
    const answered = await answerOf(inProcess, request);
    expect(answered).toEqual(await answerOf(overHttp, request));
    expect(answered).not.toBe("other");
  });

  test.each(UNSENDABLE)("gets no request that HTTP cannot send: %s", async (_, request) => {
    expect(await answerOf(overHttp, request)).toBe("other");
    expect(await answerOf(inProcess, request)).toBe("other");
  });
});
