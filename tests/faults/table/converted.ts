import type { Json } from "../../../src/core/json.ts";
import { isObject } from "../../../src/core/json.ts";
import { coerces } from "../enforced.ts";
import { type Fault, faultsOf, type Row } from "../fault.ts";
import { naming } from "../naming.ts";

const isText = (value: Json): value is string => typeof value === "string";
const isNumeric = (value: Json): boolean =>
  isText(value) && value.trim() !== "" && !Number.isNaN(Number(value));
const isEmptyText = (value: Json): boolean => value === "";
const isNull = (value: Json): boolean => value === null;
const isList = (value: Json): value is Json[] => Array.isArray(value);
const isEmptyList = (value: Json): boolean => isList(value) && value.length === 0;
const isListOf = (value: Json, type: string): boolean =>
  isList(value) && value.length === 1 && typeof value[0] === type;

const all = (messages: readonly string[]): readonly string[] => messages;

/** A value of a wrong type that is taken at one place, by an endpoint that names every fault of a body. */
const row = (name: string, place: string, when: (value: Json) => boolean, told: string): Row => {
  const shown = place.slice(1).replaceAll("/-", "[]").replaceAll("/", ".");
  const words = `^${shown.replace(/[[\]]/g, "\\$&")} = ${told} is accepted, against type`;
  return [name, "invalid-refused", new RegExp(words), naming(coerces(place, when), all)];
};

/** Wrong types that careless code converts to the one that is asked for. */
export const converted: Fault[] = faultsOf("conversion", [
  row("a numeric text for a number", "/slotInterval", isNumeric, '"[^"]+"'),
  row("a numeric text for a nested number", "/openHours/-/hours/-/closeHour", isNumeric, '"[^"]+"'),
  row("an empty text for a number", "/preBuffer", isEmptyText, '""'),
  row("true for a number", "/allowBookingAfter", (value) => value === true, "true"),
  row("an empty list for a number", "/slotBuffer", isEmptyList, "\\[\\]"),
  row("a list of one for a number", "/appoinmentPerDay", (value) => isListOf(value, "number"), "\\[.+\\]"),
  row("a numeric text for a listed number", "/availabilityType", isNumeric, '"[01]"'),
  row("a numeric text for a nested listed number", "/teamMembers/-/priority", isNumeric, '"[01.5]+"'),
  row("the text false for a boolean", "/allowReschedule", (value) => value === "false", '"false"'),
  row("zero and one for a boolean", "/autoConfirm", (value) => value === 0 || value === 1, "[01]"),
  row("an empty text for a boolean", "/stickyContact", isEmptyText, '""'),
  row("a number for a nested text", "/teamMembers/-/locationConfigurations/-/location", (value) => typeof value === "number", "\\d+"),
  row("a list of one for a text", "/notes", (value) => isListOf(value, "string"), "\\[.+\\]"),
  row("an object for a listed text", "/guestType", isObject, "\\{\\}"),
  row("a list of one for a listed text", "/recurring/freq", (value) => isListOf(value, "string"), "\\[.+\\]"),
  row("null for an optional text", "/notes", isNull, "null"),
  row("null for an optional listed text", "/guestType", isNull, "null"),
  row("null for an optional number", "/preBuffer", isNull, "null"),
  row("null for an optional boolean", "/stickyContact", isNull, "null"),
  row("null for an optional list", "/availabilities", isNull, "null"),
  row("null for an optional object", "/recurring", isNull, "null"),
  row("null for a nested optional boolean", "/teamMembers/-/isPrimary", isNull, "null"),
  row("null for an item", "/openHours/-/daysOfTheWeek/-", isNull, "null"),
  row("a list for an object", "/lookBusyConfig", isEmptyList, "\\[\\]"),
  row("an object in a list for the object", "/recurring", (value) => isList(value) && isObject(value[0]), "\\[.*\\]"),
  row("an object for a list", "/availabilities", isObject, "\\{\\}"),
  row("an item for a list of them", "/notifications", (value) => isObject(value) && Object.keys(value).length > 0, "\\{.+\\}"),
  row("a text for a list", "/openHours", isText, '".*"'),
  row("JSON in a text for an object", "/recurring", (value) => isText(value) && value.startsWith("{"), '".*"'),
  row("JSON in a text for a list", "/notifications", (value) => isText(value) && value.startsWith("["), '".*"'),
  row("a number for a list of them", "/openHours/-/daysOfTheWeek", (value) => typeof value === "number", "[\\d.]+"),
  row("an item for the list of it", "/openHours/-/daysOfTheWeek", (value) => typeof value === "number" && value <= 6, "[\\d.]+"),
  row("a list in a list", "/notifications/-", isList, "\\[.*\\]"),
]); // biome-ignore format: a table reads better in lines
