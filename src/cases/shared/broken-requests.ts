import type { JsonObject } from "../../core/json.ts";
import { isObject, jsonText } from "../../core/json.ts";
import type { Fault } from "../../generation/fault.ts";
import { isJson, MULTIPART } from "../../http/form-body.ts";
import type { Draft, KindContext } from "../kind.ts";
import { PRIORITY } from "../priority.ts";

/** Deep enough to overflow a parser that calls itself. */
const NESTING = 10_000;
const MEBIBYTE = 1024 * 1024;

/**
 * Requests that are broken as a whole: no body, not JSON, another type, a form of several parts that does not end. Those that
 * servers may refuse at will are observed only; one that stock servers fail at is sent on request. Any text is a form in a line
 * (URL Standard, section 5.1), so that none of these is broken.
 */
export function* brokenRequests({ underTest, isNamed = false }: KindContext): Iterable<Draft> {
  const { requestBody, docs } = underTest.operation;
  const body = underTest.baseInstance([], underTest.seed);
  if (!requestBody || !isObject(body)) return;
  const fault = (how: string, docs = requestBody.docs): Fault => ({
    kind: "request",
    how,
    docs,
    expected: `${isJson(requestBody) ? "a JSON object" : "a whole body"} in ${requestBody.mediaType}`,
  });
  const { brokenRequest: priority, oddRequest } = PRIORITY;
  const reject = (how: string, text: (whole: string) => string): Draft => ({
    ...{ name: `request/${how}`, expect: "reject", body, text, fault: fault(how), priority },
  });
  const observe = (name: string, text: (whole: string) => string): Draft => ({
    ...{ name: `request/${name}`, expect: "observe", body, text, priority: oddRequest },
  });
  if (requestBody.required) {
    yield {
      name: "request/no-body",
      expect: "reject",
      headers: { "content-type": undefined },
      fault: fault("no-body", docs),
      priority,
    };
    if (isJson(requestBody)) yield reject("empty-body", () => "");
  }
  if (requestBody.mediaType === MULTIPART) yield reject("no-last-boundary", withoutLastBoundary);
  if (!isJson(requestBody)) return;
  for (const [how, text] of NO_JSON) yield reject(how, text);
  yield { ...reject("truncated-json", (whole) => whole.slice(0, -1)), priority: PRIORITY.notJson };
  if (!underTest.accepts(null)) yield reject("null", () => "null");
  yield reject("an-array", (whole) => `[${whole}]`);
  yield reject("a-string", (whole) => JSON.stringify(whole));
  if (Object.keys(body).length > 0) {
    yield observe("duplicate-keys", withFirstTwice);
    yield withOddNames(body);
  }
  yield { ...observe("wrong-content-type", (whole) => whole), headers: { "content-type": "text/plain" } };
  yield observe("one-mebibyte", (whole) => `${whole.slice(0, -1)},"padding":"${"x".repeat(MEBIBYTE)}"}`);
  if (isNamed) yield observe("deep-nesting", nested);
}

/** Texts that are no JSON, and nearly are. */
const NO_JSON: readonly (readonly [how: string, text: (whole: string) => string])[] = [
  ["not-json", () => "not JSON"],
  ["comma-at-the-end", (whole) => whole.replace(/}$/, ",}")],
  ["more-after-json", (whole) => `${whole}]`],
];

/** A body of several parts without the line that ends it (RFC 2046, section 5.1.1). */
const withoutLastBoundary = (whole: string): string => whole.replace(/--[^\r\n]*--\r\n$/, "");

const nested = (whole: string): string =>
  `${whole.slice(0, -1)},"nested":${"[".repeat(NESTING)}${"]".repeat(NESTING)}}`;

/** Names that stores and templates take for more than names: paths, operators, what every object of a language has. */
const ODD_NAMES = ["a.b", "$where", "constructor", "", "a[0]", "%"];
const ODD_MEMBERS: JsonObject = Object.fromEntries(ODD_NAMES.map((name) => [name, { a: 1 }]));

const withOddNames = (body: JsonObject): Draft => ({
  name: "request/odd-names",
  expect: "observe",
  body: { ...body, ...ODD_MEMBERS },
  priority: PRIORITY.brokenRequest,
});

/** An object's text with its first property said twice. */
function withFirstTwice(whole: string): string {
  const [first] = Object.entries(JSON.parse(whole) as JsonObject);
  return first ? `{${JSON.stringify(first[0])}:${jsonText(first[1])},${whole.slice(1)}` : whole;
}
