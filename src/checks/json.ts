import { WHOLE } from "../contract/pointers.ts";
import { MOST_DEPTH } from "../core/json.ts";
import {
  type Excess,
  leavesUnread,
  MOST_BYTES,
  MOST_HEADER_CHARACTERS,
  MOST_ITEMS,
  MOST_NAME_CHARACTERS,
  MOST_VALUES,
} from "../http/answer-limits.ts";
import { type Answer, excessOf } from "../http/exchange.ts";
import {
  type Check,
  documentedStatus,
  isBrokenRequest,
  isEncodedTwice,
  isOwn,
  type Judged,
  type Violation,
} from "./check.ts";
import { words } from "./violation/words.ts";

/** The body is JSON text, whole, and not a text that holds JSON once more. What is too much to judge is told. */
export const json: Check = {
  id: "json",
  claim: "a body is JSON, whole",
  judge(exchange) {
    const excess = excessOf(exchange.answer);
    const over = excess.map((what) => overLimit(exchange, what));
    const wrong = leavesUnread(excess) ? undefined : notJson(exchange);
    return over.length === 0 ? wrong : [...over, ...(wrong ?? [])];
  },
};

/** More than is judged: the docs name no limit, so that it is no fault. */
const overLimit = ({ operation, answer }: Judged, what: Excess): Violation => ({
  severity: "observation",
  subject: { kind: "named", name: `more-${what}` },
  at: WHOLE,
  title: `the answer has ${EXCESSES[what]}`,
  expected: words("an answer that can be judged whole"),
  received: words(`${answer.status} with ${EXCESSES[what]}`),
  docs: `${operation.docs}/responses`,
  clause: "The docs name no limit of an answer: this is the suite's own.",
});

const EXCESSES: { readonly [what in Excess]: string } = {
  bytes: `more than ${MOST_BYTES} bytes; the rest is not read, and the body not judged`,
  headers: `more than ${MOST_HEADER_CHARACTERS} characters of headers; the rest is left out`,
  depth: `values more than ${MOST_DEPTH} levels deep; they are not judged`,
  items: `lists of more than ${MOST_ITEMS} items; the rest is not judged`,
  "name-characters": `names of more than ${MOST_NAME_CHARACTERS} characters; they are not judged`,
  values: `more than ${MOST_VALUES} values; the body is not judged`,
};

function notJson(exchange: Judged): Violation[] | undefined {
  const { operation, answer, json: parsed } = exchange;
  const code = documentedStatus(exchange);
  const response = code === undefined ? undefined : operation.responses[code];
  if (response?.schema === undefined || !isOwn(exchange) || isBrokenRequest(exchange)) return undefined;
  const isDouble = isEncodedTwice(parsed);
  if (parsed !== undefined && !isDouble) return [];
  if (NO_CONTENT.has(answer.status) || (answer.text !== "" && !isSaidToBeJson(answer))) return undefined;
  const how = isDouble ? "JSON encoded twice" : answer.text === "" ? "an empty body" : "not JSON";
  return [
    {
      severity: "violation",
      subject: { kind: "status", status: answer.status },
      cause: how,
      spread: { least: 2, isOfEndpoint: true },
      at: WHOLE,
      title: `body of ${answer.status} is ${how}`,
      expected: words("a JSON text"),
      received: answer.text.length > 200 ? `${answer.text.slice(0, 200)}…` : answer.text,
      docs: response.docs,
      clause: `${code} ${response.description}: ${response.mediaType}.`,
    },
  ];
}

/** Statuses whose answers cannot have a body (RFC 9110, 15.3.5 and 15.3.6). */
const NO_CONTENT = new Set([204, 205]);

/** True if the content type says JSON, or says nothing; another content type is reported by its own check. */
const isSaidToBeJson = ({ headers }: Answer): boolean => /json|^$/i.test(headers["content-type"] ?? "");
