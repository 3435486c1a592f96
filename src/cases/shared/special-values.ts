import { valuesAtLocation } from "../../contract/located-values.ts";
import type { Location } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";
import { withValueAt } from "../../core/json.ts";
import { CHARACTERS_OF_A_VALUE, MOST_VALUES } from "../../core/limits.ts";
import type { Work } from "../../core/slices.ts";
import { asRequest } from "../../generation/requests.ts";
import type { SpecialValue } from "../../generation/values/special-value.ts";
import type { KindContext } from "../kind.ts";

/** A special value for a location. */
export interface Choice {
  readonly location: Location;
  readonly special: SpecialValue;
}

interface Filled {
  readonly request: Json;
  readonly changed: readonly Choice[];
}

/** The request with a special value at every location that can hold the one chosen for it without breaking schema or rule. */
export function withSpecialValues(
  { underTest: { requests } }: KindContext,
  instance: Json,
  chosen: readonly Choice[],
): Work<Filled> {
  const isLawful = (request: Json) => requests.isLawful(asRequest(request));
  // As a rule all locations can hold theirs, so all are tried at once, then halves of them.
  function* inEach(request: Json, choices: readonly Choice[]): Work<Filled> {
    yield;
    const all = replacedIn(request, choices);
    if (all.changed.length === 0 || isLawful(all.request)) return all;
    const [only] = choices;
    if (choices.length === 1 && only) return yield* itemByItem(request, only, isLawful);
    const half = Math.ceil(choices.length / 2);
    const left = yield* inEach(request, choices.slice(0, half));
    const right = yield* inEach(left.request, choices.slice(half));
    return { request: right.request, changed: [...left.changed, ...right.changed] };
  }
  return inEach(instance, chosen);
}

/** The request with each value in place; one that would make it larger than bodies are made is left out. */
function replacedIn(instance: Json, choices: readonly Choice[]): Filled {
  let request = instance;
  let left = MOST_VALUES - weightOf(instance, MOST_VALUES);
  const changed: Choice[] = [];
  const owned = new Set<object>();
  for (const choice of choices) {
    const { location, special } = choice;
    for (const [nth, { at, value }] of valuesAtLocation(request, location).entries()) {
      const other = special.value(location, value, nth);
      if (other === undefined) continue;
      const added = weightOf(other, left + weightOf(value, left)) - weightOf(value, left);
      if (added > left) continue;
      left -= Math.max(0, added);
      request = withValueAt(request, at, other, owned);
      changed.push(choice);
    }
  }
  return { request, changed };
}

/** Number of values in a value, itself included, long texts counted by their length; counted no further than `most`. */
function weightOf(value: Json, most: number): number {
  if (typeof value === "string") return 1 + Math.floor(value.length / CHARACTERS_OF_A_VALUE);
  if (typeof value !== "object" || value === null) return 1;
  let weight = 1;
  for (const member of Object.values(value)) {
    weight += weightOf(member, most - weight);
    if (weight > most) break;
  }
  return weight;
}

/** Puts the value into each item that can hold it, one after the other: items of one list may have to differ. */
function* itemByItem(instance: Json, choice: Choice, isLawful: (request: Json) => boolean): Work<Filled> {
  const { location, special } = choice;
  let request = instance;
  const changed: Choice[] = [];
  for (const [nth, { at, value }] of valuesAtLocation(instance, location).entries()) {
    yield;
    const other = special.value(location, value, nth);
    const candidate = other === undefined ? undefined : withValueAt(request, at, other);
    if (candidate === undefined || !isLawful(candidate)) continue;
    request = candidate;
    changed.push(choice);
  }
  return { request, changed };
}
