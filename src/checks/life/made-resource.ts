import {
  childPointer,
  type InstancePointer,
  patternOf,
  pointerBelow,
  shownLocation,
  WHOLE,
} from "../../contract/pointers.ts";
import type { SchemaAtLocation } from "../../contract/schema-at-location.ts";
import { equal, isObject, own, valueAt } from "../../core/json.ts";
import { leavesUnread } from "../../http/answer-limits.ts";
import { excessOf } from "../../http/exchange.ts";
import { describedAnswer, documentedStatus, type Judged, type Violation } from "../check.ts";
import { causeOfChange } from "../violation/cause.ts";
import { certaintyOf } from "../violation/change.ts";
import { isReordered } from "../violation/list-change.ts";
import { valueChange } from "../violation/value-change.ts";
import { NOTHING } from "../violation/words.ts";

/** The pointer to the resource in an answer, and the pointer to its id in the resource. */
export function madeResource({ contract, operation, documented }: Judged): {
  readonly pointer: InstancePointer;
  readonly ownId: InstancePointer;
} {
  const creator = Object.values(contract.operations).find(({ links }) =>
    links.some((link) => link.operationId === operation.id),
  );
  const { pointer, id: idPointer } = (creator && documented.resourceOf(creator)) ?? {
    pointer: WHOLE,
    id: WHOLE,
  };
  return { pointer, ownId: pointerBelow(pointer, idPointer) };
}

/** Fields that a read answers otherwise than the creation did; with another id it is another resource altogether. */
export function differences(exchange: Judged): Violation[] {
  // What is no JSON shows nothing, and another check tells it.
  if (exchange.json === undefined) return [];
  const { pointer, ownId } = madeResource(exchange);
  return differencesOf(exchange, pointer, ownId, valueAt(exchange.json, pointer));
}

/** The same for a resource that stands at a place of an answer, or of one like it. */
export function differencesOf(
  exchange: Judged,
  pointer: InstancePointer,
  ownId: InstancePointer,
  read: unknown,
): Violation[] {
  const { created } = exchange.case.resource ?? {};
  if (equal(read, created)) return [];
  if (!isObject(read) || !isObject(created))
    return [
      {
        ...lifeViolation(exchange, "read-differs", "a read answers no resource", created, read),
        at: pointer,
      },
    ];
  if (!equal(valueAt(read, ownId), valueAt(created, ownId)))
    return [lifeViolation(exchange, "read-differs", "a read answers another resource", created, read)];
  const documented = describedAnswer(exchange, documentedStatus(exchange))?.at(pointer);
  const added = Object.keys(read).flatMap((name): Violation[] => {
    const location = documented?.child(name);
    if (location === undefined || own(created, name) !== undefined) return [];
    const found = difference(exchange, childPointer(pointer, name), undefined, own(read, name));
    return [{ ...found, severity: "observation" }];
  });
  return [
    ...changed(created, read, pointer, documented).map((one) => difference(exchange, ...one)),
    ...added,
  ];
}

type Change = readonly [at: InstancePointer, was: unknown, is: unknown];

/** The innermost values of a resource that a read answers otherwise; what the docs do not name may come, go and change. */
function changed(
  was: unknown,
  is: unknown,
  at: InstancePointer,
  location: SchemaAtLocation | undefined,
): Change[] {
  if (agrees(was, is, location)) return [];
  if (isObject(was) && isObject(is))
    return Object.keys(was).flatMap((name) =>
      changed(own(was, name), own(is, name), childPointer(at, name), location?.child(name)),
    );
  if (Array.isArray(was) && Array.isArray(is) && was.length === is.length && !isReordered(was, is))
    return was.flatMap((item, index) => changed(item, is[index], childPointer(at, index), location?.item()));
  return [[at, was, is]];
}

/** True if a read shows at least what the creation did, as far as the docs name it. */
function agrees(was: unknown, is: unknown, location: SchemaAtLocation | undefined): boolean {
  if (location === undefined || equal(was, is)) return true;
  if (Array.isArray(was) && Array.isArray(is))
    return was.length === is.length && was.every((item, index) => agrees(item, is[index], location.item()));
  if (!isObject(was) || !isObject(is)) return false;
  return Object.keys(was).every((name) => agrees(was[name], own(is, name), location.child(name)));
}

function difference(exchange: Judged, at: InstancePointer, created: unknown, read: unknown): Violation {
  const reader = exchange.case.resource?.step === "list" ? "a list" : "a read";
  const location = patternOf(at);
  const field = shownLocation(location);
  const [subject, title] =
    created === undefined
      ? ["read-adds", `${reader} answers ${field}, which the creation left out`]
      : read === undefined
        ? ["read-differs", `${reader} answers no ${field}, which the creation did`]
        : ["read-differs", `${reader} answers another ${field} than the creation did`];
  return {
    ...lifeViolation(exchange, subject, title, created, read),
    ...(created === undefined || read === undefined ? {} : withChange(title, created, read)),
    ...(created === undefined ? {} : readCause(created, read)),
    subject: { kind: "named", name: subject, at: location },
    at,
  };
}

/** The title with what became of the value, where more is known than that it is another one. */
function withChange(title: string, created: unknown, read: unknown): Pick<Violation, "title" | "certainty"> {
  const change = valueChange(created, read);
  const told = change.isVague === true ? title : `${title}: it is ${change.kind}`;
  return { title: told, certainty: certaintyOf(change) };
}

/** One cause of what reads and lists answer otherwise at many fields. */
export function readCause(created: unknown, read: unknown): Pick<Violation, "cause" | "spread"> {
  const { cause = "", spread } = causeOfChange(created, read);
  return { cause: `read ${cause}`, spread: { ...spread, isOfEndpoint: true } };
}

/** True unless the creation gave an id of a type that the docs do not give it, which may not be the one to ask by. */
export const hasUsualId = ({ memory, case: { resource } }: Judged): boolean =>
  resource?.id === undefined || !memory.mistypedIds.has(resource.id);

/** A violation of the operation as a whole. */
export function lifeViolation(
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

/** A change answers the same resource, and leaves what it did not send as it was. */
export function changes(exchange: Judged): Violation[] {
  if (leavesUnread(excessOf(exchange.answer))) return [];
  const { pointer, ownId } = madeResource(exchange);
  const { created } = exchange.case.resource ?? {};
  const { body: sent } = exchange.case;
  const is = valueAt(exchange.json, pointer);
  if (!isObject(is) || !isObject(created) || !isObject(sent)) return [];
  if (!equal(valueAt(is, ownId), valueAt(created, ownId)))
    return [lifeViolation(exchange, "update-differs", "a change answers another resource", created, is)];
  const documented = describedAnswer(exchange, documentedStatus(exchange))?.at(pointer);
  return Object.keys(created).flatMap((name) => {
    const [was, now, location] = [own(created, name), own(is, name), documented?.child(name)];
    if (Object.hasOwn(sent, name) || location === undefined || agrees(was, now, location)) return [];
    const at = childPointer(pointer, name);
    const title = `a change that does not send ${shownLocation(patternOf(at))} ${now === undefined ? "drops" : "changes"} it`;
    return [
      {
        ...lifeViolation(exchange, "update-changes", title, was, now),
        subject: { kind: "named" as const, name: "update-changes", at: patternOf(at) },
        at,
      },
    ];
  });
}
