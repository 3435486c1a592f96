import type { SchemaObject } from "../contract/contract.ts";
import { isWhole, type Location, valuesAtLocation } from "../contract/locations.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { withValueAt } from "../core/json.ts";
import { isExact } from "../core/limits.ts";
import { seedOf } from "../core/seed.ts";
import { collected, type WithPauses, type Work } from "../core/slices.ts";
import { asJson, asRequest } from "../generation/requests.ts";
import { BOUNDARY_VALUES } from "../generation/values/boundary-values.ts";
import { SPECIAL_VALUES } from "../generation/values/index.ts";
import { NAUGHTY_DATES } from "../generation/values/naughty-values.ts";
import type { SpecialValue } from "../generation/values/special-value.ts";
import { invalidDraft } from "./invalid.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { caseName } from "./shared/case-name.ts";

/** A case, and the special value that it sends. */
interface SpecialCase {
  readonly special: SpecialValue;
  readonly draft: Draft;
}

const isOfBound = ({ special }: SpecialCase): boolean =>
  BOUNDARY_VALUES.some(({ name }) => name === special.name);

/** At and beside every documented bound, and values known to break systems, many locations of a request at once. */
export const boundary: Kind = {
  id: "boundary",
  sends: "at and beside every documented bound, and values that are known to break systems",
  *drafts(context) {
    const seen = new Set<string>();
    const drafts = yield* collected(valid(context, seen));
    drafts.push(...(yield* collected(ofOneBound(context, seen))));
    const bounds = drafts.filter(isOfBound);
    for (const { draft } of bounds) yield { ...draft, priority: 1 / bounds.length };
    const further = drafts
      .filter((each) => !isOfBound(each))
      .map(({ special, draft }) => ({ ...draft, priority: priorityOf(special) }));
    further.push(...(yield* collected(fractionsOutside(context))));
    yield* further.sort((a, b) => b.priority - a.priority);
  },
};

const priorityOf = (special: SpecialValue): number =>
  NAUGHTY_DATES.includes(special) ? PRIORITY.naughtyDate : PRIORITY.naughtyString;

/**
 * One request for each special value, held by every location that can; a location that the first maximal instance cannot
 * have is in the next one.
 */
function* valid(context: KindContext, seen: Set<string>): WithPauses<SpecialCase> {
  const instances = yield* context.underTest.requests.maximalInSteps();
  for (const [round, instance] of instances.entries()) {
    for (const special of SPECIAL_VALUES) {
      const { request, changed } = yield* withSpecialValue(context, asJson(instance), special);
      const fresh = changed.filter((location) => !seen.has(keyOf(special, location)));
      if (fresh.length === 0) continue;
      for (const location of fresh) seen.add(keyOf(special, location));
      const name = round === 0 ? special.name : `${special.name}/${round}`;
      yield { special, draft: { name, expect: "accept", ...asRequest(request), priority: 1 } };
    }
  }
}

/** A request of its own for each bound that the maximal instances have no room for, because a rule is in the way. */
function* ofOneBound(
  { underTest: { requests, seed: ofRun } }: KindContext,
  seen: Set<string>,
): WithPauses<SpecialCase> {
  for (const special of BOUNDARY_VALUES) {
    for (const location of requests.locations) {
      yield;
      const condition = isForeign(location) ? undefined : special.condition(location);
      if (condition === undefined || seen.has(keyOf(special, location))) continue;
      seen.add(keyOf(special, location));
      const name = `${special.name}/${caseName(location)}`;
      const request = requests.base([location.holding(condition)], seedOf(ofRun, `boundary/${name}`));
      if (request !== undefined)
        yield { special, draft: { name, expect: "accept", ...request, priority: 1 } };
    }
  }
}

const keyOf = ({ name }: SpecialValue, { pointer, branch }: Location): string =>
  `${name} ${pointer} ${branch}`;

interface Filled {
  readonly request: Json;
  readonly changed: readonly Location[];
}

/** The request with the special value at every location that can hold it without breaking schema or rule. */
function withSpecialValue(
  { underTest: { requests } }: KindContext,
  instance: Json,
  special: SpecialValue,
): Work<Filled> {
  const isLawful = (request: Json) => requests.isLawful(asRequest(request));
  // As a rule all locations can hold it, so all are tried at once, then halves of them.
  function* inEach(request: Json, locations: readonly Location[]): Work<Filled> {
    yield;
    const all = replacedIn(request, locations, special);
    if (all.changed.length === 0 || isLawful(all.request)) return all;
    if (locations.length === 1)
      return yield* itemByItem(request, locations[0] as Location, special, isLawful);
    const half = Math.ceil(locations.length / 2);
    const left = yield* inEach(request, locations.slice(0, half));
    const right = yield* inEach(left.request, locations.slice(half));
    return { request: right.request, changed: [...left.changed, ...right.changed] };
  }
  return inEach(
    instance,
    requests.locations.filter((location) => !isWhole(location) && !isForeign(location)),
  );
}

function replacedIn(instance: Json, locations: readonly Location[], special: SpecialValue): Filled {
  let request = instance;
  const changed: Location[] = [];
  const owned = new Set<object>();
  for (const location of locations) {
    for (const { at, value } of valuesAtLocation(request, location)) {
      const other = special.value(location, value);
      if (other === undefined) continue;
      request = withValueAt(request, at, other, owned);
      changed.push(location);
    }
  }
  return { request, changed };
}

/** Puts the value into each item that can hold it, one after the other: items of one list may have to differ. */
function* itemByItem(
  instance: Json,
  location: Location,
  special: SpecialValue,
  isLawful: (request: Json) => boolean,
): Work<Filled> {
  let request = instance;
  const changed: Location[] = [];
  for (const { at, value } of valuesAtLocation(instance, location)) {
    yield;
    const other = special.value(location, value);
    const candidate = other === undefined ? undefined : withValueAt(request, at, other);
    if (candidate === undefined || !isLawful(candidate)) continue;
    request = candidate;
    changed.push(location);
  }
  return { request, changed };
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
