import type { Location } from "../../contract/locations.ts";
import type { Schemas } from "../../contract/schema.ts";
import { tokensOf } from "../../core/json.ts";
import { combinedLocations } from "./combined-locations.ts";
import { type Level, levelsOf, MANY, NONE } from "./levels.ts";

/** A location of the body with the levels that it can take in a row; levels are numbered over all factors. */
export interface Factor {
  readonly index: number;
  readonly location: Location;
  readonly levels: readonly Level[];
  /** Number of the first level. */
  readonly offset: number;
  /** Factors that must hold this location for it to be there. */
  readonly ancestors: readonly number[];
  /** Number of lists above or at the location. */
  readonly depth: number;
}

/** The decisions of a row on every factor: the index of its level, or that it is absent (−1) or not decided (−2). */
export type Row = Int16Array;
export const OUT = -1;
export const OPEN = -2;

/** The locations of one contract as factors, with what rows are built from. */
export interface Model {
  readonly factors: readonly Factor[];
  readonly levelCount: number;
  readonly byLocation: ReadonlyMap<Location, Factor>;
  readonly childrenOf: ReadonlyMap<Location | undefined, readonly Location[]>;
}

/**
 * Locations within an alternative are left to the generator that makes the alternative, so they are no factors; nor are those
 * that are too many to be combined.
 */
export function modelOf(locations: readonly Location[], schemas: Schemas): Model {
  const levelsAt = new Map<Location, readonly Level[]>();
  for (const location of locations)
    if (location.branch === "") levelsAt.set(location, levelsOf(location, schemas));
  const combined = combinedLocations([...levelsAt.keys()], (location) => levelsAt.get(location)?.length ?? 0);
  const factors: Factor[] = [];
  const byLocation = new Map<Location, Factor>();
  const childrenOf = new Map<Location | undefined, Location[]>();
  let offset = 0;
  for (const [location, levels] of levelsAt) {
    if (!combined.has(location)) continue;
    childrenOf.set(location.parent, [...(childrenOf.get(location.parent) ?? []), location]);
    if (levels.length === 0) continue;
    const ancestors: number[] = [];
    for (let above = location.parent; above; above = above.parent) {
      const factor = byLocation.get(above);
      if (factor) ancestors.unshift(factor.index);
    }
    const factor: Factor = {
      index: factors.length,
      location,
      levels,
      offset,
      ancestors,
      depth: depthOf(location),
    };
    factors.push(factor);
    byLocation.set(location, factor);
    offset += levels.length;
  }
  return { factors, levelCount: offset, byLocation, childrenOf };
}

/** True if every ancestor holds the factor's location; undefined while one is not decided. */
export function isThere(model: Model, row: Row, factor: Factor): boolean | undefined {
  for (const ancestor of factor.ancestors) {
    const level = row[ancestor] ?? OPEN;
    if (level === OPEN) return undefined;
    if (level === OUT || !model.factors[ancestor]?.levels[level]?.holds) return false;
  }
  return true;
}

/** A factor in the first items of all lists (variant 0), or in the further items of one (1, 2). */
export interface Slot {
  readonly index: number;
  readonly factor: Factor;
  readonly variant: number;
}

/** Number of items of a list with many; each is a chance to hold other levels. */
export const VARIANTS = 3;

/**
 * Number of a list's items that rows decide: as many as it may have, and one where they must differ, since the list's
 * generator makes items that differ.
 */
export const capacityOf = ({ schema: { uniqueItems, maxItems = VARIANTS } }: Location): number =>
  uniqueItems ? 1 : Math.min(VARIANTS, maxItems);

/** True if a list of many has a further item of this number that rows decide. */
export const hasRoomFor = (list: Factor | undefined, variant: number): boolean =>
  list !== undefined && capacityOf(list.location) > variant;

/** Row 0 is of the first items, the others of the further ones; where no list stands above, they agree. */
export type Rows = readonly Row[];

export function emptyRows({ factors: { length } }: Model): Row[] {
  const levels = new Int16Array(VARIANTS * length).fill(OPEN);
  return Array.from({ length: VARIANTS }, (_, variant) =>
    levels.subarray(variant * length, (variant + 1) * length),
  );
}

/** Sets a level; outside of lists in every row. */
export function setLevel(
  rows: Rows,
  { factor, variant }: Pick<Slot, "factor" | "variant">,
  level: number,
): void {
  if (factor.depth > 0) (rows[variant] as Row)[factor.index] = level;
  else for (const row of rows) row[factor.index] = level;
}

/**
 * True if the slot exists: all above it exists, and for a further item some list above has many. Undefined while open.
 */
export function isSlotThere(model: Model, rows: Rows, { factor, variant }: Slot): boolean | undefined {
  const [first] = rows;
  const own = rows[variant];
  if (first === undefined || own === undefined) return false;
  if (variant === 0) return isThere(model, first, factor);
  const { ancestors } = factor;
  for (let at = 0; at < ancestors.length; at++) {
    const list = ancestors[at] as number;
    if (!isMany(levelIn(model, first, list)) || !hasRoomFor(model.factors[list], variant)) continue;
    if (ancestors.every((index, place) => levelIn(model, place <= at ? first : own, index)?.holds ?? false))
      return true;
  }
  return false;
}

const levelIn = ({ factors }: Model, row: Row, index: number): Level | undefined =>
  factors[index]?.levels[row[index] ?? OPEN];

const depthOf = ({ pointer }: Location): number =>
  pointer.includes("/-") ? tokensOf(pointer).filter((token) => token === "-").length : 0;

export const isMany = (level: Level | undefined): boolean => level?.label === MANY;
export const isNone = (level: Level | undefined): boolean => level?.label === NONE;
