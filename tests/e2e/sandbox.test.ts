import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../fixtures/project.ts";
import { startContract } from "./command.ts";

/** The request of the docs, as it was recorded. */
async function example(): Promise<{ path: string; headers: Record<string, string>; body: { json: object } }> {
  const text = await readFile(join(PROJECT, "tests/recordings/docs/example.json"), "utf8");
  return JSON.parse(text).exchanges[0].request;
}

test.each([
  ["any token", {}, "some-token"],
  ["the token of the environment", { HIGHLEVEL_TOKEN: "only-this" }, "only-this"],
])("contract sandbox serves the endpoint to %s until it is stopped", async (_, env, token) => {
  const { child, ended, seen } = startContract(["sandbox", "--port", "0"], { env });
  const [url] = await seen(/^http:\/\/127\.0\.0\.1:\d+$/m);
  const { path, headers, body } = await example();
  const post = (bearer: string): Promise<Response> =>
    fetch(url + path, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body.json),
    });
  const created = await post(token);
  expect(created.status).toBe(200);
  expect(await created.json()).toMatchObject({ calendar: { id: expect.any(String), name: "test calendar" } });
  expect((await post("invalid")).status).toBe(401);
  child.kill("SIGINT");
  expect((await ended).status).toBe(0);
});
