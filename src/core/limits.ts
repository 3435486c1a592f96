/** What a body that is made here may come to: docs may state any bound, and memory and time have theirs. */
/** Characters of a text at most: more than servers take by default for a whole body (100 kB). */
export const MOST_CHARACTERS = 100_000;

/** Items of a list at most. */
export const MOST_ITEMS = 1000;

/** Values of a body at most, those within others included. */
export const MOST_VALUES = 10_000;

/** Places of a body at most: each pair of two of them is looked at. */
export const MOST_PLACES = 2000;

/** Values of an enum that are combined with all else, one by one; the others count as one. */
export const MOST_LISTED = 30;

/** Values of a body to combine at most, those of all its places: each pair of two of them is remembered. */
export const MOST_LEVELS = 5000;

/** The finest step of a number: below it what Ajv takes for a multiple (`multipleOfPrecision`) is any number. */
export const FINEST_STEP = 1e-9;

/** Steps of a fraction from zero at most: beyond, the noise of binary fractions is more than Ajv takes for a multiple. */
export const MOST_FRACTIONS = 4_000_000;

/** How many steps from zero a number may be. */
export const mostSteps = (step: number): number =>
  Number.isInteger(step) ? Number.MAX_SAFE_INTEGER : MOST_FRACTIONS;

/** A number that is exactly what its digits in JSON say, whoever reads them: no whole number beyond 2^53. */
export const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

interface Bounds {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** The bounds of a number, moved to the nearest exact number inside where they are none (int64 bounds, for one). */
export function exactBounds({ minimum, maximum }: Bounds): { minimum?: number; maximum?: number } {
  return {
    ...(minimum === undefined ? {} : { minimum: Math.max(minimum, -Number.MAX_SAFE_INTEGER) }),
    ...(maximum === undefined ? {} : { maximum: Math.min(maximum, Number.MAX_SAFE_INTEGER) }),
  };
}

/** A length that a text can be made of; undefined where it is none, or too large. */
export const textLength = (length: number | undefined): number | undefined =>
  length === undefined || length < 0 || length > MOST_CHARACTERS ? undefined : length;

/** A length that a list can be made of; undefined where it is none, or too large. */
export const listLength = (length: number | undefined): number | undefined =>
  length === undefined || length < 0 || length > MOST_ITEMS ? undefined : length;
