/** Limits of the bodies made here: docs may state any bound, but memory and time are finite. */
/** Characters of a text at most: more than servers take by default for a whole body (100 kB). */
export const MOST_CHARACTERS = 100_000;

/** Items of a list at most. */
export const MOST_ITEMS = 1000;

/** Values of a body at most, those within others included. */
export const MOST_VALUES = 10_000;

/** Values of a list at most that is as long as it may be, those within its items included. */
export const MOST_IN_LIST = 50_000;

/** Characters of a text that count as one more value where a body is measured. */
export const CHARACTERS_OF_A_VALUE = 100;

/** Locations of a body at most: each pair of them is looked at. */
export const MOST_LOCATIONS = 2000;

/** Values of an enum that are combined one by one with all else; the others count as one. */
export const MOST_LISTED = 30;

/** Values of a body to combine at most, counted over all its locations: each pair of them is remembered. */
export const MOST_LEVELS = 5000;

/** Values of a request that are combined by twos, about: a run has no time for all pairs of more. */
export const MOST_COMBINED = 400;

/** Values of a body at most that are combined three at a time: one bit for each triple is 125 MB. */
export const MOST_TRIPLED = 1000;

/** The finest step of a number: below it Ajv (`multipleOfPrecision`) takes any number for a multiple. */
export const FINEST_STEP = 1e-9;

/** Steps of a fraction from zero at most: beyond, rounding errors of binary fractions exceed what Ajv tolerates. */
export const MOST_FRACTIONS = 4_000_000;

/** The largest number of steps from zero that a number may be. */
export const mostSteps = (step: number): number =>
  Number.isInteger(step) ? Number.MAX_SAFE_INTEGER : MOST_FRACTIONS;

/** True for numbers that every reader takes for exactly what their JSON digits say: no whole number beyond 2^53. */
export const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

interface Bounds {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** The bounds of a number; those that are not exact (int64 bounds, for one) move to the nearest exact number inside. */
export function exactBounds({ minimum, maximum }: Bounds): { minimum?: number; maximum?: number } {
  return {
    ...(minimum === undefined ? {} : { minimum: Math.max(minimum, -Number.MAX_SAFE_INTEGER) }),
    ...(maximum === undefined ? {} : { maximum: Math.min(maximum, Number.MAX_SAFE_INTEGER) }),
  };
}

/** The length of a text, if such a text can be made; undefined where there is no bound, or it is too large. */
export const textLength = (length: number | undefined): number | undefined =>
  length === undefined || length < 0 || length > MOST_CHARACTERS ? undefined : length;

/** The length of a list, if such a list can be made; undefined where there is no bound, or it is too large. */
export const listLength = (length: number | undefined): number | undefined =>
  length === undefined || length < 0 || length > MOST_ITEMS ? undefined : length;
