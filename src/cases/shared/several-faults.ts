import { isWhole, type Location, valuesAtLocation } from "../../contract/locations.ts";
import type { InstancePointer } from "../../contract/pointers.ts";
import type { Json } from "../../core/json.ts";
import { valueAt, withValueAt } from "../../core/json.ts";
import type { WithPauses, Work } from "../../core/slices.ts";
import type { PlacedFault } from "../../generation/fault.ts";
import { faultyValue, type InstanceFault } from "../../generation/faults.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import type { Draft } from "../kind.ts";
import { PRIORITY } from "../priority.ts";

/** A fault of a location, under the name of the case that holds it alone. */
export interface NamedFault {
  readonly location: Location;
  readonly fault: InstanceFault;
  readonly name: string;
}

/** Bodies with several faults, at most; what they have no room for is sent alone. */
const MOST_BODIES = 16;

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
  let left: readonly NamedFault[] = faults.filter(isCombinable);
  for (const { body } of instances) {
    if (body === undefined) continue;
    const { bodies, missing } = yield* packed(body, left, MOST_BODIES - count);
    for (const planted of bodies)
      if (planted.faults.length >= LEAST_FAULTS) yield planted.draft(underTest, count++);
    left = missing;
  }
}

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
    const at = placeOf(body, named.location);
    if (at === undefined) missing.push(named);
    else if (!bodies.some((one) => one.takes(named, at)) && bodies.length < most)
      bodies.push(new Planted(body, named, at));
  }
  return { bodies, missing };
}

/** The last of the values at a location: what is checked there is mostly checked at the first as well, but not the other way round. */
const placeOf = (body: Json, location: Location): InstancePointer | undefined =>
  valuesAtLocation(body, location).at(-1)?.at;

/** True unless the account's values would replace the faulty one before it is sent, or the tag would have no place. */
function isCombinable({ location, fault: { value } }: NamedFault): boolean {
  const { schema, branch } = location;
  const isBound = schema["x-binding"] !== undefined || schema["x-unique"] === true;
  return !isWhole(location) && branch === "" && !schema["x-tag"] && !(typeof value === "string" && isBound);
}

/** A body with the faults that were planted in it. */
class Planted {
  readonly faults: PlacedFault[] = [];
  readonly #named: NamedFault[] = [];
  #body: Json;

  constructor(body: Json, first: NamedFault, at: InstancePointer) {
    this.#body = body;
    this.#plant(first, at);
  }

  /** Plants a fault where none lies above, at or below its location. @returns false where it cannot */
  takes(named: NamedFault, at: InstancePointer): boolean {
    if (this.faults.some((other) => isAlong(other.at, at))) return false;
    this.#plant(named, at);
    return true;
  }

  #plant(named: NamedFault, at: InstancePointer): void {
    const value = faultyValue(named.fault, valueAt(this.#body, at) as Json);
    this.#body = withValueAt(this.#body, at, value);
    const kind = `${named.fault.keyword} ${named.fault.variant}`;
    this.faults.push({ name: named.name, kind, at, ...(value === undefined ? {} : { value }) });
    this.#named.push(named);
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
      priority: PRIORITY.severalFaults,
    };
  }
}

const isAlong = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
