import { type Location, valuesAtLocation } from "../contract/locations.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { withValueAt } from "../core/json.ts";
import { isExact } from "../core/limits.ts";
import { seedOf } from "../core/seed.ts";
import { BOUNDARY_VALUES } from "../generation/values/boundary-values.ts";
import { SPECIAL_VALUES } from "../generation/values/index.ts";
import type { SpecialValue } from "../generation/values/special-value.ts";
import { invalidDraft, placeName } from "./invalid.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** A case, and the special value that it sends. */
interface Cased {
  readonly corner: SpecialValue;
  readonly draft: Draft;
}

const isOfBound = ({ corner }: Cased): boolean => BOUNDARY_VALUES.some(({ name }) => name === corner.name);

/** At and beside every documented bound, and values known to break systems, many locations of a body at once. */
export const boundary: Kind = {
  id: "boundary",
  *drafts(context) {
    const seen = new Set<string>();
    const drafts = [...valid(context, seen), ...apart(context, seen)];
    const bounds = drafts.filter(isOfBound);
    for (const { draft } of bounds) yield { ...draft, priority: 1 / bounds.length };
    for (const each of drafts)
      if (!isOfBound(each)) yield { ...each.draft, priority: PRIORITY.naughtyString };
    yield* [...fractionsOutside(context)].sort((a, b) => b.priority - a.priority);
  },
};

/**
 * One body for each special value, held by every location that can; a location that the first maximal instance cannot
 * have is in the next one.
 */
function* valid(context: KindContext, seen: Set<string>): Iterable<Cased> {
  for (const [round, full] of context.underTest.maximalInstances.entries()) {
    for (const corner of SPECIAL_VALUES) {
      const { body, changed } = withCorner(context, full, corner);
      const fresh = changed.filter((location) => !seen.has(keyOf(corner, location)));
      if (fresh.length === 0) continue;
      for (const location of fresh) seen.add(keyOf(corner, location));
      const name = round === 0 ? corner.name : `${corner.name}/${round}`;
      yield { corner, draft: { name, expect: "accept", body, priority: 1 } };
    }
  }
}

/** A body of its own for each bound that the maximal instances have no room for, because a rule is in the way. */
function* apart({ underTest }: KindContext, seen: Set<string>): Iterable<Cased> {
  for (const corner of BOUNDARY_VALUES) {
    for (const location of underTest.locations) {
      const condition = isForeign(location) ? undefined : corner.condition(location);
      if (condition === undefined || seen.has(keyOf(corner, location))) continue;
      seen.add(keyOf(corner, location));
      const name = `${corner.name}/${placeName(location)}`;
      const body = underTest.baseInstance(
        [location.holding(condition)],
        seedOf(underTest.seed, `boundary/${name}`),
      );
      if (body !== undefined) yield { corner, draft: { name, expect: "accept", body, priority: 1 } };
    }
  }
}

const keyOf = ({ name }: SpecialValue, { pointer, branch }: Location): string =>
  `${name} ${pointer} ${branch}`;

interface Cornered {
  readonly body: Json;
  readonly changed: readonly Location[];
}

/** The body with the special value at every location that can hold it without breaking schema or rule. */
function withCorner({ underTest }: KindContext, full: Json, corner: SpecialValue): Cornered {
  const isLawful = (body: Json) => underTest.isLawful(body);
  // As a rule all locations can hold it, so all are tried at once, then halves of them.
  const inEach = (body: Json, places: readonly Location[]): Cornered => {
    const all = replacedIn(body, places, corner);
    if (all.changed.length === 0 || isLawful(all.body)) return all;
    if (places.length === 1) return oneByOne(body, places[0] as Location, corner, isLawful);
    const half = Math.ceil(places.length / 2);
    const left = inEach(body, places.slice(0, half));
    const right = inEach(left.body, places.slice(half));
    return { body: right.body, changed: [...left.changed, ...right.changed] };
  };
  return inEach(
    full,
    underTest.locations.filter((location) => location.pointer !== "" && !isForeign(location)),
  );
}

function replacedIn(full: Json, places: readonly Location[], corner: SpecialValue): Cornered {
  let body = full;
  const changed: Location[] = [];
  const owned = new Set<object>();
  for (const location of places) {
    for (const { at, value } of valuesAtLocation(body, location)) {
      const other = corner.value(location, value);
      if (other === undefined) continue;
      body = withValueAt(body, at, other, owned);
      changed.push(location);
    }
  }
  return { body, changed };
}

/** Puts the value into each item that can hold it, one after the other: items of one list may have to differ. */
function oneByOne(
  full: Json,
  location: Location,
  corner: SpecialValue,
  isLawful: (body: Json) => boolean,
): Cornered {
  let body = full;
  const changed: Location[] = [];
  for (const { at, value } of valuesAtLocation(full, location)) {
    const other = corner.value(location, value);
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
function* fractionsOutside(context: KindContext): Iterable<Draft> {
  const seen = new Set<string>();
  for (const location of context.underTest.locations) {
    const { minimum, maximum, multipleOf } = location.schema;
    if (!typesOf(location.schema).includes("number") || multipleOf !== undefined) continue;
    const bounds = [
      ["minimum", minimum, -0.5, "at least"],
      ["maximum", maximum, 0.5, "at most"],
    ] as const;
    for (const [keyword, bound, step, word] of bounds) {
      if (bound === undefined || !isExact(bound + step)) continue;
      const draft = invalidDraft(context, location, {
        keyword,
        variant: "by a fraction",
        value: bound + step,
        expected: `${word} ${bound}`,
      });
      // The same bound at another location is mostly checked by the same code.
      const kind = `${keyword} ${bound}`;
      if (draft)
        yield {
          ...draft,
          priority: seen.has(kind) ? PRIORITY.fractionOutsideAgain : PRIORITY.fractionOutside,
        };
      seen.add(kind);
    }
  }
}
