import { type LocatedValue, valuesAtLocation } from "../../contract/located-values.ts";
import type { Location } from "../../contract/locations.ts";
import { equal, type Json, withValueAt } from "../../core/json.ts";
import { simplest } from "../../generation/base-instance.ts";
import type { Cause } from "./cause.ts";
import type { ChangedBody } from "./changed-body.ts";
import { RefusedSizes, sizeOf } from "./refused-sizes.ts";

/** Values that are kept of a location, and accepted ones that are tried in the place of one. */
const MOST_VALUES = 60;
const MOST_TRIED = 4;

/** A cause that lies in the values at one location: told from those that were accepted there. */
export class PlaceCause implements Cause {
  readonly #location: Location;
  readonly #refused: Json[] = [];
  readonly #accepted: Json[] = [];
  readonly #sizes = new RefusedSizes();

  /** @param accepted bodies so far */
  constructor(location: Location, accepted: readonly Json[]) {
    this.#location = location;
    for (const body of accepted) this.accepted(body);
  }

  shares(body: Json): boolean {
    return this.#at(body).some(({ value }) => this.#isLikeRefused(value));
  }

  without(body: Json, changed: ChangedBody): Json | undefined {
    const all = this.#at(body);
    const like = all.filter(({ value }) => this.#isLikeRefused(value));
    const odd = like.length > 0 ? like : all.filter(({ value }) => !this.#isAccepted(value));
    if (odd.length === 0) return undefined;
    const isRid = (other: Json): boolean =>
      this.#at(other).every(({ value }) => !odd.some((one) => equal(one.value, value)));
    for (const candidate of this.#candidates(body, odd, changed)) {
      if (!isRid(candidate)) continue;
      const near = changed.isSameClaim(candidate) ? candidate : changed.nearest(candidate, [], isRid);
      if (near !== undefined) return near;
    }
    return undefined;
  }

  refused(body: Json): void {
    const values = this.#at(body).map(({ value }) => value);
    this.#sizes.refused(values);
    const [first] = values;
    // Of several values, any one may be to blame.
    if (first !== undefined && values.every((value) => equal(value, first))) keep(this.#refused, first);
  }

  accepted(body: Json): void {
    for (const { value } of this.#at(body)) {
      keep(this.#accepted, value);
      this.#sizes.accepted(value);
    }
  }

  #at(body: Json): readonly LocatedValue[] {
    return valuesAtLocation(body, this.#location);
  }

  /** Other bodies: with lists cut short, with a value that was accepted, the nearest in size first, with none, then with the simplest one. */
  *#candidates(body: Json, odd: readonly LocatedValue[], changed: ChangedBody): Iterable<Json> {
    const cut = odd.map(({ at, value }) => ({ at, value: this.#sizes.within(value) }));
    if (cut.every(({ value }) => value !== undefined))
      yield cut.reduce((other, { at, value }) => withValueAt(other, at, value), body);
    const size = sizeOf(odd[0]?.value ?? null) ?? 0;
    const distance = (other: Json) => Math.abs((sizeOf(other) ?? 0) - size);
    const near = [...this.#accepted].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_TRIED);
    for (const other of near) yield replaced(body, odd, other);
    if (!this.#location.required) yield replaced(body, odd, undefined);
    const made = simplestAt(this.#location, changed);
    if (made !== undefined) yield replaced(body, odd, made);
  }

  #isAccepted(value: Json): boolean {
    return this.#accepted.some((known) => equal(known, value));
  }

  #isLikeRefused(value: Json): boolean {
    if (this.#isAccepted(value)) return false;
    return this.#refused.some((known) => equal(known, value)) || this.#sizes.isBeyond(value);
  }
}

/** The simplest value at a location that a generator makes. */
export function simplestAt(location: Location, { underTest, random }: ChangedBody): Json | undefined {
  let generator = underTest.bodyGenerator;
  for (const token of location.tokens) generator = generator?.at?.(token === "-" ? "0" : token);
  return generator && simplest(generator, random.nextInt(0, 0xffff));
}

/** The body with another value in each of the places; undefined leaves it out. */
export const replaced = (body: Json, places: readonly LocatedValue[], value: Json | undefined): Json =>
  // From the end on, so that items which go move none that is still to come.
  places.toReversed().reduce((changed, { at }) => withValueAt(changed, at, value), body);

function keep(values: Json[], value: Json): void {
  if (values.length < MOST_VALUES && !values.some((known) => equal(known, value))) values.push(value);
}
