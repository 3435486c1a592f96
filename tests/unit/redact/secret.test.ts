import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redactor, redactValue } from "../../../src/redact/secret.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { SPELLINGS } from "./spellings.ts";

const TOKEN = "pit-4f9a-very.Secret_token/x+y~1";
const redact = redactor(TOKEN);
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

// A time that grows with the square of the length would outlast the limit of every test.
test("a long text is read in a time that grows as it does", THOROUGH, () => {
  const parts = [
    TOKEN.slice(0, 7), "\\\\", `${TOKEN[0]}\\\\\\`, "%25", "&amp;", "112,105,", "70 69 ", "70\n", "\n", "\\n", "=\n", " ", "cGl0L", "p\n  i\n  t", '"1":112,',
    "112 , \n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", "706974",
  ]; // biome-ignore format: a list reads better in lines
  for (const part of parts) {
    const text = part.repeat(Math.ceil(300_000 / part.length));
    expect(redact(text).length, part).toBeGreaterThan(0);
  }
});

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
