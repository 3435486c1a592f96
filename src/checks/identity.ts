import { isBound } from "../contract/account-marks.ts";
import { valuesAtTokens } from "../contract/located-values.ts";
import { type InstancePointer, patternOf, within } from "../contract/pointers.ts";
import { dotted, typeOf, valueAt } from "../core/json.ts";
import { shortened } from "../core/shorten.ts";
import {
  type Check,
  clauseAt,
  describedAnswer,
  documentedStatus,
  isAboutMade,
  isBrokenRequest,
  type Judged,
  requestClause,
  resourceIn,
  type Violation,
} from "./check.ts";
import { NOTHING, words } from "./violation/words.ts";

/** A created resource has an id that is not empty and that nothing else of the run has, and belongs to the caller. */
export const identity: Check = {
  id: "identity",
  claim: "what is created has an id of its own and belongs to the caller",
  judge(exchange) {
    const resource = resourceIn(exchange);
    if (!resource || isBrokenRequest(exchange)) return undefined;
    const id = isAboutMade(exchange) ? [] : ownId(exchange, resource.id);
    return [...id, ...foreign(exchange, resource.pointer, resource.received)];
  },
};

/** Longer ids are told apart by their beginnings. */
const MOST_ID = 500;

function ownId(exchange: Judged, at: InstancePointer): Violation[] {
  const { operation, json, memory } = exchange;
  const id = valueAt(json, at);
  if (id === undefined || id === "" || id === null)
    return [violation(exchange, at, "is missing or empty", id)];
  if (isMistyped(exchange, at, id)) memory.mistypedIds.add(String(id));
  const key = `${operation.id} ${JSON.stringify(shortened(id, MOST_ID))}`;
  const first = memory.makers.note(key, exchange.case);
  return first === undefined ? [] : [violation(exchange, at, `is that of ${first} as well`, id)];
}

function isMistyped(exchange: Judged, at: InstancePointer, id: unknown): boolean {
  const type = describedAnswer(exchange, documentedStatus(exchange))?.at(at)?.schema.type;
  const types: readonly string[] = type === undefined ? [typeOf(id)] : [type].flat();
  return !types.includes(typeOf(id)) && !(types.includes("number") && typeof id === "number");
}

/** Values of the account that were sent, and came back as values that are nowhere in the request. */
function foreign(exchange: Judged, pointer: InstancePointer, received: unknown): Violation[] {
  const sent = exchange.case.body;
  if (exchange.case.expect === "reject" || sent === undefined) return [];
  return boundLocations(exchange).flatMap((tokens) =>
    valuesAtTokens(sent, tokens).flatMap(({ at, value }) => {
      const got = valueAt(received, at);
      if (typeof value !== "string" || typeof got !== "string" || got === value || isKnown(got, sent))
        return [];
      const title = `${dotted(pointer + at)} is not this caller's`;
      const ofRequest = { title, expected: value, ...requestClause(exchange, at) };
      return [{ ...violation(exchange, within(pointer, at), "", got), ...ofRequest }];
    }),
  );
}

/** The tokens of each location of the request whose values belong to the account. */
function boundLocations({ documented }: Judged): readonly (readonly string[])[] {
  const bound = documented.bodyLocations.filter(({ schema }) => isBound(schema));
  return [...new Map(bound.map(({ pointer, tokens }) => [pointer, tokens])).values()];
}

/** True if a text is anywhere in the request. */
const isKnown = (got: string, sent: unknown): boolean => [...texts(sent)].some((text) => isLike(text, got));

/**
 * True for a value that is trimmed, cut off or in another case: it is still the caller's, and another check reports the
 * change.
 */
const isLike = (sent: string, got: string): boolean =>
  got.length <= sent.length && sent.toLowerCase().includes(got.toLowerCase());

function* texts(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) yield* texts(member);
}

function violation(exchange: Judged, at: InstancePointer, problem: string, id: unknown): Violation {
  const found = describedAnswer(exchange, documentedStatus(exchange))?.at(at);
  return {
    severity: "violation",
    subject: { kind: "location", at: patternOf(at) },
    at,
    title: `${dotted(at)} ${problem}`,
    expected: words("an id of its own"),
    received: id === undefined ? NOTHING : id,
    docs: found?.docs ?? exchange.operation.docs,
    clause: clauseAt(found, at),
  };
}
