import type { Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { exactBounds, MOST_CHARACTERS, MOST_ITEMS } from "../core/limits.ts";

/** One side of a documented bound: at it, just inside, just outside. */
export interface Boundary {
  readonly location: Location;
  readonly label: string;
  /** The side in words, as names of tests have it: `minimum 0`, `just inside maximum 59`. */
  readonly side: string;
  accepts(value: Json | undefined): boolean;
}

/**
 * Each bound with the function that measures a value against it, the direction of its inside, and the largest size that
 * is sent.
 */
const BOUNDS = [
  ["minimum", sizeOfNumber, 1, Number.MAX_SAFE_INTEGER],
  ["maximum", sizeOfNumber, -1, Number.MAX_SAFE_INTEGER],
  ["exclusiveMinimum", sizeOfNumber, 1, Number.MAX_SAFE_INTEGER],
  ["exclusiveMaximum", sizeOfNumber, -1, Number.MAX_SAFE_INTEGER],
  ["minLength", sizeOfText, 1, MOST_CHARACTERS],
  ["maxLength", sizeOfText, -1, MOST_CHARACTERS],
  ["minItems", sizeOfList, 1, MOST_ITEMS],
  ["maxItems", sizeOfList, -1, MOST_ITEMS],
] as const;

/** Distance from a bound that still counts as just beside it: one step of the location's values. */
const besideOf = ({ schema: { multipleOf = 1 } }: Location): number => Math.max(1, multipleOf);

/** Three boundaries for every bound of a location that can be reached; nothing lies outside a length of zero. */
export function boundariesOf(location: Location): Boundary[] {
  const beside = besideOf(location);
  const exact = exactBounds(location.schema);
  return BOUNDS.flatMap(([keyword, sizeOf, inward, most]) => {
    const documented = location.schema[keyword];
    const bound = keyword === "minimum" || keyword === "maximum" ? exact[keyword] : documented;
    if (documented === undefined || bound === undefined || Math.abs(bound) > most) return [];
    const boundary = (label: string, holds: (distance: number) => boolean): Boundary => ({
      location,
      label: `${keyword} ${bound} ${label}`,
      side: `${label === "at" ? "" : `just ${label} `}${keyword} ${bound}`,
      accepts: (value) => {
        const size = sizeOf(value);
        return size !== undefined && holds((size - bound) * inward);
      },
    });
    const outside = boundary("outside", (distance) => distance < 0 && distance >= -beside);
    const isEmpty = bound === 0 && sizeOf !== sizeOfNumber;
    const hasOutside = !isEmpty && bound === documented && Math.abs(bound - beside * inward) <= most;
    return [
      boundary("at", (distance) => distance === 0),
      boundary("inside", (distance) => distance > 0 && distance <= beside),
      ...(hasOutside ? [outside] : []),
    ];
  });
}

/** The documented bounds of a location at which, or beside which, nothing can be sent, each in words. */
export const unreachable = ({ schema }: Location): string[] =>
  BOUNDS.flatMap(([keyword, , inward, most]) => {
    const bound = schema[keyword];
    return bound === undefined || Math.abs(bound - inward) <= most
      ? []
      : [`${keyword} ${bound} is out of reach: no more than ${most} can be sent`];
  });

function sizeOfNumber(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Length in characters, as JSON Schema counts, not in UTF-16 units. */
function sizeOfText(value: Json | undefined): number | undefined {
  return typeof value === "string" ? [...value].length : undefined;
}

function sizeOfList(value: Json | undefined): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}
