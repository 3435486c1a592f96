import { type Check, documentedStatus, isBrokenRequest, isOwn } from "./check.ts";
import { words } from "./words.ts";

/** The body is JSON text, whole, and not a text that holds JSON once more. */
export const json: Check = {
  id: "json",
  judge(exchange) {
    const { operation, answer, json: parsed } = exchange;
    const code = documentedStatus(exchange);
    const response = code === undefined ? undefined : operation.responses[code];
    if (response?.mediaType === undefined || !isOwn(exchange) || isBrokenRequest(exchange)) return undefined;
    const isDouble = typeof parsed === "string" && /^\s*[{[]/.test(parsed);
    if (parsed !== undefined && !isDouble) return [];
    const how = isDouble ? "JSON encoded twice" : answer.text === "" ? "an empty body" : "not JSON";
    return [
      {
        severity: "violation",
        place: String(answer.status),
        at: "",
        title: `body of ${answer.status} is ${how}`,
        expected: words("a JSON text"),
        received: answer.text.length > 200 ? `${answer.text.slice(0, 200)}…` : answer.text,
        docs: response.docs,
        clause: `${code} ${response.description}: ${response.mediaType}.`,
      },
    ];
  },
};
