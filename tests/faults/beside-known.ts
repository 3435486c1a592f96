/** Faults beside what is known of the live endpoint: at the same place, and something else. */
import type { Json, JsonObject } from "../../src/core/json.ts";
import { isObject } from "../../src/core/json.ts";
import type { Answer } from "../../src/http/exchange.ts";
import { answers, bodyOf, CREATE, created, DELETE, isSuccess, type Plant, READ, withBody } from "./plant.ts";

export type Step = "read" | "delete";

/** What is sent: a creation with a body, perhaps to another path, and requests about what it made. */
export interface Sent {
  readonly body?: { readonly [name: string]: Json };
  readonly target?: string;
  readonly then?: readonly Step[];
}

/** The known difference, the fault beside it, what shows it, and where it is told if not at the same fingerprint. */
export type Beside = readonly [
  known: string,
  name: string,
  sent: Sent,
  plant: Plant | (() => Plant),
  place?: string,
];

const MEMBER = { userId: "0TkCdp9PfvLeWKYRRvIz", isPrimary: true };
const PLACED = { ...MEMBER, locationConfigurations: [{ kind: "custom" }] };
const HOURS = { openHour: 9, openMinute: 0, closeHour: 17, closeMinute: 0 };
const DAY = { daysOfTheWeek: [1], hours: [HOURS] };

const plain: Sent = {};
const event: Sent = { body: { calendarType: "event" } };
const eventWithMembers: Sent = {
  body: { calendarType: "event", teamMembers: [MEMBER, { ...MEMBER, isPrimary: false }] },
};
const roundRobin: Sent = { body: { calendarType: "round_robin", teamMembers: [PLACED] } };
const recurring: Sent = { body: { recurring: { freq: "DAILY" } } };
const redirected: Sent = { body: { formSubmitRedirectURL: "https://example.com/thanks" } };
const placedEvent: Sent = { body: { calendarType: "event", locationConfigurations: [{ kind: "custom" }] } };
const severalDays: Sent = { body: { openHours: [{ ...DAY, daysOfTheWeek: [1, 2] }] } };
const eventWithNobody: Sent = { body: { calendarType: "event", teamMembers: [] } };
const dated: Sent = {
  body: { availabilities: [1, 2].map((day) => ({ date: `2030-01-0${day}T00:00:00.000Z`, hours: [HOURS] })) },
};
const read: Sent = { then: ["read"] };
const deleted: Sent = { then: ["delete"] };

const calendarOf = (answer: Answer): JsonObject => bodyOf(answer).calendar as JsonObject;

/** Answers a creation with one field otherwise; undefined leaves it out. */
const says = (name: string, value: Json | undefined | ((calendar: JsonObject) => Json | undefined)): Plant =>
  created((answer) =>
    withBody(answer, { ...bodyOf(answer), calendar: changed(calendarOf(answer), name, value) }),
  );

/** Answers a reading with one field otherwise. */
const reads = (name: string, value: Json | undefined): Plant =>
  answers(
    READ,
    (status) => status === 200,
    (answer) => withBody(answer, { ...bodyOf(answer), calendar: changed(calendarOf(answer), name, value) }),
  );

function changed(
  calendar: JsonObject,
  name: string,
  value: Json | undefined | ((calendar: JsonObject) => Json | undefined),
): JsonObject {
  const { [name]: _, ...others } = calendar;
  const next = typeof value === "function" ? value(calendar) : value;
  return next === undefined ? others : { ...others, [name]: next };
}

/** Answers a creation with a field of each of its members, or of what they hold, otherwise. */
const saysIn = (path: readonly string[], value: Json): Plant =>
  created((answer) =>
    withBody(answer, { ...bodyOf(answer), calendar: setIn(calendarOf(answer), path, value) }),
  );

function setIn(holder: Json, [name = "", ...rest]: readonly string[], value: Json): Json {
  if (Array.isArray(holder)) return holder.map((item) => setIn(item, [name, ...rest], value));
  if (!isObject(holder)) return holder;
  return { ...holder, [name]: rest.length === 0 ? value : setIn(holder[name] ?? null, rest, value) };
}

/** Answers a creation with one field under another name. */
const renamed = (from: string, to: string): Plant =>
  created((answer) => {
    const { [from]: value = null, ...others } = calendarOf(answer);
    return withBody(answer, { ...bodyOf(answer), calendar: { ...others, [to]: value } });
  });

const removed = (name: string, value: Json): Plant =>
  answers(DELETE, isOk, (answer) => withBody(answer, { ...bodyOf(answer), [name]: value }));

const isOk = (status: number): boolean => status === 200;

/** Refuses every creation that meets a condition. */
const refuses = (
  status: number,
  message: string[],
  when: (sent: JsonObject) => boolean = () => true,
): Plant => ({
  answer: (answer, { operation, sent }) =>
    operation === CREATE && when(sent ?? {})
      ? {
          status,
          headers: { "content-type": "application/json" },
          text: JSON.stringify({
            statusCode: status,
            message: status === 422 ? message : message.join(),
            error: "Error",
          }),
        }
      : answer,
});

/** Answers every creation with another status. */
const answersWith = (status: number): Plant => created((answer) => ({ ...answer, status }));

/** Answers a creation with a field of all dates but the first otherwise. */
const allButFirst = (name: string, odd: Json): Plant =>
  says("availabilities", ({ availabilities }) =>
    Array.isArray(availabilities)
      ? availabilities.map((one, index) => (isObject(one) && index > 0 ? { ...one, [name]: odd } : one))
      : null,
  );

const UNDOCUMENTED = "create-calendar/undocumented-field/200/calendar";
const DAYS = "create-calendar/valid-accepted/422/*must-be-a-valid-day-of-week";
const NOBODY = "create-calendar/valid-accepted/422/teamMembers-should-not-be-empty";
const HOURS_KNOWN = "create-calendar/response-schema/calendar.openHours";
const SCHEMA = "create-calendar/response-schema/calendar";
const REDIRECT = "create-calendar/echo/calendar.formSubmitRedirectURL";
const MEMBERS = "create-calendar/echo/calendar.teamMembers";
const PLACES = "create-calendar/echo/calendar.locationConfigurations";
const OVERLAP = "create-calendar/response-schema/calendar.recurring.bookingOverlapDefaultStatus";

const ADDS = "get-calendar/lifecycle/read-adds/calendar";

/** At least one for each known difference. */
export const BESIDE: readonly Beside[] = [
  ["*/undocumented-field/*/traceId", "a trace that is a number", plain, { answer: (answer) => (isSuccess(answer) ? withBody(answer, { ...bodyOf(answer), traceId: 7 }) : answer) }],
  ["*/undocumented-field/200/calendar.appointmentPerSlot", "a number as text", plain, says("appointmentPerSlot", "1")],
  ["create-calendar/default/calendar.eventColor", "another colour", plain, says("eventColor", "#ff0000")],
  ["create-calendar/default/calendar.eventColor", "no colour at all", plain, says("eventColor", undefined)],
  ["create-calendar/default/calendar.eventColor", "an empty colour", plain, says("eventColor", "")],
  ["create-calendar/default/calendar.eventType", "another type of event", event, says("eventType", "RoundRobin_OptimizeForEqualDistribution")],
  ["create-calendar/default/calendar.eventType", "no type of event in another calendar", roundRobin, says("eventType", undefined)],
  ["create-calendar/default/calendar.googleInvitationEmails", "nothing", plain, says("googleInvitationEmails", undefined)],
  ["create-calendar/default/calendar.googleInvitationEmails", "a text", plain, says("googleInvitationEmails", "true"), `${SCHEMA}.googleInvitationEmails`],
  ["create-calendar/default/calendar.widgetType", "another default", plain, says("widgetType", "default")],
  [REDIRECT, "the address is lost", redirected, says("formSubmitRedirectUrl", undefined)],
  [REDIRECT, "another new name", redirected, renamed("formSubmitRedirectUrl", "redirectAddress")],
  [REDIRECT, "another address", redirected, says("formSubmitRedirectURL", "https://example.org/")],
  [REDIRECT, "another address under the new name", redirected, says("formSubmitRedirectUrl", "https://example.org/")],
  [PLACES, "lost in an event calendar", placedEvent, says("locationConfigurations", undefined)],
  [PLACES, "an empty list", { body: { locationConfigurations: [{ kind: "custom" }] } }, says("locationConfigurations", [])],
  [MEMBERS, "lost in another calendar", roundRobin, says("teamMembers", [])],
  [MEMBERS, "one is left", eventWithMembers, says("teamMembers", [MEMBER])],
  [MEMBERS, "the field is lost", eventWithMembers, says("teamMembers", undefined)],
  [MEMBERS, "null", eventWithMembers, says("teamMembers", null), `${SCHEMA}.teamMembers`],
  ["create-calendar/probe/trailing-slash", "it is another path", { target: "/calendars/" }, { answer: (answer) => ({ ...answer, status: 404, text: "{}" }) }],
  [HOURS_KNOWN, "null", event, says("openHours", null)],
  [HOURS_KNOWN, "entries by index", event, says("openHours", { 0: DAY })],
  [HOURS_KNOWN, "a text", roundRobin, says("openHours", "")],
  [HOURS_KNOWN, "entries by index for a list", { body: { calendarType: "event", openHours: [DAY] } }, says("openHours", { 0: DAY })],
  [HOURS_KNOWN, "an empty object for a list", { body: { calendarType: "event", openHours: [DAY] } }, says("openHours", {})],
  [HOURS_KNOWN, "an empty object in another type of calendar", { body: { calendarType: "class_booking", teamMembers: [MEMBER] } }, says("openHours", {})],
  [OVERLAP, "a status that there is not", recurring, saysIn(["recurring", "bookingOverlapDefaultStatus"], "cancelled")],
  [OVERLAP, "null", recurring, saysIn(["recurring", "bookingOverlapDefaultStatus"], null)],
  [OVERLAP, "empty though it was set", { body: { recurring: { freq: "DAILY", bookingOverlapDefaultStatus: "new" } } }, saysIn(["recurring", "bookingOverlapDefaultStatus"], "")],
  ["create-calendar/status/201", "202", plain, answersWith(202), "create-calendar/status/202"],
  ["create-calendar/status/201", "203", plain, answersWith(203), "create-calendar/status/203"],
  [`${UNDOCUMENTED}.availabilities[]._id`, "a number", dated, saysIn(["availabilities", "_id"], 7)],
  [`${UNDOCUMENTED}.availabilities[]._id`, "a number in the second item alone", dated, allButFirst("_id", 7)],
  [`${UNDOCUMENTED}.locationConfigurations[].position`, "a text", placedEvent, saysIn(["locationConfigurations", "position"], "first")],
  [`${UNDOCUMENTED}.recurring.interval`, "a text", recurring, saysIn(["recurring", "interval"], "1")],
  [`${UNDOCUMENTED}.recurring.monthDays`, "an object", recurring, saysIn(["recurring", "monthDays"], {})],
  [`${UNDOCUMENTED}.recurring.weekDays`, "null", recurring, saysIn(["recurring", "weekDays"], null)],
  [`${UNDOCUMENTED}.teamMembers[].isZoomAdded`, "a boolean", roundRobin, saysIn(["teamMembers", "isZoomAdded"], true)],
  [`${UNDOCUMENTED}.teamMembers[].locationConfigurations[].position`, "a text", roundRobin, saysIn(["teamMembers", "locationConfigurations", "position"], "0")],
  [`${UNDOCUMENTED}.teamMembers[].locationConfigurations[].zoomOauthId`, "null", roundRobin, saysIn(["teamMembers", "locationConfigurations", "zoomOauthId"], null)],
  [`${UNDOCUMENTED}.teamMembers[].selected`, "a text", roundRobin, saysIn(["teamMembers", "selected"], "yes")],
  [`${UNDOCUMENTED}.teamMembers[].zoomOauthId`, "null", roundRobin, saysIn(["teamMembers", "zoomOauthId"], null)],
  [DAYS, "one day is refused with the same words", { body: { openHours: [DAY] } }, refuses(422, ["openHours.0.daysOfTheWeek must be a valid day of week"])],
  [DAYS, "several days are refused in other words", severalDays, refuses(422, ["openHours.0.hours must not overlap"]), "create-calendar/valid-accepted/422/*"],
  [DAYS, "several days are refused with another status", severalDays, refuses(400, ["openHours.0.daysOfTheWeek must be a valid day of week"]), "create-calendar/valid-accepted/400/*"],
  [NOBODY, "another status", eventWithNobody, refuses(400, ["teamMembers should not be empty"]), "create-calendar/valid-accepted/400/*"],
  [NOBODY, "words about another field", eventWithNobody, refuses(422, ["name should not be empty"]), "create-calendar/valid-accepted/422/*"],
  [NOBODY, "the same words where there are members", roundRobin, refuses(422, ["teamMembers should not be empty"])],
  ["delete-calendar/response-schema/success", "a text", deleted, removed("success", "yes")],
  ["delete-calendar/response-schema/success", "null", deleted, removed("success", null)],
  ["delete-calendar/undocumented-field/200/calendar", "null", deleted, removed("calendar", null)],
  ["delete-calendar/undocumented-field/200/calendar", "an empty object", deleted, removed("calendar", {})],
  ["delete-calendar/undocumented-field/200/message", "another message", deleted, removed("message", "calendar not found")],
  [`${ADDS}.guestType`, "another type of guest", read, reads("guestType", "count_only")],
  [`${ADDS}.notifications`, "a notification", read, reads("notifications", [{ shouldSendToContact: true, shouldSendToGuest: true, shouldSendToUser: true, shouldSendToSelectedUsers: true, selectedUsers: "" }])],
  [`${ADDS}.preBuffer`, "another number", read, reads("preBuffer", 5)],
  [`${ADDS}.slotBuffer`, "another number", read, reads("slotBuffer", 10)],
  [`${ADDS}.slotBuffer`, "null", read, reads("slotBuffer", null), "get-calendar/response-schema/calendar.slotBuffer"],
  [`${ADDS}.teamMembers`, "a member", read, reads("teamMembers", [{ userId: "BqTwX8QFwXzpegMve9EQ" }])],
  ["get-calendar/response-schema/calendar.appoinmentPerDay", "null", read, reads("appoinmentPerDay", null)],
  ["get-calendar/response-schema/calendar.appoinmentPerDay", "a number as text", read, reads("appoinmentPerDay", "5")],
  ["get-calendar/response-schema/calendar.appoinmentPerDay", "empty in an event calendar", { ...event, then: ["read"] }, reads("appoinmentPerDay", "")],
  ["get-calendar/response-schema/calendar.appoinmentPerDay", "empty though it was set", { body: { appoinmentPerDay: 5 }, then: ["read"] }, reads("appoinmentPerDay", "")],
  ["get-calendar/undocumented-field/200/calendar.dateUpdated", "a number", read, reads("dateUpdated", 1767225600)],
]; // biome-ignore format: a table reads better in lines
