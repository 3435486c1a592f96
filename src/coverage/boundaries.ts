import type { Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { exactBounds, MOST_CHARACTERS, MOST_ITEMS } from "../core/limits.ts";

/** One side of a documented bound: at it, just inside, just outside. */
export interface Boundary {
  readonly location: Location;
  readonly label: string;
  accepts(value: Json | undefined): boolean;
}

/** Each bound with how to measure a value against it, which way is inside, and how large what is sent may be. */
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

/** How far from a bound still counts as just beside it: a step of the values that the place takes. */
const besideOf = ({ schema: { multipleOf = 1 } }: Location): number => Math.max(1, multipleOf);

/** Three boundaries for every bound of a place that can be reached; outside a length of zero nothing lies. */
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

/** The documented bounds of a place at which, or beside which, nothing can be sent, each in words. */
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

/** JSON Schema counts characters, not UTF-16 units. */
function sizeOfText(value: Json | undefined): number | undefined {
  return typeof value === "string" ? [...value].length : undefined;
}

function sizeOfList(value: Json | undefined): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}
