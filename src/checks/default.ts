import { childPointer, type InstancePointer, patternOf, WHOLE, within } from "../contract/pointers.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { dotted, equal, isObject, withValueAt } from "../core/json.ts";
import {
  type Check,
  describedBody,
  isAboutMade,
  type Judged,
  requestClause,
  resourceIn,
  type Violation,
} from "./check.ts";
import { causeOfChange } from "./violation/cause.ts";
import { inAnswer } from "./violation/clause.ts";
import { isReordered } from "./violation/list-change.ts";

/** A field that was left out comes back with its documented default or not at all, but with no other value. */
export const defaults: Check = {
  id: "default",
  claim: "a field that is left out comes back with its default or not at all",
  judge(exchange) {
    const resource = resourceIn(exchange);
    const sent = exchange.case.body;
    if (exchange.case.expect !== "accept" || !resource || !isObject(sent)) return undefined;
    // A change leaves what it does not send as it was.
    if (isAboutMade(exchange)) return undefined;
    const { pointer, received } = resource;
    const found: Omitted[] = [];
    omitted(sent, received, WHOLE, describedBody(exchange), found);
    return found
      .filter((difference) => isSayable(exchange, sent, difference))
      .map((difference) => violation(exchange, pointer, difference));
  },
  subjectsOf: (clause, resource) =>
    clause.about === "default" || clause.about === "presence"
      ? [{ kind: "location", at: inAnswer(clause, resource) }]
      : [],
};

/** False for a default that the field's own schema forbids: an answer with it would break the docs as well. */
function isSayable({ contract, operation }: Judged, sent: JsonObject, { at, promised }: Omitted): boolean {
  const { request } = contract.validators[operation.id] ?? {};
  if (request === undefined || request(withValueAt(sent, at, promised as Json))) return true;
  return !request.errors?.some(
    ({ instancePath }) => instancePath === at || instancePath.startsWith(`${at}/`),
  );
}

interface Omitted {
  readonly at: InstancePointer;
  readonly promised: unknown;
  readonly received: unknown;
}

/** Fields with a documented default that were not sent and came back with another value, or not at all. */
function omitted(
  sent: unknown,
  received: unknown,
  at: InstancePointer,
  described: SchemaAtLocation | undefined,
  found: Omitted[],
): void {
  if (Array.isArray(sent) && Array.isArray(received)) {
    if (sent.length !== received.length || isReordered(sent, received)) return;
    for (let index = 0; index < sent.length; index++)
      omitted(sent[index], received[index], childPointer(at, index), described?.item(), found);
  } else if (described && isObject(sent) && isObject(received)) {
    omittedIn(sent, received, at, described, found);
  }
}

function omittedIn(
  sent: JsonObject,
  received: JsonObject,
  at: InstancePointer,
  described: SchemaAtLocation,
  found: Omitted[],
): void {
  for (const [name, { schema }] of described.properties()) {
    const got = Object.hasOwn(received, name) ? received[name] : undefined;
    if (Object.hasOwn(sent, name)) {
      if (typeof got === "object")
        omitted(sent[name], got, childPointer(at, name), described.child(name), found);
    } else if (
      schema.default !== undefined &&
      !schema.readOnly &&
      !equal(got, schema.default) &&
      !isMoved(got, sent, received)
    )
      found.push({ at: childPointer(at, name), promised: schema.default, received: got });
  }
}

/** True for a value that a neighbouring field sent and lost: the two are swapped, which the check `echo` reports. */
const isMoved = (got: unknown, sent: JsonObject, received: JsonObject): boolean =>
  got !== undefined &&
  Object.entries(sent).some(([name, value]) => equal(value, got) && !equal(received[name], value));

function violation(
  exchange: Judged,
  pointer: InstancePointer,
  { at, promised, received }: Omitted,
): Violation {
  const isMissing = received === undefined;
  const answered = within(pointer, at);
  return {
    severity: isMissing ? "observation" : "violation",
    subject: { kind: "location", at: patternOf(answered) },
    at: answered,
    ...(isMissing ? {} : causeOfChange(promised, received)),
    title: isMissing
      ? `the default of ${dotted(at)} is not applied in the answer`
      : `${dotted(at)} left out comes back as ${JSON.stringify(received)}, not its default`,
    expected: promised,
    received,
    ...requestClause(exchange, at),
  };
}
