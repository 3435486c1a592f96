import { WHOLE } from "../contract/pointers.ts";
import { equal, isObject, own, valueAt } from "../core/json.ts";
import { type Check, isSuccess, type Judged, resourceOf } from "./check.ts";
import { enforced } from "./violation/enforced.ts";
import { words } from "./violation/words.ts";

/** The endpoint's answer to a request about which the docs say nothing, and what it says of its own rules: always an observation. */
export const probe: Check = {
  id: "probe",
  claim: "what the docs leave open is observed",
  judge(exchange) {
    const { operation, case: judgedCase, answer } = exchange;
    if (
      judgedCase.expect !== "observe" ||
      judgedCase.resource !== undefined ||
      operation.requestBody === undefined ||
      answer.status >= 500
    ) {
      const found = enforced(exchange);
      return found.length === 0 ? undefined : found;
    }
    const { name } = judgedCase.origin;
    const made = outcome(exchange);
    return [
      ...enforced(exchange),
      {
        severity: "observation",
        subject: { kind: "named", name },
        at: WHOLE,
        title: `${name}: ${made}`,
        expected: words("the docs do not say"),
        received: words(made),
        docs: operation.requestBody?.docs ?? operation.docs,
        clause:
          [...operation.probes, ...operation.rules].find(({ id }) => id === name)?.sentence ??
          "The docs say nothing of it.",
      },
    ];
  },
};

function outcome({ operation, case: { body }, answer, json }: Judged): string {
  if (!isSuccess(answer.status)) return `refused with ${answer.status}`;
  const resource = resourceOf(operation);
  const received = resource && valueAt(json, resource.pointer);
  if (!isObject(body) || !isObject(received)) return `accepted with ${answer.status}`;
  return holds(received, body)
    ? `accepted with ${answer.status} and kept`
    : `accepted with ${answer.status} and not all kept`;
}

/** True if an answer holds at least everything that was sent. */
function holds(received: unknown, sent: unknown): boolean {
  if (isObject(sent))
    return (
      isObject(received) && Object.entries(sent).every(([name, member]) => holds(own(received, name), member))
    );
  if (Array.isArray(sent))
    return (
      Array.isArray(received) &&
      sent.length === received.length &&
      sent.every((item, index) => holds(received[index], item))
    );
  return equal(sent, received);
}
