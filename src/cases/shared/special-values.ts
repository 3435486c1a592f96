import { type Location, valuesAtLocation } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";
import { withValueAt } from "../../core/json.ts";
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

function replacedIn(instance: Json, choices: readonly Choice[]): Filled {
  let request = instance;
  const changed: Choice[] = [];
  const owned = new Set<object>();
  for (const choice of choices) {
    const { location, special } = choice;
    for (const { at, value } of valuesAtLocation(request, location)) {
      const other = special.value(location, value);
      if (other === undefined) continue;
      request = withValueAt(request, at, other, owned);
      changed.push(choice);
    }
  }
  return { request, changed };
}

/** Puts the value into each item that can hold it, one after the other: items of one list may have to differ. */
function* itemByItem(instance: Json, choice: Choice, isLawful: (request: Json) => boolean): Work<Filled> {
  const { location, special } = choice;
  let request = instance;
  const changed: Choice[] = [];
  for (const { at, value } of valuesAtLocation(instance, location)) {
    yield;
    const other = special.value(location, value);
    const candidate = other === undefined ? undefined : withValueAt(request, at, other);
    if (candidate === undefined || !isLawful(candidate)) continue;
    request = candidate;
    changed.push(choice);
  }
  return { request, changed };
}
