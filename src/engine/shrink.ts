import fc, { Arbitrary, type Random, Stream, Value } from "fast-check";
import { isBrokenOnlyAt } from "../cases/invalid.ts";
import type { Draft } from "../cases/kind.ts";
import { valuesAtTokens } from "../contract/locations.ts";
import { childPointer, type InstancePointer, patternOf, WHOLE } from "../contract/pointers.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt, withValueAt } from "../core/json.ts";
import { faultyLocation, isGuardFault } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";

/** The bodies that a draft's body may be shrunk to: those with which the draft makes the same claim. */
export class SimplerBodies extends Arbitrary<Json> {
  readonly #underTest: OperationUnderTest;
  readonly #draft: Draft;

  constructor(underTest: OperationUnderTest, draft: Draft) {
    super();
    this.#underTest = underTest;
    this.#draft = draft;
  }

  override generate(_: Random): Value<Json> {
    return new Value(this.#draft.body ?? null, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Json {
    return value !== undefined;
  }

  override shrink(value: Json): Stream<Value<Json>> {
    return new Stream(this.#simpler(value));
  }

  *#simpler(value: Json): IterableIterator<Value<Json>> {
    const isAccepted = this.#draft.expect === "accept";
    const candidates = isAccepted
      ? (this.#underTest.bodyGenerator?.shrink(value) ?? [])
      : smaller(value, WHOLE, locationOf(this.#draft));
    for (const candidate of candidates)
      if (meansTheSame(this.#underTest, this.#draft, candidate)) yield new Value(candidate, undefined);
  }
}

const locationOf = ({ fault }: Draft): InstancePointer =>
  fault === undefined ? WHOLE : faultyLocation(fault);

/**
 * True if a body is valid where the draft's is, else if it is broken at the same location alone, or by the same rule
 * alone.
 */
function meansTheSame(underTest: OperationUnderTest, draft: Draft, body: Json): boolean {
  const { expect, fault } = draft;
  // A missing guard is no fault of the body.
  if (isGuardFault(fault)) return false;
  if (expect === "accept") return underTest.isLawful(body);
  if (fault?.kind === "rule") {
    const broken = underTest.rules.filter((rule) => rule.isBroken(body)).map(({ id }) => id);
    return underTest.accepts(body) && broken.length === 1 && broken[0] === fault.rule;
  }
  const at = locationOf(draft);
  if (at !== "") return isBrokenOnlyAt(underTest, body, at);
  return (
    underTest.accepts(body) === (expect === "observe") &&
    !underTest.rules.some((rule) => rule.isBrokenByType(body))
  );
}

/** The body with one property or item less, everywhere but at the fault, so that its location does not move. */
function* smaller(value: Json, at: InstancePointer, fault: InstancePointer): Iterable<Json> {
  if (at === fault && at !== "") return;
  if (isObject(value)) yield* smallerObjects(value, at, fault);
  else if (Array.isArray(value)) yield* smallerLists(value, at, fault);
}

function* smallerObjects(value: JsonObject, at: InstancePointer, fault: InstancePointer): Iterable<Json> {
  for (const name of Object.keys(value)) {
    const below = childPointer(at, name);
    if (!fault.startsWith(below)) yield withValueAt(value, `/${escapeToken(name)}`, undefined);
    for (const member of smaller(value[name] as Json, below, fault))
      yield withValueAt(value, `/${escapeToken(name)}`, member);
  }
}

function* smallerLists(value: Json[], at: InstancePointer, fault: InstancePointer): Iterable<Json> {
  for (const [index, item] of value.entries()) {
    const below = childPointer(at, index);
    if (!fault.startsWith(below) && index === value.length - 1) yield value.toSpliced(index, 1);
    for (const member of smaller(item, below, fault)) yield value.with(index, member);
  }
}

/**
 * The smallest body that has a finding's locations, with the values that showed it: tried first, because it mostly
 * shows it too.
 */
export function hint(
  underTest: OperationUnderTest,
  draft: Draft,
  pointers: readonly InstancePointer[],
  seed: number,
): Json | undefined {
  const { expect, body: whole } = draft;
  if (expect !== "accept" || whole === undefined) return undefined;
  const wanted = pointers.flatMap((pointer) => {
    const pattern = patternOf(pointer);
    const location = underTest.bodyLocations.find((known) => known.pointer === pattern && pattern !== "");
    const value = valueAt(whole, pointer) as Json | undefined;
    return location && value !== undefined ? [{ location, value }] : [];
  });
  let body =
    wanted.length === 0
      ? undefined
      : underTest.baseInstance(
          wanted.map(({ location }) => location.presence),
          seed,
        );
  for (const { location, value } of wanted) {
    const at = body === undefined ? undefined : valuesAtTokens(body, location.tokens)[0]?.at;
    body = body === undefined || at === undefined ? undefined : withValueAt(body, at, value);
  }
  return body !== undefined && meansTheSame(underTest, draft, body) ? body : undefined;
}

/** A shrunk body, with fast-check's path to it from the start of shrinking. */
export interface Shrunk {
  readonly body: Json;
  readonly path: string;
}

/** Shrinks with fast-check while `trips` answers that a body still shows the finding; asks at most `most` times. */
export async function shrink(
  underTest: OperationUnderTest,
  draft: Draft,
  trips: (body: Json) => Promise<boolean>,
  most: number,
): Promise<Shrunk> {
  const start = draft.body ?? null;
  let left = most;
  const property = fc.asyncProperty(new SimplerBodies(underTest, draft), async (body) => {
    if (body === start) return false;
    if (left <= 0) return true;
    left -= 1;
    return !(await trips(body));
  });
  const { counterexample, counterexamplePath } = await fc.check(property, {
    examples: [[start]],
    numRuns: 1,
    seed: 0,
  });
  return { body: counterexample?.[0] ?? start, path: counterexamplePath ?? "0" };
}

/** The body at the end of a path that `shrink` gave, or undefined where the path leads nowhere. */
export function follow(underTest: OperationUnderTest, draft: Draft, path: string): Json | undefined {
  const simpler = new SimplerBodies(underTest, draft);
  let body = draft.body;
  for (const step of path.split(":").slice(1)) {
    if (body === undefined) return undefined;
    body = simpler.shrink(body).getNthOrLast(Number(step))?.value;
  }
  return body;
}
