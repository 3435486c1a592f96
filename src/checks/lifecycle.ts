import {
  childPointer,
  type InstancePointer,
  patternOf,
  pointerBelow,
  shownLocation,
  WHOLE,
} from "../contract/pointers.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import { equal, isObject, own, valueAt } from "../core/json.ts";
import { leavesUnread } from "../http/answer-limits.ts";
import { excessOf, type ResourceState } from "../http/exchange.ts";
import {
  type Check,
  describedAnswer,
  documentedStatus,
  isSuccess,
  type Judged,
  resourceOf,
  type Violation,
} from "./check.ts";
import { NOTHING, words } from "./violation/words.ts";

/** A read answers what the creation answered; a delete deletes; a deleted resource is gone, and any other stays. */
export const lifecycle: Check = {
  id: "lifecycle",
  claim: "what was created can be read and deleted, and is gone then",
  judge(exchange) {
    const { resource } = exchange.case;
    const { status } = exchange.answer;
    if (resource === undefined || status >= 500 || !hasId(exchange)) return undefined;
    const late = resource.delayMs === undefined ? [] : [delayed(exchange, resource)];
    if (!resource.exists) return [...late, ...gone(exchange)];
    if (!isSuccess(status)) return [...late, refused(exchange)];
    exchange.memory.succeeded.add(resource.step);
    const isRead = resource.step === "read" && !leavesUnread(excessOf(exchange.answer));
    return [...late, ...(isRead ? differences(exchange) : [])];
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
  return !isObject(created) || valueAt(created, resourceIn(exchange).ownId) !== "";
}

/** The pointer to the resource in an answer, as in the creation's, and the pointer to its id in the resource. */
function resourceIn({ contract, operation }: Judged): {
  readonly pointer: InstancePointer;
  readonly ownId: InstancePointer;
} {
  const creator = Object.values(contract.operations).find(({ links }) =>
    links.some((link) => link.operationId === operation.id),
  );
  const { pointer, id: idPointer } = (creator && resourceOf(creator)) ?? { pointer: WHOLE, id: WHOLE };
  return { pointer, ownId: pointerBelow(pointer, idPointer) };
}

/** Judges a request about a deleted resource; a deletion that was refused has deleted nothing. */
function gone(exchange: Judged): Violation[] {
  const { resource, request } = exchange.case;
  const { status } = exchange.answer;
  if (!isSuccess(status) || exchange.memory.undeleted.has(request.path)) return [];
  if (resource?.step === "delete") return [observed(exchange, status)];
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

/** Reports a refused request about a resource that exists: refused always, or only since another resource was deleted. */
function refused(exchange: Judged): Violation {
  const { memory, case: judgedCase, answer } = exchange;
  const step = judgedCase.resource?.step ?? "read";
  if (step === "delete") memory.undeleted.add(judgedCase.request.path);
  const isSinceDelete = memory.succeeded.has(step) && memory.succeeded.has("delete");
  const title = isSinceDelete
    ? "a resource is gone after another one was deleted"
    : `a resource that exists cannot be ${step === "read" ? "read" : "deleted"}`;
  const name = isSinceDelete ? "others-gone" : `${step}-refused`;
  return violation(exchange, name, title, words("a success"), answer.status);
}

/** Fields that a read answers otherwise than the creation did; with another id it is another resource altogether. */
function differences(exchange: Judged): Violation[] {
  const { pointer, ownId } = resourceIn(exchange);
  const { created } = exchange.case.resource ?? {};
  const read = valueAt(exchange.json, pointer);
  if (equal(read, created)) return [];
  if (!isObject(read) || !isObject(created))
    return [
      {
        ...violation(exchange, "read-differs", "a read answers no resource", created, read),
        at: pointer,
      },
    ];
  if (!equal(valueAt(read, ownId), valueAt(created, ownId)))
    return [violation(exchange, "read-differs", "a read answers another resource", created, read)];
  const documented = describedAnswer(exchange, documentedStatus(exchange))?.at(pointer);
  const names = new Set([...Object.keys(created), ...Object.keys(read)]);
  return [...names].flatMap((name) => {
    const [was, is, location] = [own(created, name), own(read, name), documented?.child(name)];
    // What the docs do not name may come, go and change.
    if (location === undefined || agrees(was, is, location)) return [];
    const found = difference(exchange, pointer, name, was, is);
    return [was === undefined ? { ...found, severity: "observation" as const } : found];
  });
}

/** True if a read shows at least what the creation did, as far as the docs name it. */
function agrees(was: unknown, is: unknown, location: SchemaAtLocation | undefined): boolean {
  if (location === undefined || equal(was, is)) return true;
  if (Array.isArray(was) && Array.isArray(is))
    return was.length === is.length && was.every((item, index) => agrees(item, is[index], location.item()));
  if (!isObject(was) || !isObject(is)) return false;
  return Object.keys(was).every((name) => agrees(was[name], own(is, name), location.child(name)));
}

function difference(
  exchange: Judged,
  pointer: InstancePointer,
  name: string,
  created: unknown,
  read: unknown,
): Violation {
  const at = childPointer(pointer, name);
  const location = patternOf(at);
  const field = shownLocation(location);
  const [subject, title] =
    created === undefined
      ? ["read-adds", `a read answers ${field}, which the creation left out`]
      : read === undefined
        ? ["read-differs", `a read answers no ${field}, which the creation did`]
        : ["read-differs", `a read answers another ${field} than the creation did`];
  return {
    ...violation(exchange, subject, title, created, read),
    subject: { kind: "named", name: subject, at: location },
    at,
  };
}

function violation(
  { operation }: Judged,
  name: string,
  title: string,
  expected: unknown,
  received: unknown,
): Violation {
  return {
    severity: "violation",
    subject: { kind: "named", name },
    at: WHOLE,
    title,
    expected: expected === undefined ? NOTHING : expected,
    received: received === undefined ? NOTHING : received,
    docs: operation.docs,
    clause: `${operation.summary}: ${operation.method} ${operation.path}.`,
  };
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
