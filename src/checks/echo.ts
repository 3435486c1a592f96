import { childPointer, type InstancePointer, patternOf, WHOLE, within } from "../contract/pointers.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import { dotted, equal, isObject, type JsonObject, valueAt } from "../core/json.ts";
import {
  type Check,
  describedBody,
  type Judged,
  requestClause,
  resourceIn,
  type Violation,
} from "./check.ts";
import { inAnswer } from "./violation/clause.ts";
import { isReordered, swappedWith, valueChange } from "./violation/value-change.ts";
import { NOTHING } from "./violation/words.ts";

/** Every writable field that was sent comes back equal, deep; the resource may hold more than was sent. */
export const echo: Check = {
  id: "echo",
  judge(exchange) {
    const resource = resourceIn(exchange);
    const sent = exchange.case.body;
    if (exchange.case.expect === "reject" || !resource || !isObject(sent)) return undefined;
    const { pointer, received } = resource;
    const differences = new Map<InstancePointer, Difference>();
    const described = describedBody(exchange);
    const defaultAt = (at: InstancePointer): unknown => described?.at(at)?.schema.default;
    const different: InstancePointer[] = [];
    compare(sent, received, WHOLE, described, different);
    for (const at of different) {
      const other = swappedWith(at, { sent, received, defaultAt });
      // A swap is one fault in two fields: it is reported at the first of them.
      const [first = at] = other === undefined ? [at] : [at, other].sort();
      if (!differences.has(first))
        differences.set(first, {
          at: first,
          other: other && (first === at ? other : at),
          ...valuesAt(first, sent, received),
        });
    }
    return [...differences.values()].map((difference) => violation(exchange, pointer, difference));
  },
  subjectsOf: (clause, resource) =>
    clause.about === "presence" ? [{ kind: "location", at: inAnswer(clause, resource) }] : [],
};

interface Difference {
  readonly at: InstancePointer;
  readonly sent: unknown;
  readonly received: unknown;
  /** The field that this one was swapped with. */
  readonly other?: InstancePointer | undefined;
}

const valuesAt = (at: InstancePointer, sent: object, received: object) => ({
  sent: valueAt(sent, at),
  received: valueAt(received, at),
});

/** The differences below a location; locations that the docs do not name, or that are read-only, promise nothing. */
function compare(
  sent: unknown,
  received: unknown,
  at: InstancePointer,
  described: SchemaAtLocation | undefined,
  found: InstancePointer[],
): void {
  if (at !== "" && (described === undefined || described.schema.readOnly === true)) return;
  if (isObject(sent) && isObject(received)) compareMembers(sent, received, at, described, found);
  else if (Array.isArray(sent) && Array.isArray(received) && isItemByItem(sent, received)) {
    for (let index = 0; index < sent.length; index++)
      compare(sent[index], received[index], childPointer(at, index), described?.item(), found);
  } else if (!equal(sent, received)) found.push(at);
}

/** True if items can be compared one by one; other lists differ as a whole. */
const isItemByItem = (sent: readonly unknown[], received: readonly unknown[]): boolean =>
  sent.length === received.length && !isReordered(sent, received);

function compareMembers(
  sent: JsonObject,
  received: JsonObject,
  at: InstancePointer,
  described: SchemaAtLocation | undefined,
  found: InstancePointer[],
): void {
  for (const name of Object.keys(sent)) {
    const got = Object.hasOwn(received, name) ? received[name] : undefined;
    // Most texts, numbers and constants come back as they are.
    if (sent[name] !== got) compare(sent[name], got, childPointer(at, name), described?.child(name), found);
  }
}

function violation(
  exchange: Judged,
  pointer: InstancePointer,
  { at, other, sent, received }: Difference,
): Violation {
  const promised = describedBody(exchange)?.at(at)?.schema.default;
  const change =
    other === undefined ? valueChange(sent, received, promised) : `swapped with ${dotted(other)}`;
  return {
    severity: "violation",
    subject: { kind: "location", at: patternOf(within(pointer, at)) },
    at: within(pointer, at),
    ...(other === undefined ? {} : { also: within(pointer, other) }),
    title: `${dotted(at)} is ${change}`,
    change,
    expected: sent === undefined ? NOTHING : sent,
    received: received === undefined ? NOTHING : received,
    ...requestClause(exchange, at),
  };
}
