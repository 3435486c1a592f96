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

  it.each(["@elsewhere.example/", ".elsewhere.example/", ":1@elsewhere.example/", "elsewhere"])(
    "with the path %s goes to the target all the same",
    (path) => {
      const line = curlLine("http://x", { method: "GET", path, headers: {} });
      const [, , address = ""] = argumentsOf(line);
      expect(new URL(address)).toMatchObject({ host: "x", pathname: `/${path}` });
    },
  );

  it("has no data where the request has no body", () => {
    const line = curlLine("http://x", { method: "GET", path: "/", headers: {} });
    expect(argumentsOf(line)).toEqual(["--request", "GET", "http://x/"]);
  });

  it.each(["/a[0]", "/a?b={c}", "/a?b=c]", "/}"])("lets curl read %s as one address", (path) => {
    const line = curlLine("http://x", { method: "GET", path, headers: {} });
    expect(argumentsOf(line)).toEqual(["--request", "GET", `http://x${path}`, "--globoff"]);
  });

  it("leaves out what is no name of a header", () => {
    const names = ["@/etc/passwd", "", "a b", "é", "x:", "ok", "x-!#$%&'*+.^`|~_1"];
    const headers = Object.fromEntries(names.map((name) => [name, "v"]));
    expect(argumentsOf(curlLine("http://x", { method: "GET", path: "/", headers })).slice(3)).toEqual([
      "--header",
      "ok: v",
      "--header",
      "x-!#$%&'*+.^`|~_1: v",
    ]);
  });

  it.each([
    ["what cannot be seen", '{"a":"\u200b\u007f"}'],
    ["line breaks between its tokens", '{\r\n\t"a":\n1}'],
  ])("carries JSON with %s as the same value that can be read", (_, body) => {
    const line = curlLine("http://x", { method: "POST", path: "/", headers: {}, body });
    const sent = argumentsOf(line).at(-1) ?? "";
    expect(sent).toMatch(/^[ -~]+$/);
    expect(JSON.parse(sent)).toEqual(JSON.parse(body));
    expect(sent.length).toBeGreaterThanOrEqual(body.length);
  });

  it("expands the run's token, and shows another as it was sent", () => {
    const headers = { Authorization: "Bearer abc" };
    const lastOf = (token: string) =>
      argumentsOf(curlLine("http://x", { method: "GET", path: "/", headers }, token), "T").at(-1);
    expect(lastOf("abc")).toBe("Authorization: Bearer T");
    expect(lastOf("other")).toBe("Authorization: Bearer abc");
  });
});

describe("headers that are shown", () => {
  it.each([
    ["authorization", "Bearer abc", "Bearer $HIGHLEVEL_TOKEN"],
    ["authorization", "Bearer a b\nc", "Bearer $HIGHLEVEL_TOKEN"],
    ["authorization", "abc", "$HIGHLEVEL_TOKEN"],
    ["authorization", " abc def", "$HIGHLEVEL_TOKEN"],
    ["authorization", "Bearer ", "Bearer $HIGHLEVEL_TOKEN"],
    ["proxy-authorization", "Basic abc", "Basic $HIGHLEVEL_TOKEN"],
    ["cookie", "session=abc", "$HIGHLEVEL_TOKEN"],
    ["Cookie", "session=abc; other=def", "$HIGHLEVEL_TOKEN"],
    ["Authorization", "Basic abc", "Basic $HIGHLEVEL_TOKEN"],
    ["accept", "application/json", "application/json"],
  ])("%s: %j reads %j", (name, value, shown) => {
    expect(shownHeaders({ [name]: value })).toEqual({ [name]: shown });
  });

  it.each([
    ["Bearer the-token", "the-token", "Bearer $HIGHLEVEL_TOKEN"],
    ["Bearer a-wrong-one", "the-token", "Bearer a-wrong-one"],
    ["Bearer a-wrong-one", "", "Bearer $HIGHLEVEL_TOKEN"],
  ])("%s, where the run's token is %j, reads %s", (value, token, shown) => {
    expect(shownHeaders({ authorization: value, accept: token }, token)).toEqual({
      authorization: shown,
      accept: token,
    });
  });
});
