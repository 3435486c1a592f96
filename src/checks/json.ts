import { WHOLE } from "../contract/pointers.ts";
import type { Answer } from "../http/exchange.ts";
import { type Check, documentedStatus, isBrokenRequest, isEncodedTwice, isOwn } from "./check.ts";
import { words } from "./violation/words.ts";

/** The body is JSON text, whole, and not a text that holds JSON once more. */
export const json: Check = {
  id: "json",
  judge(exchange) {
    const { operation, answer, json: parsed } = exchange;
    const code = documentedStatus(exchange);
    const response = code === undefined ? undefined : operation.responses[code];
    if (response?.mediaType === undefined || !isOwn(exchange) || isBrokenRequest(exchange)) return undefined;
    const isDouble = isEncodedTwice(parsed);
    if (parsed !== undefined && !isDouble) return [];
    if (NO_CONTENT.has(answer.status) || (answer.text !== "" && !isSaidToBeJson(answer))) return undefined;
    const how = isDouble ? "JSON encoded twice" : answer.text === "" ? "an empty body" : "not JSON";
    return [
      {
        severity: "violation",
        subject: { kind: "status", status: answer.status },
        at: WHOLE,
        title: `body of ${answer.status} is ${how}`,
        expected: words("a JSON text"),
        received: answer.text.length > 200 ? `${answer.text.slice(0, 200)}…` : answer.text,
        docs: response.docs,
        clause: `${code} ${response.description}: ${response.mediaType}.`,
      },
    ];
  },
};

/** Statuses whose answers cannot have a body (RFC 9110, 15.3.5 and 15.3.6). */
const NO_CONTENT = new Set([204, 205]);

/** True if the content type says JSON, or says nothing; another content type is reported by its own check. */
const isSaidToBeJson = ({ headers }: Answer): boolean => /json|^$/i.test(headers["content-type"] ?? "");
