import type { Json, JsonObject } from "../../../src/core/json.ts";
import { faultsOf } from "../fault.ts";
import { field, inner, listOf, type Plant, swap, swapped } from "../plant.ts";

const dropped = (name: string, value: string): Plant =>
  field(name, (one) => (JSON.stringify(one) === value ? undefined : one));

const text = (name: string, change: (text: string) => string): Plant =>
  field(name, (one) => (typeof one === "string" ? change(one) : one));

const number = (name: string, change: (number: number) => number): Plant =>
  field(name, (one) => (typeof one === "number" ? change(one) : one));

const dayBefore = (date: Json): string => {
  const time = new Date(String(date));
  time.setUTCDate(time.getUTCDate() - 1);
  return time.toISOString();
};

const hours = (one: JsonObject): Json =>
  listOf(one.hours).map((hour) => swapped(hour, "openMinute", "closeMinute"));

/** Answers of the right form that do not say what was sent. */
export const meaning = faultsOf("meaning", [
  ["two numbers with defaults swapped", "echo", /slotDuration is swapped with slotInterval/, swap("slotDuration", "slotInterval")],
  ["two numbers without defaults swapped", "echo", /preBuffer is swapped with slotBuffer/, swap("preBuffer", "slotBuffer")],
  ["a number with a default swapped with one without", "echo", /appoinmentPerDay is swapped with appoinmentPerSlot/, swap("appoinmentPerSlot", "appoinmentPerDay")],
  ["two texts swapped", "echo", /slug is swapped with widgetSlug/, swap("slug", "widgetSlug")],
  ["two units swapped", "echo", /slotDurationUnit is swapped with slotIntervalUnit/, swap("slotDurationUnit", "slotIntervalUnit")],
  ["two booleans swapped", "echo", /allowCancellation is swapped with allowReschedule/, swap("allowReschedule", "allowCancellation")],
  ["two nested numbers swapped", "echo", /openHours\[\]\.hours\[\]\.closeMinute is swapped with openHours\[\]\.hours\[\]\.openMinute/, inner(["openHours", "hours"], (_, holder) => hours(holder))],
  ["a field is never kept", "echo", /notes is dropped/, field("notes", () => undefined)],
  ["an object is never kept", "echo", /lookBusyConfig is dropped/, field("lookBusyConfig", () => undefined)],
  ["a nested field is never kept", "echo", /recurring\.count is dropped/, inner(["recurring", "count"], () => undefined)],
  ["zero is dropped", "echo", /preBuffer is dropped/, dropped("preBuffer", "0")],
  ["false is dropped", "echo", /stickyContact is dropped/, dropped("stickyContact", "false")],
  ["an empty text is dropped", "echo", /description is dropped/, dropped("description", '""')],
  ["null is dropped", "echo", /availabilityType is dropped/, dropped("availabilityType", "null")],
  ["an empty list is dropped", "echo", /notifications is dropped/, dropped("notifications", "[]")],
  ["false becomes the default", "echo", /isActive is defaulted/, field("isActive", () => true)],
  ["zero becomes the default", "echo", /appoinmentPerSlot is defaulted/, field("appoinmentPerSlot", (one) => one || 1)],
  ["an empty text becomes the default", "echo", /eventTitle is defaulted/, field("eventTitle", (one) => one || "{{contact.name}}")],
  ["a nested zero becomes the default", "echo", /teamMembers\[\]\.priority is defaulted/, inner(["teamMembers", "priority"], (one) => one || 0.5)],
  ["one listed value becomes the default", "echo", /eventType is defaulted/, field("eventType", () => "RoundRobin_OptimizeForAvailability")],
  ["null becomes zero", "echo", /availabilityType is changed to 0/, field("availabilityType", (one) => one ?? 0)],
  ["a long text is cut off", "echo", /notes is cut at character 255/, text("notes", (one) => one.slice(0, 255))],
  ["a list is cut off", "echo", /openHours is cut after 5 items/, field("openHours", (list) => (Array.isArray(list) ? list.slice(0, 5) : list))],
  ["a date loses its time", "echo", /availabilities\[\]\.date is cut to its date/, inner(["availabilities", "date"], (date) => String(date).slice(0, 10))],
  ["a fraction is rounded", "echo", /slotBuffer is rounded to an integer/, number("slotBuffer", Math.round)],
  ["a fraction is cut off", "echo", /allowBookingFor is rounded (down )?to an integer/, number("allowBookingFor", Math.floor)],
  ["a nested fraction is rounded", "echo", /openHours\[\]\.hours\[\]\.openHour is rounded/, inner(["openHours", "hours", "openHour"], (one) => Math.round(Number(one)))],
  ["a number is one less", "echo", /allowBookingAfter is shifted by -1/, number("allowBookingAfter", (one) => one - 1)],
  ["a number is in another unit", "echo", /preBuffer is multiplied by 60/, number("preBuffer", (one) => (one < 1e300 ? one * 60 : one))],
  ["a percentage comes as a share", "echo", /LookBusyPercentage is divided by 100/, inner(["lookBusyConfig", "LookBusyPercentage"], (one) => Number(one) / 100)],
  ["a unit is lost", "echo", /slotDurationUnit is dropped/, field("slotDurationUnit", () => undefined)],
  ["a unit is changed", "echo", /preBufferUnit is changed: "hours" became "mins"/, field("preBufferUnit", () => "mins")],
  ["a boolean is inverted", "echo", /stickyContact is inverted/, field("stickyContact", (one) => !one)],
  ["a list comes in reverse order", "echo", /openHours\[\]\.daysOfTheWeek is (sorted|reversed)/, inner(["openHours", "daysOfTheWeek"], (list) => (Array.isArray(list) ? list.toReversed() : list))],
  ["members come sorted", "echo", /teamMembers is (sorted by userId|reordered)/, field("teamMembers", (list) => listOf(list).sort((a, b) => String(a.userId).localeCompare(String(b.userId))))],
  ["an item comes twice", "echo", /locationConfigurations is extended by further items/, field("locationConfigurations", (list) => (Array.isArray(list) && list.length > 0 ? [...list, list[0] as Json] : list))],
  ["blanks around a text are lost", "echo", /name is trimmed/, text("name", (one) => one.trim())],
  ["markup is escaped", "echo", /description is escaped/, text("description", (one) => one.replaceAll("&", "&amp;").replaceAll("<", "&lt;"))],
  ["quotes are escaped", "echo", /consentLabel is escaped/, text("consentLabel", (one) => one.replace(/["'\\]/g, "\\$&"))],
  ["a text comes in lower case", "echo", /alertEmail is changed in case: to lower case/, text("alertEmail", (one) => one.toLowerCase())],
  ["a colour comes in upper case", "echo", /eventColor is changed in case: to upper case/, field("eventColor", (one, { eventColor }) => (one === "#039be5" ? (eventColor ?? null) : String(one).toUpperCase()))],
  ["emoji become question marks", "echo", /formSubmitThanksMessage is (re-encoded|changed)/, text("formSubmitThanksMessage", (one) => one.replace(/\p{Extended_Pictographic}/gu, "?"))],
  ["NUL is lost", "echo", /notes is changed/, text("notes", (one) => one.replaceAll("\u0000", ""))],
  ["letters are composed", "echo", /eventTitle is changed/, text("eventTitle", (one) => one.normalize("NFC"))],
  ["a date comes one day early", "echo", /availabilities\[\]\.date is shifted by -1 day/, inner(["availabilities", "date"], dayBefore)],
  ["another default for a text", "default", /eventColor left out comes back as "#000000", not its default/, { entity: (entity, sent) => ("eventColor" in sent ? entity : { ...entity, eventColor: "#000000" }) }],
  ["another default for a boolean", "default", /googleInvitationEmails left out comes back as true/, { entity: (entity, sent) => ("googleInvitationEmails" in sent ? entity : { ...entity, googleInvitationEmails: true }) }],
  ["an id twice", "identity", /calendar\.id is that of \S+ as well/, () => { let first: Json = null; return { entity: (entity, { guestType }) => { if (guestType !== "collect_detail") return entity; first ??= entity.id ?? null; return { ...entity, id: first }; } }; }, "any"],
  ["an empty id", "identity", /calendar\.id is missing or empty/, field("id", () => "")],
  ["the location of another caller", "identity", /calendar\.locationId is not this caller's/, field("locationId", () => "somebodyElsesLocation"), 1],
  ["a member of another caller", "identity", /calendar\.teamMembers\[\]\.userId is not this caller's/, inner(["teamMembers", "userId"], () => "somebodyElse")],
]); // biome-ignore format: a table reads better in lines
