import type { Location } from "../../contract/locations.ts";
import { MOST_COMBINED } from "../../core/limits.ts";

/** Levels of pointers, that of the member among them, whose locations are combined however many there are. */
const ALWAYS = 2;

/**
 * The locations whose values are combined: all of them where there are not too many. Else what lies deep is left to the
 * generators, one object or list after the other, the outer ones and those that come first kept longest: the pairs grow with
 * the square of what is combined, and a run has no hour for them.
 * @param countOf the number of values that a location is combined in
 */
export function combinedLocations(
  locations: readonly Location[],
  countOf: (location: Location) => number,
): ReadonlySet<Location> {
  const combined = new Set<Location>();
  let count = 0;
  let parents: (Location | undefined)[] = [undefined];
  const below = childrenOf(locations);
  while (parents.length > 0) {
    const next: Location[] = [];
    for (const parent of parents) {
      const children = below.get(parent) ?? [];
      const more = children.reduce((sum, child) => sum + countOf(child), 0);
      if (count + more > MOST_COMBINED && (parent?.tokens.length ?? 0) >= ALWAYS) continue;
      count += more;
      for (const child of children) combined.add(child);
      next.push(...children);
    }
    parents = next;
  }
  return combined;
}

function childrenOf(locations: readonly Location[]): ReadonlyMap<Location | undefined, readonly Location[]> {
  const children = new Map<Location | undefined, Location[]>();
  for (const location of locations) {
    const known = children.get(location.parent);
    if (known) known.push(location);
    else children.set(location.parent, [location]);
  }
  return children;
}
