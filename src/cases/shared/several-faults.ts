import { isBound } from "../../contract/account-marks.ts";
import { valuesAtLocation } from "../../contract/located-values.ts";
import { isWhole, type Location } from "../../contract/locations.ts";
import type { InstancePointer } from "../../contract/pointers.ts";
import type { Json } from "../../core/json.ts";
import { valueAt, withValueAt } from "../../core/json.ts";
import type { WithPauses, Work } from "../../core/slices.ts";
import type { PlacedFault } from "../../generation/fault.ts";
import { faultyValue, type InstanceFault, isMadeOf } from "../../generation/instance-fault.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import type { Draft } from "../kind.ts";
import { PRIORITY } from "../priority.ts";
import { withMoreItems } from "./more-items.ts";
import { SeparatePlaces } from "./separate-places.ts";

/** A fault of a location, under the name of the case that holds it alone. */
export interface NamedFault {
  readonly location: Location;
  readonly fault: InstanceFault;
  readonly name: string;
}

/** Bodies with several faults, at most; what they have no room for is sent alone. */
const MOST_BODIES = 16;

/** Items of each list of such a body, as far as it may have them: faults of the same field stand in several. */
const ITEMS = 4;

/** Bodies with fewer faults come later. */
const MANY_FAULTS = 15;

/** Fewer faults than this are sent alone as well. */
const LEAST_FAULTS = 3;

/**
 * Bodies that hold many faults at once, none above or below another: an endpoint that names every fault of a body tells by one
 * answer which of them it refuses. What it accepts is no finding, before it is sent alone.
 */
export function* severalFaults(
  underTest: OperationUnderTest,
  faults: readonly NamedFault[],
): WithPauses<Draft> {
  const instances = yield* underTest.requests.maximalInSteps();
  let count = 0;
  let left: readonly NamedFault[] = faults.filter(isCombinable).sort(byRoom);
  for (const { body } of instances) {
    if (body === undefined) continue;
    const roomy = yield* withMoreItems(underTest, body, { count: ITEMS });
    const { bodies, missing } = yield* packed(roomy, left, MOST_BODIES - count);
    for (const planted of bodies)
      if (planted.faults.length >= LEAST_FAULTS) yield planted.draft(underTest, count++);
    left = missing;
  }
}

/** Lists and objects before what is in them: a fault of theirs takes the room of all that. */
const byRoom = (one: NamedFault, other: NamedFault): number => Number(isPlain(one)) - Number(isPlain(other));

const isPlain = ({ location: { types } }: NamedFault): boolean =>
  !types.includes("array") && !types.includes("object");

/** Few bodies that hold the faults, and the faults whose location the body does not have. */
function* packed(
  body: Json,
  faults: readonly NamedFault[],
  most: number,
): Work<{ readonly bodies: readonly Planted[]; readonly missing: readonly NamedFault[] }> {
  const bodies: Planted[] = [];
  const missing: NamedFault[] = [];
  for (const named of faults) {
    yield;
    const places = placesOf(body, named);
    const [last] = places;
    if (last === undefined) missing.push(named);
    else if (!bodies.some((one) => one.takes(named, places)) && bodies.length < most)
      bodies.push(new Planted(body, named, last));
  }
  return { bodies, missing };
}

/**
 * The values of which a fault can be made, the last first: what is checked there is mostly checked at the first as well, but not the
 * other way round.
 */
function placesOf(body: Json, { location, fault }: NamedFault): readonly InstancePointer[] {
  const all = valuesAtLocation(body, location);
  const fit = all.filter(({ value }) => isMadeOf(fault, value));
  return (fit.length > 0 ? fit : all).map(({ at }) => at).reverse();
}

/** True unless the account's values would replace the faulty one before it is sent. */
function isCombinable({ location, fault: { value } }: NamedFault): boolean {
  const { schema, branch } = location;
  const isReplaced = isBound(schema) || schema["x-unique"] === true;
  return !isWhole(location) && branch === "" && !(typeof value === "string" && isReplaced);
}

const isForTag = ({ location: { schema } }: NamedFault): boolean => schema["x-tag"] === true;

/** A body with the faults that were planted in it. */
class Planted {
  readonly faults: PlacedFault[] = [];
  readonly #named: NamedFault[] = [];
  readonly #places = new SeparatePlaces();
  #body: Json;

  constructor(body: Json, first: NamedFault, at: InstancePointer) {
    this.#body = body;
    this.#plant(first, at);
  }

  /** Plants a fault at the first place that is separate from all of the others. @returns false where there is none */
  takes(named: NamedFault, places: readonly InstancePointer[]): boolean {
    // One place is left for the tag.
    if (isForTag(named) && this.#named.some(isForTag)) return false;
    const free = places.find((at) => this.#places.hasRoomFor(at));
    if (free !== undefined) this.#plant(named, free);
    return free !== undefined;
  }

  #plant(named: NamedFault, at: InstancePointer): void {
    const value = faultyValue(named.fault, valueAt(this.#body, at) as Json);
    this.#body = withValueAt(this.#body, at, value);
    const kind = `${named.fault.keyword} ${named.fault.variant}`;
    this.faults.push({ name: named.name, kind, at, ...(value === undefined ? {} : { value }) });
    this.#named.push(named);
    this.#places.add(at);
  }

  draft({ operation }: OperationUnderTest, index: number): Draft {
    const [first] = this.#named;
    return {
      name: `several/${index}`,
      expect: "reject",
      body: this.#body,
      fault: {
        kind: "several",
        docs: first?.location.docs ?? operation.docs,
        expected: this.#named.map(({ name, fault }) => `${name}: ${fault.expected}`).join("; "),
        each: this.faults,
      },
      priority: this.faults.length < MANY_FAULTS ? PRIORITY.fewFaults : PRIORITY.severalFaults,
    };
  }
}
