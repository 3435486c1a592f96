import { type Feature, keyOf, rankOf } from "./features.ts";

/** The features of one request. */
export type Features = ReadonlyMap<string, Feature>;

/** Requests that fail for one cause, and the features that tell them from those that work; none where nothing does. */
export interface FailingCause<T> {
  readonly features: readonly Feature[];
  readonly members: readonly T[];
}

/** Causes that are told of one failure, at most: more of them are more likely one that nobody guessed. */
const MOST_CAUSES = 3;

/** Features of one request of which pairs are looked at. */
const MOST_PAIRED = 80;

/** A request that fails, and its features. */
interface Failing<T> {
  readonly item: T;
  readonly features: Features;
}

/**
 * The failing requests by cause: what most of them have and no working one, and so on with the rest. What is left over once
 * there are several causes has none that is told.
 * @param failing the smallest first, which tells most
 */
export function failingCauses<T>(
  failing: readonly Failing<T>[],
  working: readonly Features[],
): FailingCause<T>[] {
  const causes: FailingCause<T>[] = [];
  let rest = failing;
  while (rest.length > 0) {
    const isLast = causes.length === MOST_CAUSES - 1 && rest.length > 1;
    const features = working.length === 0 ? [] : telling(rest, working);
    const isOf = ({ features: own }: Failing<T>): boolean => features.every((one) => own.has(keyOf(one)));
    const members = rest.filter(isOf);
    if (features.length === 0 || (isLast && members.length < rest.length))
      return [...causes, { features: [], members: itemsOf(rest) }];
    causes.push({ features, members: itemsOf(members) });
    rest = rest.filter((one) => !isOf(one));
  }
  return causes;
}

const itemsOf = <T>(failing: readonly Failing<T>[]): T[] => failing.map(({ item }) => item);

/** The feature, or else the pair of features of the smallest request, that no working request has and most failing ones do. */
function telling<T>(failing: readonly Failing<T>[], working: readonly Features[]): readonly Feature[] {
  const known = new Set(working.flatMap((features) => [...features.keys()]));
  const single = new Map(failing.flatMap(({ features }) => [...features].filter(([key]) => !known.has(key))));
  const alone = [...single.values()].map((feature) => [feature]);
  const best = mostShared(alone, failing);
  const [smallest] = failing;
  if (smallest === undefined || best?.shared === failing.length) return best?.features ?? [];
  const paired = mostShared(pairs(smallest.features, working), failing);
  return (paired && paired.shared > (best?.shared ?? 0) ? paired : best)?.features ?? [];
}

function* pairs(features: Features, working: readonly Features[]): Iterable<Feature[]> {
  const placed = [...features]
    .filter(([, { place }]) => place !== undefined && place !== "body")
    .sort(([, a], [, b]) => rankOf(a) - rankOf(b))
    .slice(0, MOST_PAIRED);
  for (const [index, [one, feature]] of placed.entries())
    for (const [other, second] of placed.slice(index + 1))
      if (feature.place !== second.place && !working.some((works) => works.has(one) && works.has(other)))
        yield [feature, second];
}

/** Those that most failing requests have, the first among equals. */
function mostShared<T>(
  candidates: Iterable<readonly Feature[]>,
  failing: readonly Failing<T>[],
): { readonly features: readonly Feature[]; readonly shared: number } | undefined {
  let best: { readonly features: readonly Feature[]; readonly shared: number } | undefined;
  for (const features of candidates) {
    const keys = features.map(keyOf);
    const shared = failing.filter((one) => keys.every((key) => one.features.has(key))).length;
    if (shared > (best?.shared ?? 0)) best = { features, shared };
  }
  return best;
}
