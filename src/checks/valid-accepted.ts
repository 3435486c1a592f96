import type { DocumentedOperation } from "../contract/documented-operation.ts";
import { entriesOfClass, statusEntry } from "../contract/documented-status.ts";
import { WHOLE } from "../contract/pointers.ts";
import type { ResourceState } from "../http/exchange.ts";
import { type Check, isSuccess, type Judged, type Violation } from "./check.ts";
import { plainWords, reasonsOf } from "./violation/refusal-words.ts";
import { words } from "./violation/words.ts";

/** A request that the docs allow is accepted; each reason that a refusal gives is a finding of its own. */
export const validAccepted: Check = {
  id: "valid-accepted",
  claim: "a request that the docs allow is accepted",
  judge(exchange) {
    const { case: judgedCase, answer, json } = exchange;
    if (judgedCase.expect !== "accept" || answer.status >= 500) return undefined;
    if (judgedCase.resource !== undefined && !isOwnRequest(judgedCase.resource, answer.status))
      return undefined;
    const isRedirect = answer.status >= 300 && answer.status < 400;
    if (isSuccess(answer.status) || (isRedirect && statusEntry(exchange.operation.responses, answer.status)))
      return [];
    const reasons = reasonsOf(answer.status, json);
    if (reasons.length === 0) return [violation(exchange)];
    return reasons.map((reason) => violation(exchange, reason));
  },
};

/** Statuses that refuse a request for what it asks. */
const FOR_THE_REQUEST: ReadonlySet<number> = new Set([400, 422]);

/**
 * True for a change of what exists, which says more than that it is there, and for a list that is refused for what it is asked;
 * whether a resource can be read or deleted, and is in a list, is judged by its life.
 */
const isOwnRequest = ({ step, exists }: ResourceState, status: number): boolean =>
  exists && (step === "update" || (step === "list" && (isSuccess(status) || FOR_THE_REQUEST.has(status))));

function violation(
  { operation, documented, answer, json }: Judged,
  reason?: { readonly hyphenated: string; readonly text: string },
): Violation {
  const { status } = answer;
  const success = entriesOfClass(operation.responses, "2")[0];
  const what = `a valid body is refused with ${status}`;
  return {
    severity: "violation",
    subject: { kind: "status", status, reason: reason?.hyphenated },
    cause: reason && `${status} ${withoutNames(documented, reason.text)}`,
    at: WHOLE,
    title: reason === undefined ? what : `${what}: ${reason.text}`,
    expected: words(`accepted with ${success ?? "a success"}`),
    received: json ?? answer.text,
    docs: operation.requestBody?.docs ?? operation.docs,
    clause: `${operation.summary}: ${operation.method} ${operation.path} takes what its request schema allows.`,
  };
}

/** The words of a refusal without the names of fields: one message may come for many of them. */
function withoutNames({ bodyLocations }: DocumentedOperation, text: string): string {
  const names = new Set(bodyLocations.flatMap(({ tokens }) => tokens));
  return plainWords(text)
    .split(" ")
    .filter((word) => !names.has(word))
    .join(" ");
}
