import { describe, expect, it } from "vitest";
import { leak } from "../../../src/checks/leak.ts";
import type { Answer } from "../../../src/http/exchange.ts";
import { answerOf, caseOf, judgedBy } from "./exchanges.ts";

const request = { method: "POST", path: "/invoices", headers: { authorization: "Bearer secret-token" }, body: '{"note":"see /etc/hosts/file"}' }; // biome-ignore format: one line
const leaks = (answer: Answer) => judgedBy(leak, caseOf({ request }), answer)?.map(({ title }) => title);

describe("leak", () => {
  it.each([
    ["a refusal", answerOf(400, { message: "note must be a string" })],
    ["what the caller sent", answerOf(200, { invoice: { note: "see /etc/hosts/file" } })],
    ["a path of the API", answerOf(404, { path: "/invoices/1", docs: "https://example.com/home/docs/x" })],
  ])("passes %s", (_, answer) => expect(leaks(answer)).toEqual([]));

  it.each([
    ["the token", answerOf(200, { echo: "Bearer secret-token" })],
    ["the token", answerOf(200, {}, { "x-debug": "secret-token" })],
    ["a stack trace", answerOf(400, { message: "Error: x\n    at create (/srv/app/main.js:1:2)" })],
    ["a file path", answerOf(400, { message: "no such file /var/lib/store.db" })],
    ["a database error", answerOf(409, { message: "E11000 duplicate key error" })],
  ])("tells of %s once", (what, answer) => expect(leaks(answer)).toEqual([`the answer shows ${what}`]));
});
