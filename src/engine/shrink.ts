import fc, { Arbitrary, type Random, Stream, Value } from "fast-check";
import type { Draft } from "../cases/kind.ts";
import { valuesAtTokens } from "../contract/located-values.ts";
import { childPointer, type InstancePointer, patternOf, WHOLE } from "../contract/pointers.ts";
import type { RequestInstance } from "../contract/request-schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt, withValueAt } from "../core/json.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { asJson, asRequest } from "../generation/requests.ts";
import { locationOf, meansTheSame, requestOf } from "./claim.ts";

/** The requests that a draft's may be shrunk to: those with which the draft makes the same claim. */
export class SimplerRequests extends Arbitrary<RequestInstance> {
  readonly #underTest: OperationUnderTest;
  readonly #draft: Draft;

  constructor(underTest: OperationUnderTest, draft: Draft) {
    super();
    this.#underTest = underTest;
    this.#draft = draft;
  }

  override generate(_: Random): Value<RequestInstance> {
    return new Value(requestOf(this.#underTest, this.#draft), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is RequestInstance {
    return value !== undefined;
  }

  override shrink(value: RequestInstance): Stream<Value<RequestInstance>> {
    return new Stream(this.#simpler(value));
  }

  *#simpler(value: RequestInstance): IterableIterator<Value<RequestInstance>> {
    const candidates =
      this.#draft.expect === "accept"
        ? this.#underTest.requests.generator.shrink(asJson(value))
        : smallerBodies(value, locationOf(this.#draft));
    for (const candidate of candidates) {
      const request = asRequest(candidate);
      if (meansTheSame(this.#underTest, this.#draft, request)) yield new Value(request, undefined);
    }
  }
}

function* smallerBodies(request: RequestInstance, fault: InstancePointer): Iterable<Json> {
  if (request.body === undefined) return;
  for (const body of smaller(request.body, WHOLE, fault)) yield asJson({ ...request, body });
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
  const isSame =
    body !== undefined && meansTheSame(underTest, draft, requestOf(underTest, { ...draft, body }));
  return isSame ? body : undefined;
}

/** A shrunk request, with fast-check's path to it from the start of shrinking. */
export interface Shrunk {
  readonly request: RequestInstance;
  readonly path: string;
}

/** Shrinks with fast-check while `trips` answers that a request still shows the finding; asks at most `most` times. */
export async function shrink(
  underTest: OperationUnderTest,
  draft: Draft,
  trips: (request: RequestInstance) => Promise<boolean>,
  most: number,
): Promise<Shrunk> {
  const start = requestOf(underTest, draft);
  let left = most;
  const property = fc.asyncProperty(new SimplerRequests(underTest, draft), async (request) => {
    if (request === start) return false;
    if (left <= 0) return true;
    left -= 1;
    return !(await trips(request));
  });
  const { counterexample, counterexamplePath } = await fc.check(property, {
    examples: [[start]],
    numRuns: 1,
    seed: 0,
  });
  return { request: counterexample?.[0] ?? start, path: counterexamplePath ?? "0" };
}

/** The request at the end of a path that `shrink` gave, or undefined where the path leads nowhere. */
export function follow(
  underTest: OperationUnderTest,
  draft: Draft,
  path: string,
): RequestInstance | undefined {
  const simpler = new SimplerRequests(underTest, draft);
  let request: RequestInstance | undefined = requestOf(underTest, draft);
  for (const step of path.split(":").slice(1)) {
    if (request === undefined) return undefined;
    request = simpler.shrink(request).getNthOrLast(Number(step))?.value;
  }
  return request;
}
