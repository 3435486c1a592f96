import { describedAt } from "../body/sites.ts";
import { dotted, equal, escapeToken, isObject, valueAt } from "../json.ts";
import { type Check, isSuccess, type Judged, requestClause, resourceOf, type Violation } from "./check.ts";
import { fateOf, isReordered, swappedWith } from "./fate.ts";
import { NOTHING } from "./words.ts";

/** Every writable field that was sent comes back equal, deep; the resource may hold more than was sent. */
export const echo: Check = {
  id: "echo",
  judge(exchange) {
    const { operation, answer, json } = exchange;
    const resource = resourceOf(operation);
    const sent = exchange.case.body;
    if (exchange.case.expect === "reject" || !isSuccess(answer.status) || !resource || !isObject(sent))
      return undefined;
    const received = valueAt(json, resource.pointer);
    if (!isObject(received)) return undefined;
    const differences = new Map<string, Difference>();
    const defaultAt = (at: string): unknown => describe(exchange, at)?.schema.default;
    for (const { at } of compare(sent, received, "", exchange)) {
      const other = swappedWith(at, { sent, received, defaultAt });
      // A swap is one fault in two fields: it is told at the first of them.
      const [place = at] = other === undefined ? [at] : [at, other].sort();
      if (!differences.has(dotted(place)))
        differences.set(dotted(place), {
          at: place,
          other: other && (place === at ? other : at),
          ...valuesAt(place, sent, received),
        });
    }
    return [...differences.values()].map((one) => violation(exchange, resource.pointer, one));
  },
};

interface Difference {
  readonly at: string;
  readonly sent: unknown;
  readonly received: unknown;
  /** The field that this one was swapped with. */
  readonly other?: string | undefined;
}

const valuesAt = (at: string, sent: object, received: object) => ({
  sent: valueAt(sent, at),
  received: valueAt(received, at),
});

function* compare(sent: unknown, received: unknown, at: string, exchange: Judged): Iterable<Difference> {
  if (at !== "" && !isWritable(exchange, at)) return;
  if (isObject(sent) && isObject(received)) {
    for (const [name, member] of Object.entries(sent)) {
      const got = Object.hasOwn(received, name) ? received[name] : undefined;
      yield* compare(member, got, `${at}/${escapeToken(name)}`, exchange);
    }
  } else if (
    Array.isArray(sent) &&
    Array.isArray(received) &&
    sent.length === received.length &&
    !isReordered(sent, received)
  ) {
    for (const [index, item] of sent.entries())
      yield* compare(item, received[index], `${at}/${index}`, exchange);
  } else if (!equal(sent, received)) yield { at, sent, received };
}

/** Whether the docs name the field as one to send: unknown and read-only ones are no promise. */
function isWritable(exchange: Judged, at: string): boolean {
  const found = describe(exchange, at);
  return found !== undefined && found.schema.readOnly !== true;
}

function describe({ contract, operation }: Judged, at: string): ReturnType<typeof describedAt> {
  const { requestBody } = operation;
  return requestBody && describedAt(requestBody.schema, requestBody.docs, at, contract.schemas);
}

function violation(exchange: Judged, pointer: string, { at, other, sent, received }: Difference): Violation {
  const promised = describe(exchange, at)?.schema.default;
  const fate = other === undefined ? fateOf(sent, received, promised) : `swapped with ${dotted(other)}`;
  return {
    severity: "violation",
    place: dotted(pointer + at),
    at: pointer + at,
    ...(other === undefined ? {} : { also: pointer + other }),
    title: `${dotted(at)} is ${fate}`,
    expected: sent === undefined ? NOTHING : sent,
    received: received === undefined ? NOTHING : received,
    ...requestClause(exchange, at),
  };
}
