import type { SchemaObject } from "../contract/contract.ts";
import { isParameter, isWhole, type Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { jsonText, typeOf } from "../core/json.ts";
import { isExact } from "../core/limits.ts";
import { fault, type InstanceFault } from "./instance-fault.ts";

/** A value of a JSON type, none of them a likely default. */
const TEXT = "not of this type";
const LIKELY: readonly (readonly [type: string, value: Json])[] = [
  ["number", 12345],
  ["boolean", true],
  ["null", null],
];
const UNLIKELY: readonly (readonly [type: string, value: Json])[] = [
  ["array", []],
  ["object", {}],
  ["string", TEXT],
];

/**
 * A value of each JSON type that the location does not take, those first that careless code converts to what it does take, the
 * likeliest before the others: `"30"` for 30.
 */
export function typeFaults(location: Location): InstanceFault[] {
  const { types } = location;
  if (isWhole(location) || types.length === 0) return [];
  if (isParameter(location)) return textFault(types);
  const isNumber = types.includes("number") || types.includes("integer");
  const takes = (type: string) =>
    types.includes(type) || ((type === "number" || type === "integer") && isNumber);
  const expected = types.join(" or ");
  const wrong = (values: readonly (readonly [string, Json])[]) =>
    values.flatMap(([variant, value]) =>
      takes(typeOf(value)) ? [] : [fault("type", variant, value, expected)],
    );
  const isWholeNumber = types.includes("integer") && !types.includes("number");
  return [
    ...(isWholeNumber ? fractionFault(location, expected) : []),
    ...wrong([...convertible(location, takes), ...LIKELY]),
    ...emptyText(location, expected),
    ...wrapped(takes, expected),
    ...wrong(UNLIKELY),
    ...asText(takes, expected),
    ...blanksAround(location, expected),
  ];
}

/** An empty text in place of a listed one, which careless code takes for none. */
const emptyText = ({ schema, types }: Location, expected: string): InstanceFault[] =>
  schema.enum !== undefined && types.includes("string") && !schema.enum.includes("")
    ? [fault("enum", "empty text", "", expected)]
    : [];

/** A listed text with blanks around it, which careless code trims. */
function blanksAround({ schema, types }: Location, expected: string): InstanceFault[] {
  const text = schema.enum?.find((value) => typeof value === "string" && value.trim() !== "");
  const value = ` ${text} `;
  return text === undefined || !types.includes("string") || schema.enum?.includes(value)
    ? []
    : [fault("enum", "with blanks", value, expected)];
}

/** A list or an object as the JSON text of it, which code that reads forms and queries parses. */
const asText = (takes: (type: string) => boolean, expected: string): InstanceFault[] =>
  (takes("array") || takes("object")) && !takes("string")
    ? [
        {
          ...fault("type", "JSON as text", takes("array") ? "[]" : "{}", expected),
          of: (now) => jsonText(now),
        },
      ]
    : [];

/** The one item of a list without its list, and an object or a text in a list of one: careless code takes either for the other. */
function wrapped(takes: (type: string) => boolean, expected: string): InstanceFault[] {
  const alone = (now: Json) => {
    const item = Array.isArray(now) ? now[0] : undefined;
    return item === undefined || takes(typeOf(item)) ? undefined : item;
  };
  const inList = (now: Json) => (takes(typeOf(now)) ? [now] : undefined);
  if (takes("array")) return [{ ...fault("type", "item alone", {}, expected), of: alone }];
  const value = takes("object") ? [{}] : [TEXT];
  return takes("object") || (takes("string") && !takes("number"))
    ? [{ ...fault("type", "list of one", value, expected), of: inList }]
    : [];
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
  if (takes("array") && !takes("string")) return [["empty text", ""]];
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
    ? [fault("type", "string", TEXT, types.join(" or "))]
    : [];
