import type { SchemaObject } from "../contract/contract.ts";
import { type Location, valuesAtLocation } from "../contract/locations.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { withValueAt } from "../core/json.ts";
import { isExact } from "../core/limits.ts";
import { seedOf } from "../core/seed.ts";
import { collected, type WithPauses, type Work } from "../core/slices.ts";
import { BOUNDARY_VALUES } from "../generation/values/boundary-values.ts";
import { SPECIAL_VALUES } from "../generation/values/index.ts";
import type { SpecialValue } from "../generation/values/special-value.ts";
import { invalidDraft, locationName } from "./invalid.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** A case, and the special value that it sends. */
interface SpecialCase {
  readonly special: SpecialValue;
  readonly draft: Draft;
}

const isOfBound = ({ special }: SpecialCase): boolean =>
  BOUNDARY_VALUES.some(({ name }) => name === special.name);

/** At and beside every documented bound, and values known to break systems, many locations of a body at once. */
export const boundary: Kind = {
  id: "boundary",
  *drafts(context) {
    const seen = new Set<string>();
    const drafts = yield* collected(valid(context, seen));
    drafts.push(...(yield* collected(ofOneBound(context, seen))));
    const bounds = drafts.filter(isOfBound);
    for (const { draft } of bounds) yield { ...draft, priority: 1 / bounds.length };
    for (const each of drafts)
      if (!isOfBound(each)) yield { ...each.draft, priority: PRIORITY.naughtyString };
    const fractions = yield* collected(fractionsOutside(context));
    yield* fractions.sort((a, b) => b.priority - a.priority);
  },
};

/**
 * One body for each special value, held by every location that can; a location that the first maximal instance cannot
 * have is in the next one.
 */
function* valid(context: KindContext, seen: Set<string>): WithPauses<SpecialCase> {
  const instances = yield* context.underTest.maximalInstancesInSteps();
  for (const [round, instance] of instances.entries()) {
    for (const special of SPECIAL_VALUES) {
      const { body, changed } = yield* withSpecialValue(context, instance, special);
      const fresh = changed.filter((location) => !seen.has(keyOf(special, location)));
      if (fresh.length === 0) continue;
      for (const location of fresh) seen.add(keyOf(special, location));
      const name = round === 0 ? special.name : `${special.name}/${round}`;
      yield { special, draft: { name, expect: "accept", body, priority: 1 } };
    }
  }
}

/** A body of its own for each bound that the maximal instances have no room for, because a rule is in the way. */
function* ofOneBound({ underTest }: KindContext, seen: Set<string>): WithPauses<SpecialCase> {
  for (const special of BOUNDARY_VALUES) {
    for (const location of underTest.bodyLocations) {
      yield;
      const condition = isForeign(location) ? undefined : special.condition(location);
      if (condition === undefined || seen.has(keyOf(special, location))) continue;
      seen.add(keyOf(special, location));
      const name = `${special.name}/${locationName(location)}`;
      const body = underTest.baseInstance(
        [location.holding(condition)],
        seedOf(underTest.seed, `boundary/${name}`),
      );
      if (body !== undefined) yield { special, draft: { name, expect: "accept", body, priority: 1 } };
    }
  }
}

const keyOf = ({ name }: SpecialValue, { pointer, branch }: Location): string =>
  `${name} ${pointer} ${branch}`;

interface Filled {
  readonly body: Json;
  readonly changed: readonly Location[];
}

/** The body with the special value at every location that can hold it without breaking schema or rule. */
function withSpecialValue({ underTest }: KindContext, instance: Json, special: SpecialValue): Work<Filled> {
  const isLawful = (body: Json) => underTest.isLawful(body);
  // As a rule all locations can hold it, so all are tried at once, then halves of them.
  function* inEach(body: Json, locations: readonly Location[]): Work<Filled> {
    yield;
    const all = replacedIn(body, locations, special);
    if (all.changed.length === 0 || isLawful(all.body)) return all;
    if (locations.length === 1) return yield* itemByItem(body, locations[0] as Location, special, isLawful);
    const half = Math.ceil(locations.length / 2);
    const left = yield* inEach(body, locations.slice(0, half));
    const right = yield* inEach(left.body, locations.slice(half));
    return { body: right.body, changed: [...left.changed, ...right.changed] };
  }
  return inEach(
    instance,
    underTest.bodyLocations.filter((location) => location.pointer !== "" && !isForeign(location)),
  );
}

function replacedIn(instance: Json, locations: readonly Location[], special: SpecialValue): Filled {
  let body = instance;
  const changed: Location[] = [];
  const owned = new Set<object>();
  for (const location of locations) {
    for (const { at, value } of valuesAtLocation(body, location)) {
      const other = special.value(location, value);
      if (other === undefined) continue;
      body = withValueAt(body, at, other, owned);
      changed.push(location);
    }
  }
  return { body, changed };
}

/** Puts the value into each item that can hold it, one after the other: items of one list may have to differ. */
function* itemByItem(
  instance: Json,
  location: Location,
  special: SpecialValue,
  isLawful: (body: Json) => boolean,
): Work<Filled> {
  let body = instance;
  const changed: Location[] = [];
  for (const { at, value } of valuesAtLocation(instance, location)) {
    yield;
    const other = special.value(location, value);
    const candidate = other === undefined ? undefined : withValueAt(body, at, other);
    if (candidate === undefined || !isLawful(candidate)) continue;
    body = candidate;
    changed.push(location);
  }
  return { body, changed };
}

/** True if the value must exist in the account, so that it must not be changed. */
const isForeign = ({ schema }: Location): boolean => schema["x-binding"] !== undefined;

/** Half a step outside of each bound of a number that may be a fraction; whole steps are the kind `invalid`'s. */
function* fractionsOutside(context: KindContext): WithPauses<Draft> {
  const seen = new Set<string>();
  for (const location of context.underTest.bodyLocations) {
    if (!typesOf(location.schema).includes("number") || location.schema.multipleOf !== undefined) continue;
    for (const [keyword, bound, step, word] of boundsOf(location.schema)) {
      const draft = yield* invalidDraft(context, location, {
        keyword,
        variant: "by a fraction",
        value: bound + step,
        expected: `${word} ${bound}`,
      });
      // The same bound at another location is mostly checked by the same code.
      const kind = `${keyword} ${bound}`;
      const priority = seen.has(kind) ? PRIORITY.fractionOutsideAgain : PRIORITY.fractionOutside;
      yield draft && { ...draft, priority };
      seen.add(kind);
    }
  }
}

type FractionBound = readonly [keyword: "minimum" | "maximum", bound: number, step: number, word: string];

/** The bounds of a number outside of which half a step is an exact number. */
function boundsOf({ minimum, maximum }: SchemaObject): FractionBound[] {
  const bounds: FractionBound[] = [
    ...(minimum === undefined ? [] : [["minimum", minimum, -0.5, "at least"] as const]),
    ...(maximum === undefined ? [] : [["maximum", maximum, 0.5, "at most"] as const]),
  ];
  return bounds.filter(([, bound, step]) => isExact(bound + step));
}
