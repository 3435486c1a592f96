import formats from "ajv-formats/dist/formats.js";
import type { SchemaObject } from "../contract/contract.ts";
import { isParameter, isWhole, type Location } from "../contract/locations.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { equal } from "../core/json.ts";
import { isExact, listLength, textLength } from "../core/limits.ts";
import { fault, type InstanceFault } from "./instance-fault.ts";
import { mismatches } from "./mismatches.ts";

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
    ...(multipleOf === undefined && types.includes("number") ? fractionsOutside(schema) : []),
    ...(multipleOf === undefined
      ? []
      : [fault("multipleOf", "between", (minimum ?? 0) + multipleOf * 1.5, `a multiple of ${multipleOf}`)]),
  ];
  // A number that is not exact may be on either side of the bound for who reads it.
  return all.filter(({ value }) => isExact(Number(value)));
}

/** Half a step outside of each bound of a number that may be a fraction. */
const fractionsOutside = ({ minimum, maximum }: SchemaObject): InstanceFault[] => [
  ...(minimum === undefined
    ? []
    : [fault("minimum", "below by a fraction", minimum - 0.5, `at least ${minimum}`)]),
  ...(maximum === undefined
    ? []
    : [fault("maximum", "above by a fraction", maximum + 0.5, `at most ${maximum}`)]),
];

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
): InstanceFault => ({
  ...fault(keyword, variant, [], expected),
  of: (now) => (Array.isArray(now) && now.length > 0 ? of(now) : undefined),
});

const repeated = (items: readonly Json[], length: number): Json[] =>
  Array.from({ length }, (_, index) => items[index % items.length] ?? null);
