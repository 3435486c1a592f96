import formats from "ajv-formats/dist/formats.js";
import type { SchemaObject } from "../contract/contract.ts";
import { isParameter, isWhole, type Location } from "../contract/locations.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { equal, typeOf } from "../core/json.ts";
import { isExact, listLength, textLength } from "../core/limits.ts";
import { mismatches } from "./mismatches.ts";

/** One way in which the value of a location breaks the schema; `value` undefined leaves the location out. */
export interface InstanceFault {
  /** The JSON Schema keyword that the value breaks. */
  readonly keyword: string;
  /** Tells faults of one keyword apart. */
  readonly variant: string;
  readonly value: Json | undefined;
  /** Makes the value of the items that stand there, of which there must be one; goes before `value`. */
  readonly of?: (items: readonly Json[]) => Json[];
  /** A conforming value in words, for people. */
  readonly expected: string;
}

/** One value of each JSON type, none of them a likely default. */
const OF_TYPE: { readonly [type: string]: Json } = {
  string: "not of this type",
  number: 12345,
  boolean: true,
  array: [],
  object: {},
  null: null,
};

/**
 * A value of each JSON type that the location does not take, null last; before them those that careless code converts to
 * what it does take, the likeliest first: `"30"` for 30.
 */
export function typeFaults(location: Location): InstanceFault[] {
  const { types } = location;
  if (isWhole(location) || types.length === 0) return [];
  if (isParameter(location)) return textFault(types);
  const isNumber = types.includes("number") || types.includes("integer");
  const takes = (type: string) =>
    types.includes(type) || ((type === "number" || type === "integer") && isNumber);
  const expected = types.join(" or ");
  const others = [...convertible(location, takes), ...Object.entries(OF_TYPE)].flatMap(([variant, value]) =>
    takes(typeOf(value)) ? [] : [fault("type", variant, value, expected)],
  );
  const isWholeNumber = types.includes("integer") && !types.includes("number");
  return [...(isWholeNumber ? fractionFault(location, expected) : []), ...others];
}

/** A fraction between two whole numbers that the schema allows, as far as its bounds tell. */
function fractionFault({ schema }: Location, expected: string): InstanceFault[] {
  const number = numberOf(schema);
  return schema.enum === undefined && schema.const === undefined
    ? [fault("type", "fraction", number + (number === schema.maximum ? -0.5 : 0.5), expected)]
    : [];
}

/** Values of other types that are easily taken for a number or a boolean. */
function convertible({ schema }: Location, takes: (type: string) => boolean): [string, Json][] {
  if (takes("number")) {
    const number = numberOf(schema);
    return [
      ["number as text", String(number)],
      ["list of one", [number]],
      ["empty text", ""],
      ["number and unit as text", `${number}px`],
    ];
  }
  if (!takes("boolean")) return [];
  return [
    ["boolean as text", "false"],
    ["zero", 0],
    ["empty text", ""],
  ];
}

/** A number that the schema allows, as far as its bounds tell. */
function numberOf({ enum: listed, const: only, minimum, maximum }: SchemaObject): number {
  const known = [only, ...(listed ?? []), minimum, maximum].find(
    (value) => typeof value === "number" && isExact(value),
  );
  return typeof known === "number" ? known : 1;
}

const READ_FROM_TEXT = ["integer", "number", "boolean"];

/** All that a parameter holds is sent as text, so that only a text that reads as no value of its types is wrong. */
const textFault = (types: readonly string[]): InstanceFault[] =>
  types.every((type) => READ_FROM_TEXT.includes(type))
    ? [fault("type", "string", OF_TYPE.string, types.join(" or "))]
    : [];

/** Every documented constraint of a location broken once: left out, outside its enum, beyond each bound. */
export function faultsOf(location: Location): InstanceFault[] {
  const { schema } = location;
  return [
    ...(location.required && location.in !== "path" && !isWhole(location) && !location.pointer.endsWith("/-")
      ? [fault("required", "left out", undefined, "a value")]
      : []),
    ...enumFaults(location),
    ...numberFaults(schema),
    ...textFaults(schema),
    ...arrayFaults(schema),
  ];
}

const fault = (
  keyword: string,
  variant: string,
  value: Json | undefined,
  expected: string,
): InstanceFault => ({
  keyword,
  variant,
  value,
  expected,
});

function enumFaults(location: Location): InstanceFault[] {
  const { schema } = location;
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  if (allowed === undefined) return [];
  const expected = `one of ${allowed.map((value) => JSON.stringify(value)).join(", ")}`;
  const outside: [string, Json][] = [];
  const texts = allowed.filter((value) => typeof value === "string");
  const numbers = allowed.filter((value) => typeof value === "number");
  const [text] = texts;
  if (text !== undefined && isParameter(location)) outside.push(["same form", inSameForm(text, allowed)]);
  else if (text !== undefined) {
    outside.push(["unlisted", `${text}_unlisted`]);
    const other = text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
    outside.push(["other case", other]);
  }
  if (numbers.length > 0) outside.push(["unlisted", Math.max(...numbers) + 1]);
  return outside
    .filter(([, value]) => !allowed.some((listed) => equal(listed, value)))
    .map(([variant, value]) => fault("enum", variant, value, expected));
}

/** Another text of the same form, which gets past what looks at the form alone: an edition that never was, say. */
function inSameForm(text: string, allowed: readonly Json[]): string {
  const other = text.replaceAll(/\d/g, "0");
  return allowed.includes(other) ? `${text}_unlisted` : other;
}

function numberFaults(schema: SchemaObject): InstanceFault[] {
  const types = typesOf(schema);
  if (!types.includes("number") && !types.includes("integer")) return [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = multipleOf ?? 1;
  const all = [
    ...(minimum === undefined ? [] : [fault("minimum", "below", minimum - step, `at least ${minimum}`)]),
    ...(maximum === undefined ? [] : [fault("maximum", "above", maximum + step, `at most ${maximum}`)]),
    ...(exclusiveMinimum === undefined
      ? []
      : [
          fault("exclusiveMinimum", "at", exclusiveMinimum, `more than ${exclusiveMinimum}`),
          fault("exclusiveMinimum", "below", exclusiveMinimum - step, `more than ${exclusiveMinimum}`),
        ]),
    ...(exclusiveMaximum === undefined
      ? []
      : [
          fault("exclusiveMaximum", "at", exclusiveMaximum, `less than ${exclusiveMaximum}`),
          fault("exclusiveMaximum", "above", exclusiveMaximum + step, `less than ${exclusiveMaximum}`),
        ]),
    ...(multipleOf === undefined
      ? []
      : [fault("multipleOf", "between", (minimum ?? 0) + multipleOf * 1.5, `a multiple of ${multipleOf}`)]),
  ];
  // A number that is not exact may be on either side of the bound for who reads it.
  return all.filter(({ value }) => isExact(Number(value)));
}

function textFaults(schema: SchemaObject): InstanceFault[] {
  if (!typesOf(schema).includes("string") || schema.enum !== undefined) return [];
  const { minLength, maxLength, pattern, format } = schema;
  const isUnbound = pattern === undefined && format === undefined;
  return [
    ...(minLength && isUnbound && textLength(minLength) !== undefined
      ? [fault("minLength", "too short", "x".repeat(minLength - 1), `at least ${minLength} characters`)]
      : []),
    ...(maxLength !== undefined && isUnbound && textLength(maxLength + 1) !== undefined
      ? [fault("maxLength", "too long", "x".repeat(maxLength + 1), `at most ${maxLength} characters`)]
      : []),
    ...(pattern === undefined ? [] : patternFaults(pattern)),
    ...(format !== undefined && pattern === undefined ? badFormats(format) : []),
  ];
}

function patternFaults(pattern: string): InstanceFault[] {
  const [found] = mismatches(pattern);
  return found === undefined ? [] : [fault("pattern", "mismatch", found, `text that matches ${pattern}`)];
}

function badFormats(format: string): InstanceFault[] {
  const check = (formats.fullFormats as { [name: string]: unknown })[format];
  const test =
    check instanceof RegExp
      ? (text: string) => check.test(text)
      : typeof check === "function"
        ? (check as (text: string) => boolean)
        : undefined;
  const found = test && ["not this format", "\u{1F4C5} \\", "0"].find((text) => !test(text));
  return found === undefined ? [] : [fault("format", "mismatch", found, `a text of format ${format}`)];
}

function arrayFaults({ minItems, maxItems, uniqueItems, ...schema }: SchemaObject): InstanceFault[] {
  if (!typesOf(schema).includes("array")) return [];
  return [
    ...(minItems
      ? [
          ofItems("minItems", "too few", `at least ${minItems} items`, (items) =>
            items.slice(0, minItems - 1),
          ),
        ]
      : []),
    ...(maxItems === undefined || listLength(maxItems + 1) === undefined
      ? []
      : [
          ofItems("maxItems", "too many", `at most ${maxItems} items`, (items) =>
            repeated(items, maxItems + 1),
          ),
        ]),
    ...(uniqueItems
      ? [ofItems("uniqueItems", "twice", "items that differ", (items) => [...items, ...items.slice(0, 1)])]
      : []),
  ];
}

const ofItems = (
  keyword: string,
  variant: string,
  expected: string,
  of: (items: readonly Json[]) => Json[],
): InstanceFault => ({ ...fault(keyword, variant, [], expected), of });

const repeated = (items: readonly Json[], length: number): Json[] =>
  Array.from({ length }, (_, index) => items[index % items.length] ?? null);

/** The faulty value for a location; undefined leaves the location out. */
export const faultyValue = ({ of, value }: InstanceFault, now: Json): Json | undefined =>
  of && Array.isArray(now) && now.length > 0 ? of(now) : value;
