import { baseBody } from "../body/base.ts";
import { isObject, jsonText } from "../json.ts";
import type { Draft, KindContext } from "./kind.ts";

/** Deep enough to overflow a parser that calls itself. */
const NESTING = 10_000;
const MEBIBYTE = 1024 * 1024;

/** Requests that are broken as a whole: no body, not JSON, another type. What servers may refuse at will is observed only. */
export function* brokenRequests(context: KindContext): Iterable<Draft> {
  const { source, seed } = context;
  const { requestBody, docs } = source.operation;
  const body = baseBody(source, [], seed);
  if (!requestBody || !isObject(body)) return;
  const text = jsonText(body);
  const fault = {
    at: "",
    keyword: "request",
    docs: requestBody.docs,
    expected: `a JSON object in ${requestBody.mediaType}`,
  };
  const reject = (name: string, broken: string): Draft => ({
    name: `request/${name}`,
    expect: "reject",
    text: broken,
    fault,
    gain: 0.00195,
  });
  const observe = (name: string, odd: string): Draft => ({
    name: `request/${name}`,
    expect: "observe",
    text: odd,
    gain: 0.0011,
  });
  if (requestBody.required)
    yield {
      name: "request/no-body",
      expect: "reject",
      headers: { "content-type": undefined },
      fault: { ...fault, docs },
      gain: 0.00195,
    };
  yield reject("empty-body", "");
  yield reject("not-json", "not JSON");
  yield reject("truncated-json", text.slice(0, -1));
  yield reject("an-array", `[${text}]`);
  yield reject("a-string", JSON.stringify(text));
  const [first] = Object.entries(body);
  if (first)
    yield observe("duplicate-keys", `{${JSON.stringify(first[0])}:${jsonText(first[1])},${text.slice(1)}`);
  yield { ...observe("wrong-content-type", text), headers: { "content-type": "text/plain" } };
  yield observe("one-mebibyte", `${text.slice(0, -1)},"padding":"${"x".repeat(MEBIBYTE)}"}`);
  yield observe(
    "deep-nesting",
    `${text.slice(0, -1)},"nested":${"[".repeat(NESTING)}${"]".repeat(NESTING)}}`,
  );
}
