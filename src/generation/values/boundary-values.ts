import type { Schema, SchemaObject } from "../../contract/contract.ts";
import type { Location } from "../../contract/locations.ts";
import { typesOf } from "../../contract/schema.ts";
import type { Json } from "../../core/json.ts";
import { exactBounds, isExact, listLength, textLength } from "../../core/limits.ts";
import type { SpecialValue } from "./special-value.ts";

/** A value at a documented bound or just inside of it, as a condition too, so that a body can be searched for it. */
export interface BoundaryValue extends SpecialValue {
  /** The condition under which the location holds it; undefined where it has none. */
  condition(location: Location): Schema | undefined;
}

/** At every documented bound and just inside of it. */
export const BOUNDARY_VALUES: readonly BoundaryValue[] = [
  number("minimum", ({ minimum }) => minimum),
  number("just-inside-minimum", (schema) => inside(schema, lowest(schema), 1)),
  number("maximum", ({ maximum }) => maximum),
  number("just-inside-maximum", (schema) => inside(schema, highest(schema), -1)),
  text("shortest", ({ minLength }) => minLength),
  text("just-longer-than-shortest", ({ minLength }) => next(minLength, 1)),
  text("longest", ({ maxLength }) => maxLength),
  text("just-shorter-than-longest", ({ maxLength }) => next(maxLength, -1)),
  list("fewest-items", ({ minItems }) => minItems),
  list("one-more-than-fewest-items", ({ minItems }) => next(minItems, 1)),
  list("most-items", ({ maxItems }) => maxItems),
  list("one-less-than-most-items", ({ maxItems }) => next(maxItems, -1)),
];

const isFree = ({ schema }: Location, ...types: string[]): boolean =>
  schema.enum === undefined &&
  schema.const === undefined &&
  typesOf(schema).some((type) => types.includes(type));

function number(name: string, corner: (schema: SchemaObject) => number | undefined): BoundaryValue {
  const of = (location: Location) => {
    const found = isFree(location, "number", "integer") ? corner(exact(location.schema)) : undefined;
    return found === undefined || !isExact(found) ? undefined : found;
  };
  return {
    name,
    value: (location, value) => (typeof value === "number" ? of(location) : undefined),
    condition: (location) => constant(of(location)),
  };
}

/** A text of any characters; one with a pattern or format cannot be made of a length alone. */
function text(name: string, length: (schema: SchemaObject) => number | undefined): BoundaryValue {
  const of = (location: Location) => {
    const { pattern, format } = location.schema;
    const size =
      isFree(location, "string") && pattern === undefined && format === undefined
        ? textLength(length(location.schema))
        : undefined;
    return size === undefined ? undefined : "x".repeat(size);
  };
  return {
    name,
    value: (location, value) => (typeof value === "string" ? of(location) : undefined),
    condition: (location) => constant(of(location)),
  };
}

function list(name: string, length: (schema: SchemaObject) => number | undefined): BoundaryValue {
  const of = (location: Location) =>
    isFree(location, "array") ? listLength(length(location.schema)) : undefined;
  return {
    name,
    value: (location, value) => {
      const size = of(location);
      if (size === undefined || !Array.isArray(value) || value.length === 0) return undefined;
      return Array.from({ length: size }, (_, index) => value[index % value.length] as Json);
    },
    condition: (location) => {
      const size = of(location);
      return size === undefined ? undefined : { type: "array", minItems: size, maxItems: size };
    },
  };
}

const constant = (value: Json | undefined): Schema | undefined =>
  value === undefined ? undefined : { const: value };

const next = (bound: number | undefined, step: number): number | undefined =>
  bound === undefined ? undefined : bound + step;

const lowest = ({ minimum, exclusiveMinimum }: SchemaObject) => exclusiveMinimum ?? minimum;
const highest = ({ maximum, exclusiveMaximum }: SchemaObject) => exclusiveMaximum ?? maximum;

/** One step inwards, or half the way to the other bound where that is nearer. */
function inside(schema: SchemaObject, bound: number | undefined, direction: 1 | -1): number | undefined {
  if (bound === undefined) return undefined;
  const step = bound + direction * (schema.multipleOf ?? 1);
  const other = direction === 1 ? highest(schema) : lowest(schema);
  return other !== undefined && (other - step) * direction < 0 ? (bound + other) / 2 : rounded(step);
}

/** The schema with bounds at which numbers can be sent as they are. */
const exact = (schema: SchemaObject): SchemaObject => ({ ...schema, ...exactBounds(schema) });

/** Without the noise of binary fractions. */
const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(12)));
