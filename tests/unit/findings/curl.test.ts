// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text that must stay as it is
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { curlLine, shownHeaders } from "../../../src/findings/curl.ts";

/** What a POSIX shell hands to curl, argument by argument. */
function argumentsOf(line: string, token = "t0ken with 'quotes'"): string[] {
  const script = `curl() { for one in "$@"; do printf '%s\\000' "$one"; done; }\n${line}`;
  const output = execFileSync("sh", ["-c", script], { encoding: "utf8", env: { HIGHLEVEL_TOKEN: token } });
  return output.split("\0").slice(0, -1);
}

const BODIES: readonly [string, string][] = [
  ["plain JSON", '{"a":1}'],
  ["quotes", `{"a":"it's \\"so\\""}`],
  ["what a shell would expand", '{"a":"$HOME `id` $(id) ${x} !! \\\\ * ~ #"}'],
  ["a body that looks like an option", "--help"],
  ["a body that looks like a file", "@/etc/passwd"],
  ["more than one line", "a\nb\r\n\tc\n"],
  ["no characters at all", ""],
  ["nothing but quotes", "''''"],
  ["emoji and right-to-left", "😀 שלום"],
];

describe("a curl line", () => {
  it.each(BODIES)("carries %s through a shell unharmed", (_, body) => {
    const line = curlLine("http://127.0.0.1:1", {
      method: "POST",
      path: "/a?b='c d'&e=$f",
      headers: { authorization: "Bearer secret", accept: "application/json", "x-odd": "a'b\"c$d" },
      body,
    });
    expect(line).not.toContain("secret");
    expect(argumentsOf(line)).toEqual([
      "--request",
      "POST",
      "http://127.0.0.1:1/a?b='c d'&e=$f",
      "--header",
      "authorization: Bearer t0ken with 'quotes'",
      "--header",
      "accept: application/json",
      "--header",
      "x-odd: a'b\"c$d",
      "--data-raw",
      body,
    ]);
  });

  it("has no data where the request has no body", () => {
    const line = curlLine("http://x", { method: "GET", path: "/", headers: {} });
    expect(argumentsOf(line)).toEqual(["--request", "GET", "http://x/"]);
  });
});

describe("headers that are shown", () => {
  it.each([
    ["authorization", "Bearer abc", "Bearer $HIGHLEVEL_TOKEN"],
    ["authorization", "Bearer a b\nc", "Bearer $HIGHLEVEL_TOKEN"],
    ["authorization", "abc", "$HIGHLEVEL_TOKEN"],
    ["authorization", "Bearer ", "Bearer $HIGHLEVEL_TOKEN"],
    ["proxy-authorization", "Basic abc", "Basic $HIGHLEVEL_TOKEN"],
    ["cookie", "session=abc", "$HIGHLEVEL_TOKEN"],
    ["accept", "application/json", "application/json"],
  ])("%s: %j reads %j", (name, value, shown) => {
    expect(shownHeaders({ [name]: value })).toEqual({ [name]: shown });
  });
});
