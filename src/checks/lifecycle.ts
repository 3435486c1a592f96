import { childPointer, WHOLE } from "../contract/pointers.ts";
import { isObject, own, valueAt } from "../core/json.ts";
import { leavesUnread } from "../http/answer-limits.ts";
import { excessOf, type ResourceState } from "../http/exchange.ts";
import {
  type Check,
  clauseAt,
  describedAnswer,
  documentedStatus,
  isSuccess,
  type Judged,
  type Violation,
} from "./check.ts";
import { listed } from "./life/listed.ts";
import {
  changes,
  differences,
  hasUsualId,
  madeResource,
  lifeViolation as violation,
} from "./life/made-resource.ts";
import { words } from "./violation/words.ts";

/** A read answers what the creation answered; a delete deletes; a deleted resource is gone, and any other stays. */
export const lifecycle: Check = {
  id: "lifecycle",
  claim: "what was created can be read and deleted, and is gone then",
  judge(exchange) {
    const { resource } = exchange.case;
    const { status } = exchange.answer;
    if (resource === undefined || status >= 500 || !hasId(exchange)) return undefined;
    const late = resource.delayMs === undefined ? [] : [delayed(exchange, resource)];
    if (resource.step === "list") return isSuccess(status) ? listed(exchange) : undefined;
    if (!resource.exists) return [...late, ...gone(exchange)];
    if (resource.step === "update") return isSuccess(status) ? changes(exchange) : undefined;
    if (!isSuccess(status)) return [...late, ...refused(exchange)];
    remember(exchange, resource);
    if (leavesUnread(excessOf(exchange.answer))) return late;
    if (resource.step === "delete") return [...late, ...denied(exchange)];
    return [...late, ...(resource.step === "read" ? differences(exchange) : [])];
  },
};

/** A read or a deletion followed what was done before only after a while: told, since a caller has to wait, and no fault. */
const delayed = (exchange: Judged, { step, exists, delayMs }: ResourceState): Violation => ({
  ...violation(
    exchange,
    `${exists ? step : "gone"}-delayed`,
    `a ${exists ? "creation" : "deletion"} shows in a ${step} ${delayMs} ms later`,
    words("at once"),
    words(`after ${delayMs} ms`),
  ),
  severity: "observation",
});

/** True if the creation gave an id; without one the resource cannot be asked for, and another check reports it. */
function hasId(exchange: Judged): boolean {
  const { created } = exchange.case.resource ?? {};
  return !isObject(created) || valueAt(created, madeResource(exchange).ownId) !== "";
}

/** Judges a request about a deleted resource; a deletion that was refused has deleted nothing. */
function gone(exchange: Judged): Violation[] {
  const { resource, request } = exchange.case;
  const { status } = exchange.answer;
  if (!isSuccess(status) || exchange.memory.undeleted.has(request.path)) return [];
  if (resource?.step === "delete") return [observed(exchange, status)];
  if (resource?.step === "update")
    return [
      violation(
        exchange,
        "update-after-delete",
        "a deleted resource can still be changed",
        words("a client error"),
        status,
      ),
    ];
  return [
    violation(
      exchange,
      "read-after-delete",
      "a deleted resource can still be read",
      words("a client error"),
      status,
    ),
  ];
}

/** A field of a success that says whether what was asked for is done, and says that it is not. */
function denied(exchange: Judged): Violation[] {
  const described = describedAnswer(exchange, documentedStatus(exchange));
  return (described?.properties() ?? []).flatMap(([name, { schema, docs }]): Violation[] => {
    if (schema["x-success"] !== true || !isObject(exchange.json) || own(exchange.json, name) !== false)
      return [];
    exchange.memory.undeleted.add(exchange.case.request.path);
    const at = childPointer(WHOLE, name);
    const title = `a deletion is answered with ${exchange.answer.status}, and with ${name} = false`;
    const found = violation(exchange, "delete-denied", title, true, false);
    return [{ ...found, at, docs, clause: clauseAt({ schema }, at) }];
  });
}

/** A request about a resource that exists has succeeded. */
function remember({ memory, case: { request } }: Judged, { step }: ResourceState): void {
  if (step === "delete") memory.deletions++;
  else memory.seen.set(request.path, memory.deletions);
}

/** Reports a refused request about a resource that exists: refused always, or only since another resource was deleted. */
function refused(exchange: Judged): Violation[] {
  if (!hasUsualId(exchange)) return [];
  const { memory, case: judgedCase, answer } = exchange;
  const step = judgedCase.resource?.step ?? "read";
  if (step === "delete") memory.undeleted.add(judgedCase.request.path);
  // A deletion may be refused for many a reason; only where nothing is there any more has another one taken it along.
  const isOfGone = step !== "delete" || answer.status === 404 || answer.status === 410;
  const isSinceDelete =
    isOfGone && (memory.seen.get(judgedCase.request.path) ?? memory.deletions) < memory.deletions;
  const title = isSinceDelete
    ? "a resource is gone after another one was deleted"
    : `a resource that exists cannot be ${step === "read" ? "read" : "deleted"}`;
  const name = isSinceDelete ? "others-gone" : `${step}-refused`;
  return [violation(exchange, name, title, words("a success"), answer.status)];
}

/** RFC 9110, 9.2.2: a repeated delete may succeed, so that it does is no fault. */
const observed = (exchange: Judged, status: number): Violation => ({
  ...violation(
    exchange,
    "delete-repeated",
    "deleting what is deleted succeeds",
    words("a client error or a success"),
    status,
  ),
  severity: "observation",
});
