import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { curlLine } from "../../../src/findings/curl.ts";
import { wrappedCurl } from "../../../src/report/wrapped-curl.ts";

const HEADERS = {
  accept: "application/json",
  "user-agent": "calendar-contract/0.1.0",
  authorization: "Bearer secret",
  "content-type": "application/json",
};

const curlOf = (body?: string): string =>
  curlLine("https://api.example.com", {
    method: "POST",
    path: "/things",
    headers: HEADERS,
    ...(body === undefined ? {} : { body }),
  });

/** The words that a shell makes of a line. */
const wordsOf = (line: string): string[] =>
  execFileSync("sh", ["-c", `curl() { for one in "$@"; do printf '%s\\000' "$one"; done; }\n${line}`], {
    encoding: "utf8",
    env: { HIGHLEVEL_TOKEN: "mine" },
  })
    .split("\0")
    .slice(0, -1)
    .map((word) => (word === "--request" ? "-X" : word === "--header" ? "-H" : word));

const BODIES: Json[] = [
  {},
  { name: "short" },
  { name: "a, b", 'k"ey,': "\\,\\\\", list: [1, -2.5e-7, null, true, [], {}], more: "x".repeat(40) },
  { a: "x, ".repeat(12), b: ["one", "two", "three"], c: { d: "e".repeat(30) }, f: '{"g": [1,2]}' },
  Array.from({ length: 40 }, (_, index) => index),
  { unicode: "äöü €, 😀", price: "$HOME `id`" },
];

describe("a wrapped curl line", () => {
  it.each(BODIES.map((body) => [body]))("is read by a shell as the whole one is: %j", (body) => {
    const whole = curlOf(JSON.stringify(body));
    const lines = wrappedCurl(whole, 78, 12)!;
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(78);
    const words = wordsOf(lines.map((line) => `  ${line}`).join("\n"));
    expect(words.slice(0, -1)).toEqual(wordsOf(whole).slice(0, -1));
    expect(JSON.parse(words.at(-1)!)).toEqual(body);
  });

  it("leaves out what curl sends of its own accord where there is no room for it", () => {
    const body = JSON.stringify({ name: "n".repeat(30), other: "o".repeat(40) });
    const [roomy, tight] = [12, 5].map((most) => wrappedCurl(curlOf(body), 78, most)?.join("\n"));
    expect(roomy).toContain("user-agent");
    expect(tight).not.toContain("user-agent");
    expect(tight).toContain("authorization: Bearer $HIGHLEVEL_TOKEN");
  });

  it("needs no body", () => {
    expect(wordsOf(wrappedCurl(curlOf(), 78, 5)!.join("\n"))).toEqual(wordsOf(curlOf()));
  });

  it.each([
    ["is too long", JSON.stringify({ name: "n".repeat(80) })],
    ["has too many members", JSON.stringify(Array.from({ length: 400 }, (_, index) => index))],
    ["is no JSON and too long", "x, ".repeat(60)],
    ["holds a quote and is too long", JSON.stringify({ a: "it's", b: "b".repeat(70) })],
  ])("is not made where the body %s", (_, body) => {
    expect(wrappedCurl(curlOf(body), 78, 6)).toBeUndefined();
  });
});
