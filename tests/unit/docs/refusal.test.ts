import { describe, expect, test } from "vitest";
import { CaptureError } from "../../../src/docs/capture-error.ts";
import { readPage } from "../../../src/docs/page/read-page.ts";
import { INVOICE_PAGE, PAGE } from "./pages.ts";

const MESSAGE = /^page\.txt:(\d+): [^\n]+; expected [^\n]+; [^\n]+$/;

function refusal(text: string): string {
  try {
    readPage("page.txt", text);
  } catch (error) {
    if (error instanceof CaptureError) return error.message;
    throw error;
  }
  return "accepted";
}

describe.each([
  ["the committed page", PAGE],
  ["another operation's page", INVOICE_PAGE.trimEnd()],
])("%s, cut off", (_, text) => {
  const lines = text.split("\n");
  test("before any of its lines, is refused with a line that is left", () => {
    expect(lines.length).toBeGreaterThan(9);
    for (let count = 0; count < lines.length; count += 1) {
      const message = refusal(lines.slice(0, count).join("\n"));
      expect(message).toMatch(MESSAGE);
      expect(Number(MESSAGE.exec(message)?.[1])).toBeLessThanOrEqual(Math.max(1, count));
    }
  });

  test("within its last line, is refused", () => {
    const last = lines.at(-1) ?? "";
    expect(last).not.toBe("");
    for (let cut = 1; cut <= last.length; cut += 1) {
      expect(refusal(text.slice(0, -cut))).toMatch(MESSAGE);
    }
  });
});

/** A page with one change, and the line that the refusal must name: the one that holds the marked text after it. */
const CHANGED: [string, string, string, string, RegExp][] = [
  [
    "an unknown type after attributes",
    "note\nstring | null",
    "note\nstrnig",
    "strnig",
    /"strnig" is no known type/,
  ],
  [
    "an unknown type after a blank line",
    "number\ninteger\nrequired",
    "number\nintger\nrequired",
    "intger",
    /no known type/,
  ],
  [
    "an unknown type in the first field",
    "amount\nnumber",
    "amount\nnumbr",
    "numbr",
    /"numbr" is no known type/,
  ],
  ["expanded child attributes", "note\nstring | null", "\nlines.sku\nstring", "lines.sku", /no field name/],
  [
    "a field twice",
    "tags\nstring[]",
    "note\nstring[]",
    "note\nstring[]",
    /"note" stands twice, first at line 70/,
  ],
  ["a default of another type", "default:0", "default:none", "default:none", /default "none"/],
  ["a default that is no option", "default:2", "default:3", "kind\nenum", /default of "kind"/],
  ["an option of another type", "1,\n2", "1,\ntwo", "two", /"two" is no option/],
  ["an option twice", "1,\n2", "1,\n1", "1\ntags", /"1" is no option/],
  ["options that end with a comma", "1,\n2\n", "1,\n2,\n", "tags\nstring[]", /"tags" is no option/],
  ["an enum without options", "Available options:\n1,\n2\n", "", "kind\nenum", /no options/],
  [
    "options without an enum",
    "lines\nobject[]\n",
    "lines\nobject[]\nAvailable options:\n1\n",
    "Available options:\n1\n",
    /options/,
  ],
  [
    "a word where only attributes stand",
    "lines\nobject[]\n",
    "lines\nobject[]\nsometimes\n",
    "sometimes",
    /no field begins/,
  ],
  ["JSON with a comma too many", '"count": 1 },', '"count": 1, },', '"count": 1, },', /not JSON: at "}/],
  [
    "JSON without a quote",
    '"amount": 12.5,\n  "note"',
    '"amount: 12.5,\n  "note"',
    '"amount: 12.5',
    /not JSON/,
  ],
  ["JSON with a key twice", '"number": 7', '"amount": 7', '"amount": 7', /each key once/],
  ["JSON that ends too early", '"note": 5\n}', '"note": 5', "\nAuthorizations", /ends too early/],
  ["JSON with something after it", '"note": 5\n}', '"note": 5\n}}', "}}", /nothing after/],
  [
    "a field's example that is not JSON",
    "tags\nstring[]",
    "tags\nstring[]\nExample:\n\n[oops]",
    "[oops]",
    /at "oops/,
  ],
  ["no end of curl's body", "\n'\n{", "\n{", "--data '", /no end/],
  ["another method in curl", "--request PUT", "--request POST", "curl ", /curl sends POST/],
  ["another path in curl", "/invoices?draft", "/orders?draft", "/\nshops", /not how curl's URL ends/],
  ["curl without a URL", "--url", "--uri", "curl ", /incomplete/],
  ["no curl command", "curl --request", "wget --request", "/\nshops", /no curl command/],
  ["no media type", "application/json\namount", "amount", "amount\nnumber", /no media type/],
  ["a body that nothing describes", "\nBody\n", "\nPayload\n", "Authorizations\n", /no section describes/],
  ["no response", "\nResponse\n", "\nAnswer\n", "Last modified", /without a section "Response"/],
  [
    "a section twice",
    "\nResponse\n",
    "\nResponse\n\nthe first\n\nResponse\n",
    "Response\n\n201",
    /begins again/,
  ],
  ["no description of the response", "The invoice.\n\n", "", "Response\n", /no description/],
  [
    "another kind of authorization",
    "Authorization\nstring",
    "Api-Key\nstring",
    "Api-Key",
    /"Api-Key" is not supported/,
  ],
  ["a closing line with no such day", "December 31", "December 32", "Last modified", /truncated/],
  ["no closing line", "Last modified on", "Last seen on", "Last seen", /truncated/],
  [
    "another language's sample",
    "curl --request",
    "import requests\n--request",
    "/\nshops",
    /choose the cURL tab/,
  ],
];

describe("refused with its line:", () => {
  test.each(CHANGED)("%s", (_, from, to, marked, message) => {
    const changed = INVOICE_PAGE.replace(from, () => to);
    expect(changed).not.toBe(INVOICE_PAGE);
    const line = changed
      .slice(0, changed.lastIndexOf(marked) + (marked.startsWith("\n") ? 0 : 1))
      .split("\n").length;
    expect(refusal(changed)).toMatch(message);
    expect(refusal(changed)).toMatch(MESSAGE);
    expect(refusal(changed)).toContain(`page.txt:${line}: `);
  });

  test.each([
    ["an empty file", "", /^page\.txt:1: the file is empty/],
    ["blank lines", "\n \n\n", /^page\.txt:1: the file is empty/],
    ["HTML", "\n<!DOCTYPE html>\n<html></html>\n", /^page\.txt:2: this is markup/],
    ["a fragment of HTML", '<div class="page">POST\n/\na</div>', /^page\.txt:1: this is markup/],
    [
      "a guide",
      "Skip to main content\nWebhooks\n\nWe POST to you.\nLast modified on May 1, 2025",
      /^page\.txt:1: no operation/,
    ],
    ["a JSON file", '{\n  "openapi": "3.1.0"\n}\n', /^page\.txt:1: no operation/],
    ["binary data", "\u0000\u0001PNG\r\n\u001a", /^page\.txt:1: no operation/],
  ])("%s", (_, text, message) => {
    expect(refusal(text)).toMatch(message);
    expect(refusal(text)).toMatch(MESSAGE);
  });
});
