import { describedAt } from "../body/sites.ts";
import type { JsonObject } from "../contract.ts";
import { dotted, equal, escapeToken, isObject, valueAt } from "../json.ts";
import { resolve } from "../schema.ts";
import { type Check, isSuccess, type Judged, requestClause, resourceOf, type Violation } from "./check.ts";

/** A field that was left out comes back with its documented default or not at all, but with no other value. */
export const defaults: Check = {
  id: "default",
  judge(exchange) {
    const { operation, answer, json } = exchange;
    const resource = resourceOf(operation);
    const sent = exchange.case.body;
    if (exchange.case.expect !== "accept" || !isSuccess(answer.status) || !resource || !isObject(sent))
      return undefined;
    const received = valueAt(json, resource.pointer);
    if (!isObject(received)) return undefined;
    return [...omitted(exchange, sent, received, "")].map((one) =>
      violation(exchange, resource.pointer, one),
    );
  },
};

interface Omitted {
  readonly at: string;
  readonly promised: unknown;
  readonly received: unknown;
}

/** Fields with a documented default that were not sent and came back as something else, or not at all. */
function* omitted(exchange: Judged, sent: unknown, received: unknown, at: string): Iterable<Omitted> {
  const { contract, operation } = exchange;
  const { requestBody } = operation;
  if (Array.isArray(sent) && Array.isArray(received)) {
    if (sent.length !== received.length) return;
    for (const [index, item] of sent.entries())
      yield* omitted(exchange, item, received[index], `${at}/${index}`);
    return;
  }
  const described = requestBody && describedAt(requestBody.schema, requestBody.docs, at, contract.schemas);
  if (!described || !isObject(sent) || !isObject(received)) return;
  for (const [name, property] of Object.entries(described.schema.properties ?? {})) {
    const below = `${at}/${escapeToken(name)}`;
    const { schema } = resolve(property, "", contract.schemas);
    const got = Object.hasOwn(received, name) ? received[name] : undefined;
    if (Object.hasOwn(sent, name)) yield* omitted(exchange, sent[name], got, below);
    else if (
      schema.default !== undefined &&
      !schema.readOnly &&
      !equal(got, schema.default) &&
      !isMoved(got, sent, received)
    )
      yield { at: below, promised: schema.default, received: got };
  }
}

/** A value that a field beside it sent and lost: the two are swapped, which the echo tells. */
const isMoved = (got: unknown, sent: JsonObject, received: JsonObject): boolean =>
  got !== undefined &&
  Object.entries(sent).some(([name, value]) => equal(value, got) && !equal(received[name], value));

function violation(exchange: Judged, pointer: string, { at, promised, received }: Omitted): Violation {
  const isMissing = received === undefined;
  return {
    severity: isMissing ? "observation" : "violation",
    place: dotted(pointer + at),
    at: pointer + at,
    title: isMissing
      ? `the default of ${dotted(at)} is not applied in the answer`
      : `${dotted(at)} left out comes back as ${JSON.stringify(received)}, not its default`,
    expected: promised,
    received,
    ...requestClause(exchange, at),
  };
}
