import type { SchemaObject } from "../contract/contract.ts";
import {
  childPointer,
  type InstancePointer,
  locationsAround,
  patternOf,
  WHOLE,
  within,
} from "../contract/pointers.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import { dotted, equal, isObject, type Json, type JsonObject, typeOf, valueAt } from "../core/json.ts";
import {
  type Check,
  describedBody,
  echoedIn,
  type Judged,
  requestClause,
  resourceIn,
  type Violation,
} from "./check.ts";
import { causeOf, renamedTo } from "./violation/cause.ts";
import { certaintyOf, type ValueChange } from "./violation/change.ts";
import { inAnswer } from "./violation/clause.ts";
import { Echoable } from "./violation/echoable.ts";
import { isReordered } from "./violation/list-change.ts";
import { type Exchanged, type Move, moveOf } from "./violation/moved-value.ts";
import { valueChange } from "./violation/value-change.ts";
import { NOTHING } from "./violation/words.ts";

/** Every writable field that was sent comes back equal, deep; the resource may hold more than was sent. */
export const echo: Check = {
  id: "echo",
  claim: "every writable field that is sent comes back equal",
  judge(exchange) {
    const resource = echoedIn(exchange);
    const sent = promising(exchange);
    if (exchange.case.expect === "reject" || !resource || !isObject(sent)) return undefined;
    const { pointer, received } = resource;
    const differences = new Map<InstancePointer, Difference>();
    const described = describedBody(exchange);
    const exchanged: Exchanged = {
      sent,
      received,
      defaultAt: (at) => described?.at(at)?.schema.default,
      isDocumented: (at) => described?.at(at) !== undefined,
    };
    const different: InstancePointer[] = [];
    compare(sent, received, WHOLE, described, different);
    const echoable = new Echoable(exchange, pointer);
    for (const at of different.filter(
      (one) => !isEmptyId(exchange, within(pointer, one), valueAt(sent, one)),
    )) {
      const move = moveOf(at, exchanged);
      if (echoable.isUnnamed(at) && !isUnnamedMove(echoable, move)) continue;
      if (!echoable.allows(at, different)) continue;
      const first = firstOf(at, move, exchanged);
      if (differences.has(first)) continue;
      const other = move && (first === at ? move.other : at);
      differences.set(first, { at: first, field: at, move, other, ...valuesAt(first, sent, received) });
    }
    return [...differences.values()].map((difference) => violation(exchange, pointer, difference));
  },
  subjectsOf: (clause, resource) =>
    clause.about === "presence" ? [{ kind: "location", at: inAnswer(clause, resource) }] : [],
};

/** The body without what the docs do not name, in requests that may hold such things: nobody promises that they come back. */
function promising({ case: { body, expect }, documented }: Judged): Json | undefined {
  return expect === "observe" && body !== undefined ? documentedIn(body, documented.requestSchema) : body;
}

function documentedIn(value: Json, described: SchemaAtLocation | undefined): Json {
  if (described === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => documentedIn(item, described.item()));
  if (!isObject(value)) return value;
  const known = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const location = described.child(name);
    return location === undefined ? [] : [[name, documentedIn(member, location)]];
  });
  return Object.fromEntries(known);
}

/** True for an id that was sent empty: another one takes its place, as no id is empty. */
const isEmptyId = (exchange: Judged, at: InstancePointer, sent: unknown): boolean =>
  sent === "" && at === resourceIn(exchange)?.id;

/** True for a move to a field that the answer's docs do not name either: a named one has a value of its own. */
const isUnnamedMove = (echoable: Echoable, move: Move | undefined): boolean =>
  move !== undefined && (move.kind !== "renamed to" || echoable.isUnnamed(move.other));

interface Difference {
  readonly at: InstancePointer;
  readonly sent: unknown;
  readonly received: unknown;
  /** The field that was sent, which may not be the one that tells of a move. */
  readonly field: InstancePointer;
  readonly move: Move | undefined;
  /** The other field of a move. */
  readonly other: InstancePointer | undefined;
}

/** The field at which a difference is told: a move of one value is one fault in two fields, and one of them may have no docs. */
function firstOf(at: InstancePointer, move: Move | undefined, { isDocumented }: Exchanged): InstancePointer {
  if (move === undefined || !isDocumented(move.other)) return at;
  return [at, move.other].sort()[0] ?? at;
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
  } else if (!equal(sent, received) && !isMended(sent, received)) found.push(at);
}

/** True for a text in place of one that is no Unicode, which an endpoint need not keep (RFC 8259, section 8.2). */
const isMended = (sent: unknown, received: unknown): boolean =>
  typeof sent === "string" && typeof received === "string" && /\p{Surrogate}/u.test(sent);

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

/** A rename is told of the field that was sent, a swap of the one at which it is told. */
function movedBy({ move, other }: Difference): ValueChange | undefined {
  if (move === undefined) return undefined;
  const name = dotted((move.kind === "renamed to" ? move.other : other) ?? WHOLE);
  return { kind: `${move.kind} ${name}${move.isChanged === true ? ", and changed" : ""}` };
}

function violation(exchange: Judged, pointer: InstancePointer, difference: Difference): Violation {
  const { at, field, move, other, sent, received } = difference;
  const described = describedBody(exchange)?.at(at)?.schema;
  const change = movedBy(difference) ?? valueChange(sent, received, described?.default);
  const { kind, detail = listedDetail(described, change, difference) } = change;
  const told = move?.kind === "renamed to" ? field : at;
  return {
    severity: "violation",
    subject: { kind: "location", at: patternOf(within(pointer, at)) },
    at: within(pointer, at),
    ...(other === undefined ? {} : { also: within(pointer, other) }),
    title: `${dotted(told)} is ${kind}${detail === undefined ? "" : `: ${detail}`}`,
    change: kind,
    certainty: certaintyOf(change),
    ...causeIn(exchange, pointer, difference, change),
    expected: sent === undefined ? NOTHING : sent,
    received: received === undefined ? NOTHING : received,
    ...requestClause(exchange, at),
  };
}

/** The listed value that was sent, and the one that came back in its place: the docs name both, so they stand in a title. */
function listedDetail(
  described: SchemaObject | undefined,
  { kind }: ValueChange,
  { sent, received }: Difference,
): string | undefined {
  const isListed = (value: unknown): boolean =>
    described?.enum?.some((listed) => equal(listed, value)) === true;
  if (kind !== "changed" || !isListed(sent) || !isListed(received)) return undefined;
  return `${JSON.stringify(sent)} became ${JSON.stringify(received)}`;
}

/** The cause of a difference, and the fields that it may be of. */
function causeIn(
  { documented }: Judged,
  pointer: InstancePointer,
  { at, move, sent, received }: Difference,
  change: ValueChange,
): Pick<Violation, "cause" | "spread"> {
  const around = locationsAround(at).map((one) => patternOf(within(pointer, one)));
  if (move !== undefined)
    return move.convention === undefined ? {} : { ...renamedTo(move.convention), spread: { least: 2 } };
  const asked = documented.requestSchema?.at(at)?.schema.type ?? typeOf(sent);
  const found = causeOf(change, { asked, sent, received });
  return { ...found, spread: { ...found.spread, around } };
}
