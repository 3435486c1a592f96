import { describe, expect, test } from "vitest";
import type { Answer, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { throughClient } from "../../../src/http/through-client.ts";
import { contract, createClient } from "../../fixtures/project.ts";

type Result = Answer | TransportFailure | undefined;

const read = contract.linked["create-calendar"]!["get-calendar"]!;

async function sentFor(
  call: Parameters<typeof throughClient>[0],
  result?: Result,
): Promise<{ requests: WireRequest[]; result: Result }> {
  const requests: WireRequest[] = [];
  const returned = await throughClient<Result>(call, {
    token: "t",
    userAgent: "agent",
    async send(request) {
      requests.push(request);
      return result;
    },
  });
  return { requests, result: returned };
}

describe("a call of the generated client through our own sender", () => {
  test("is sent as the client writes it, with token, user agent and required headers", async () => {
    const { requests } = await sentFor((options) => read(options, { calendarId: "a/b c" }));
    expect(requests).toEqual([
      {
        method: "GET",
        path: "/calendars/a%2Fb%20c",
        headers: {
          accept: "application/json",
          authorization: "Bearer t",
          "user-agent": "agent",
          version: "2021-04-15",
        },
      },
    ]);
  });

  test("is sent with its body", async () => {
    const { requests } = await sentFor((options) =>
      createClient(options).POST("/calendars", { body: { locationId: "l", name: "n" } }),
    );
    expect(requests).toMatchObject([
      {
        method: "POST",
        path: "/calendars",
        headers: { "content-type": "application/json" },
        body: '{"locationId":"l","name":"n"}',
      },
    ]);
  });

  const results: [string, Result][] = [
    ["an answer", { status: 200, headers: { a: "b" }, text: "{}" }],
    ["an answer that is no JSON", { status: 200, headers: {}, text: "<html>" }],
    ["an answer without a body", { status: 204, headers: {}, text: "" }],
    ["a refusal", { status: 404, headers: {}, text: "no" }],
    ["a status that no Response can have", { status: 999, headers: {}, text: "" }],
    ["a failure", { reason: "timeout", message: "no answer in time" }],
    ["nothing", undefined],
  ];
  test.each(results)("returns %s as the sender gave it", async (_, result) => {
    const call = sentFor((options) => read(options, { calendarId: "a" }), result);
    expect((await call).result).toBe(result);
  });

  test("passes an error of the sender on", async () => {
    const error = new Error("broken");
    const sender = { token: "", userAgent: "", send: () => Promise.reject(error) };
    const call = throughClient((options) => read(options, { calendarId: "a" }), sender);
    await expect(call).rejects.toBe(error);
  });

  test("gives the client the answer as a Response", async () => {
    let status: number | undefined;
    let name: string | undefined;
    const text = '{"calendar":{"name":"n"}}';
    await sentFor(
      async (options) => {
        const { data, response } = await createClient(options).GET("/calendars/{calendarId}", {
          params: { path: { calendarId: "a" } },
        });
        status = response.status;
        name = data?.calendar.name;
      },
      { status: 201, headers: {}, text },
    );
    expect([status, name]).toEqual([201, "n"]);
  });

  test("must send something", async () => {
    await expect(sentFor(async () => {})).rejects.toThrow("the client sent no request");
  });
});
