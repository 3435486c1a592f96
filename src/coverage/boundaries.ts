import type { Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";

/** One side of a documented bound: at it, just inside, just outside. */
export interface Boundary {
  readonly location: Location;
  readonly label: string;
  accepts(value: Json | undefined): boolean;
}

/** Each bound with how to measure a value against it, and which way is inside. */
const BOUNDS = [
  ["minimum", sizeOfNumber, 1],
  ["maximum", sizeOfNumber, -1],
  ["exclusiveMinimum", sizeOfNumber, 1],
  ["exclusiveMaximum", sizeOfNumber, -1],
  ["minLength", sizeOfText, 1],
  ["maxLength", sizeOfText, -1],
  ["minItems", sizeOfList, 1],
  ["maxItems", sizeOfList, -1],
] as const;

/** How far from a bound still counts as just beside it: a step of the values that the place takes. */
const besideOf = ({ schema: { multipleOf = 1 } }: Location): number => Math.max(1, multipleOf);

/** Three boundaries for every bound of a place; outside a length of zero nothing lies. */
export function boundariesOf(location: Location): Boundary[] {
  const beside = besideOf(location);
  return BOUNDS.flatMap(([keyword, sizeOf, inward]) => {
    const bound = location.schema[keyword];
    if (bound === undefined) return [];
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
    return [
      boundary("at", (distance) => distance === 0),
      boundary("inside", (distance) => distance > 0 && distance <= beside),
      ...(isEmpty ? [] : [outside]),
    ];
  });
}

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
