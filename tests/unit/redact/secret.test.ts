import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redactor, redactValue } from "../../../src/redact/secret.ts";

const TOKEN = "pit-4f9a-very.Secret_token/x+y~1";
const redact = redactor(TOKEN);
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const written = (text: string, write: (code: number) => string): string =>
  [...text].map((char) => write(char.charCodeAt(0))).join("");
const hex = (code: number): string => code.toString(16).padStart(2, "0");

/** What a program shows of bytes: offset, hexadecimal digits in groups, and the bytes as text. */
const dump = (text: string, offset: (at: string) => string, group: number, bar: string): string =>
  Array.from({ length: Math.ceil(text.length / 16) }, (_, line) => {
    const part = text.slice(line * 16, line * 16 + 16);
    const digits = [...part]
      .map((char, at) => hex(char.charCodeAt(0)) + ((at + 1) % group === 0 ? " " : ""))
      .join("");
    return `${offset((line * 16).toString(16).padStart(8, "0"))}${digits.padEnd(48)} ${bar}${part}${bar}`;
  }).join("\n");

/** Every way in which an endpoint may repeat a token. */
export const SPELLINGS: readonly [string, (token: string) => string][] = [
  ["as it is", (it) => it],
  ["in capitals", (it) => it.toUpperCase()],
  ["in small letters", (it) => it.toLowerCase()],
  ["percent-encoded", (it) => encodeURIComponent(it)],
  ["percent-encoded, every character", (it) => written(it, (code) => `%${hex(code)}`)],
  ["percent-encoded twice", (it) => encodeURIComponent(written(it, (code) => `%${hex(code).toUpperCase()}`))],
  ["as JSON", (it) => JSON.stringify(it).slice(1, -1)],
  ["as JSON with escapes", (it) => written(it, (code) => `\\u00${hex(code)}`)],
  ["as JSON with slashes escaped", (it) => it.replaceAll("/", "\\/")],
  [
    "as JSON in JSON in JSON",
    (it) => JSON.stringify(JSON.stringify(written(it, (code) => `\\u00${hex(code)}`))),
  ],
  ["as a literal of a script", (it) => written(it, (code) => `\\x${hex(code)}`)],
  ["as HTML", (it) => written(it, (code) => `&#${code};`)],
  ["as HTML in hexadecimal, escaped again", (it) => written(it, (code) => `&amp;#x${hex(code)};`)],
  ["in hexadecimal", (it) => Buffer.from(it).toString("hex")],
  ["in hexadecimal capitals", (it) => Buffer.from(it).toString("hex").toUpperCase()],
  ["in base64", base64],
  ["in base64 after one byte", (it) => base64(`:${it}`)],
  ["in base64 after two bytes", (it) => base64(`a:${it}:b`)],
  ["in base64 for URLs", (it) => Buffer.from(`?${it}`).toString("base64url")],
  ["in base64 in a URL", (it) => encodeURIComponent(base64(`??${it}`))],
  ["backwards", (it) => [...it].reverse().join("")],
  ["over lines", (it) => it.replace(/.{5}/g, "$&\n  ")],
  ["over lines, as JSON", (it) => JSON.stringify(it.replace(/.{5}/g, "$&\r\n"))],
  ["quoted-printable", (it) => written(it, (code) => `=${hex(code).toUpperCase()}`)],
  ["quoted-printable with soft line breaks", (it) => it.replaceAll("=", "=3D").replace(/.{6}/g, "$&=\r\n")],
  ["in hexadecimal with blanks", (it) => written(it, (code) => `${hex(code)} `)],
  ["in hexadecimal with colons", (it) => written(it, (code) => `${hex(code)}:`)],
  ["in hexadecimal with 0x", (it) => written(it, (code) => `0x${hex(code)}, `)],
  ["as a dump of xxd", (it) => dump(it, (at) => `${at}: `, 2, "")],
  ["as a dump of hexdump", (it) => dump(`{"t":"${it}"}`, (at) => `${at}  `, 1, "|")],
  ["as such a dump, as JSON", (it) => JSON.stringify(dump(it, (at) => `${at}  `, 1, "|"))],
  ["in base64 of base64", (it) => base64(base64(`Bearer ${it}`))],
  [
    "in base64 of base64 for URLs, after two bytes",
    (it) => base64(`a:${Buffer.from(`b${it}`).toString("base64url")}`),
  ],
  ["in base64 of base64 over lines", (it) => base64(base64(it)).replace(/.{19}/g, "$&\n")],
  ["in base64 over several lines", (it) => base64(`Bearer ${it}`).replace(/.{20}/g, "$&\r\n")],
];

describe("a token goes from a text", () => {
  test.each(SPELLINGS)("%s", (_, write) => {
    const told = redact(`<<${write(TOKEN)}>>`);
    expect(told).toContain("$HIGHLEVEL_TOKEN");
    for (const [, other] of SPELLINGS) expect(told.toLowerCase()).not.toContain(other(TOKEN).toLowerCase());
    // Of base64 a character may stay on either side that other bytes decide as well, of a dump what stands around it.
    expect(told.length).toBeLessThan("<<$HIGHLEVEL_TOKEN>>".length + 64);
  });

  test.each([
    ["its beginning", TOKEN.slice(0, 20)],
    ["its end", TOKEN.slice(-20)],
    ["the beginning of another spelling", encodeURIComponent(TOKEN).slice(0, 24)],
  ])("%s, where a text is cut", (_, part) => {
    expect(redact(`no ${part}`)).not.toContain(part.slice(4));
  });

  test("any token, in any spelling, in any text", () => {
    const tokens = fc.string({
      unit: fc.constantFrom(..."abcXYZ019-._~+/=%&\"'<$*(["),
      minLength: 8,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        tokens,
        fc.constantFrom(...SPELLINGS),
        fc.string(),
        fc.string(),
        (token, [, write], before, after) => {
          const told = redactor(token)(`${before}|${write(token)}|${after}`);
          expect(told).toContain("$HIGHLEVEL_TOKEN");
          expect(redactor(token)(told)).toBe(told);
        },
      ),
      { seed: 6, numRuns: 30 },
    );
  });
});

describe("a token goes from JSON, which stays JSON,", () => {
  const bytes = Buffer.from(`Bearer ${TOKEN}`);
  test.each<[string, unknown]>([
    ["as a Buffer", bytes],
    ["as a list of bytes", [...bytes]],
    ["as a typed array", new Uint8Array(bytes)],
    ["as a Buffer in JSON in JSON", JSON.stringify({ it: bytes })],
  ])("%s", (_, value) => {
    for (const indent of [0, 2, "\t"]) {
      const told = redact(JSON.stringify({ before: 1, value, after: [112, 105] }, undefined, indent));
      expect(JSON.parse(told)).toMatchObject({ before: 1, after: [112, 105] });
      const numbers = (told.match(/\d+/g) ?? []).map(Number);
      expect(Buffer.from(numbers).toString()).not.toContain(TOKEN.slice(0, 12));
      expect(numbers.filter((one) => Buffer.from(TOKEN).includes(one)).length).toBeLessThan(12 + 24);
    }
  });
});

test("a long text is read in a time that grows as it does", () => {
  const parts = [
    TOKEN.slice(0, 7), "\\\\", `${TOKEN[0]}\\\\\\`, "%25", "&amp;", "112,105,", "70 69 ", "70\n", "\n", "\\n", "=\n", " ", "cGl0L", "p\n  i\n  t", '"1":112,',
    "112 , \n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", "706974",
  ]; // biome-ignore format: a list reads better in lines
  for (const part of parts) {
    const text = part.repeat(Math.ceil(300_000 / part.length));
    const begun = performance.now();
    redact(text);
    expect([part, performance.now() - begun < 5000]).toEqual([part, true]);
  }
}, 60_000);

describe("all else stays", () => {
  test.each([
    "", "no token", "pit-4f9a", "%70%69%74", '{"a":1}', "\\".repeat(5000), "cGl0LTRm", "&#112;&#105;",
  ])("%s", (text) => expect(redact(text)).toBe(text)); // biome-ignore format: a table reads better in lines

  test("and a token that is a name already, or none, changes nothing", () => {
    for (const secret of ["", "$HIGHLEVEL_TOKEN"])
      expect(redactor(secret)("a $HIGHLEVEL_TOKEN")).toBe("a $HIGHLEVEL_TOKEN");
  });
});

test("a value is redacted through and through, keys included", () => {
  const value = { [`x-${TOKEN}`]: [1, null, true, { deep: `a ${TOKEN}` }], date: new Date(0) };
  expect(redactValue(value, redact, (it) => (it instanceof Date ? it : undefined))).toEqual({
    "x-$HIGHLEVEL_TOKEN": [1, null, true, { deep: "a $HIGHLEVEL_TOKEN" }],
    date: new Date(0),
  });
});
