// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text that must stay as it is
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import {
  cut,
  json,
  line,
  log,
  markdown,
  prose,
  shell,
  shellWith,
} from "../../../../src/core/output/sinks.ts";
import { curlLine } from "../../../../src/findings/curl.ts";
import { Columns } from "../../../../src/report/columns.ts";
import { wrappedCurl } from "../../../../src/report/wrapped-curl.ts";
import { expectHarmless, HOSTILE } from "../../../fixtures/hostile-texts.ts";

const COLUMNS = new Columns(80);

const SINKS: readonly [string, (text: string) => string][] = [
  ["a line", line],
  ["a line of prose", prose],
  ["a line that is cut", (text) => cut(line(text), 20)],
  ["a line that fits the width", (text) => COLUMNS.fit(text)],
  ["a labelled text", (text) => COLUMNS.field("docs", text, 9).join("\n")],
  ["a log", log],
  ["a log in colour", (text) => log(`\u001b[31m${line(text)}\u001b[39m`, true).slice(5, -5)],
  ["JSON", (text) => json({ [text]: [text] })],
  ["Markdown", markdown],
  ["a shell's word", shell],
  ["a curl line", (text) => curl(text)],
  ["a curl line over lines", (text) => (wrappedCurl(curl(text), 78, 99) ?? []).join("\n")],
];

/** A scheme has no blank in it, else the whole value counts as the secret. */
const schemeOf = (text: string): string => text.replaceAll(/\s/g, "_");

function curl(text: string): string {
  const headers = { authorization: `${schemeOf(text)} t0ken`, "x-odd": text };
  return curlLine("http://h", { method: text, path: `/${text}`, headers, body: text }, "t0ken");
}

describe.each(SINKS)("in %s", (_, sink) => {
  test.each(HOSTILE)("a text that %s is shown and does nothing", (__, text) => {
    expectHarmless(sink(text));
  });

  test("any text does nothing", () => {
    const part = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE.map(([, text]) => text)));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => expectHarmless(sink(parts.join("")))),
      { numRuns: 80, seed: 1 },
    );
  });
});

describe("nothing is lost", () => {
  test("what cannot be seen is escaped as in JSON", () => {
    expect(line("a\u001b[1m\n\u202e\u0085")).toBe("a\\u001b[1m\\n\\u202e\\u0085");
    expect(line("::error::x ##[group]")).toBe("\\u003a:error::x #\\u0023[group]");
  });

  test("what is plain stays as it is", () => {
    for (const text of ["äöü € 😀 שלום", "a::b ## [x] # y", "C:\\x"]) expect(line(text)).toBe(text);
  });

  test.each(HOSTILE)("JSON says the same of a text that %s", (_, text) => {
    expect(JSON.parse(json({ [text]: [text, `\\${text}`] }))).toEqual({ [text]: [text, `\\${text}`] });
  });

  test.each(HOSTILE)(
    "a line of the report keeps to the width, whatever is escaped in it: a text that %s",
    (_, text) => {
      const lines = [COLUMNS.fit(text.repeat(9)), ...COLUMNS.field("a", text.repeat(9), 3)];
      expect(Math.max(...lines.map((one) => stringWidth(one)))).toBeLessThanOrEqual(80);
    },
  );
});

/** What a POSIX shell hands over, word by word. */
function wordsOf(words: string): string[] {
  const script = `show() { for one in "$@"; do printf '%s\\000' "$one"; done; }\nshow ${words}`;
  const env = { HIGHLEVEL_TOKEN: "t0ken" };
  return execFileSync("sh", ["-c", script], { encoding: "utf8", env }).split("\0").slice(0, -1);
}

describe("a shell", () => {
  const texts = HOSTILE.map(([, text]) => Buffer.from(text).toString());
  const odd = ["", "\n", "a\n\n", "\n\na", "-\u001b%s%d\\n\u001b'", "\u001b!x\t\n", "%\u001b"];

  test("reads each word as it was meant, line breaks at the end included", () => {
    const all = [...texts, ...odd];
    expect(wordsOf(all.map(shell).join(" "))).toEqual(all);
  });

  test("reads any text as it was meant", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
        const given = words.map((one) => Buffer.from(one.replaceAll("\0", "")).toString());
        expect(wordsOf(given.map(shell).join(" "))).toEqual(given);
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  test("expands the variable of the token and nothing else", () => {
    const name = "$HIGHLEVEL_TOKEN";
    for (const text of texts)
      expect(wordsOf(shellWith(name, `${text}${name}${text}`))).toEqual([`${text}t0ken${text}`]);
    expect(shellWith(name, `authorization: Bearer ${name}`)).toBe(`"authorization: Bearer ${name}"`);
  });

  test.each(HOSTILE)("sends the request whose parts are a text that %s", (_, text) => {
    const read = wordsOf(curl(text).replace(/^curl/, "").replaceAll("--globoff", ""));
    const sent = Buffer.from(text).toString();
    expect(read).toEqual([
      "--request",
      sent,
      `http://h/${sent}`,
      "--header",
      `authorization: ${schemeOf(sent)} t0ken`,
      "--header",
      `x-odd: ${sent}`,
      "--data-raw",
      sent,
    ]);
  });
});
