import type { Json, JsonObject } from "../../../src/core/json.ts";
import { isObject } from "../../../src/core/json.ts";
import type { Answer } from "../../../src/http/exchange.ts";
import {
  type About,
  answers,
  bodyOf,
  CREATE,
  DELETE,
  isSuccess,
  listOf,
  type Plant,
  READ,
  withBody,
} from "../plant.ts";

const LIST = "get-calendars";
const UPDATE = "update-calendar";

/** An operation with its fault: a name, the check and title that tell it, and the plant. */
export type FamilyFault = readonly [
  operation: string,
  name: string,
  check: string,
  title: RegExp,
  plant: () => Plant,
];

type Change = (calendar: JsonObject, about: About) => Json;

const GONE: Answer = {
  status: 404,
  headers: { "content-type": "application/json" },
  text: '{"statusCode":404,"message":"no"}',
};
const CRASH: Answer = { status: 500, headers: {}, text: "" };
const REFUSED: Answer = { ...GONE, status: 400, text: '{"statusCode":400,"message":"no"}' };
const isOk = (status: number): boolean => status === 200;

/** Answers one operation with its calendar, or with each one of its list, otherwise. */
const shows = (operation: string, change: Change): Plant =>
  answers(operation, isOk, (answer, about) => {
    const { calendar, calendars, ...rest } = bodyOf(answer);
    if (Array.isArray(calendars))
      return withBody(answer, { ...rest, calendars: listOf(calendars).map((one) => change(one, about)) });
    return isObject(calendar) ? withBody(answer, { ...rest, calendar: change(calendar, about) }) : answer;
  });

const success = (operation: string, change: (answer: Answer) => Answer): Plant =>
  answers(operation, isOk, change);
const lists = (change: (calendars: readonly Json[]) => readonly Json[]): Plant =>
  success(LIST, (answer) => withBody(answer, { calendars: change(listOf(bodyOf(answer).calendars)) }));

/** Once deleted, a calendar is still there for one operation. */
function keeps(
  operation: string,
  of: (made: Answer, sent: JsonObject | undefined) => Answer = (made) => made,
): Plant {
  const made = new Map<string, Answer>();
  return {
    answer: (answer, { operation: asked, request, sent }) => {
      if (asked === CREATE && isSuccess(answer)) made.set(idIn(answer), answer);
      const kept = asked === operation && answer.status === 404 ? made.get(lastOf(request.path)) : undefined;
      return kept ? of(kept, sent) : answer;
    },
  };
}

/** A list still holds what was deleted. */
function neverForgets(): Plant {
  const all = new Map<string, Json>();
  return {
    answer: (answer, { operation }) => {
      if (operation === CREATE && isSuccess(answer)) all.set(idIn(answer), bodyOf(answer).calendar ?? null);
      return operation === LIST && isSuccess(answer)
        ? withBody(answer, { calendars: [...all.values()] })
        : answer;
    },
  };
}

/** Once anything is deleted, nothing that was there before is left. */
function deletesAll(): Plant {
  const before = new Set<string>();
  let gone = new Set<string>();
  return {
    answer: (answer, { operation, request }) => {
      if (operation === CREATE && isSuccess(answer)) before.add(idIn(answer));
      if (gone.has(lastOf(request.path))) return GONE;
      if (operation === DELETE && isSuccess(answer)) gone = new Set(before);
      return answer;
    },
  };
}

/** A change answers what was asked for, of whichever calendar, and the reads after it what was there before. */
function storesNoChange(as: (calendar: JsonObject) => JsonObject = (calendar) => calendar): Plant {
  const first = new Map<string, JsonObject>();
  return {
    answer: (answer, { operation, request }) => {
      if (!isSuccess(answer)) return answer;
      const { calendar } = bodyOf(answer) as { calendar: JsonObject };
      if (operation === CREATE) first.set(idIn(answer), calendar);
      if (operation === UPDATE) return withBody(answer, { calendar: as(calendar) });
      const made = operation === READ ? first.get(lastOf(request.path)) : undefined;
      return made ? withBody(answer, { calendar: { ...calendar, ...made } }) : answer;
    },
  };
}

/** A change that does not send a field resets it, for the reads after it as well. */
function resets(name: string, value: Json): Plant {
  const reset = new Set<string>();
  return {
    answer: (answer, { operation, request, sent }) => {
      const id = lastOf(request.path);
      if (!isSuccess(answer) || (operation !== UPDATE && operation !== READ)) return answer;
      if (operation === UPDATE) reset[sent?.[name] === undefined ? "add" : "delete"](id);
      const { calendar } = bodyOf(answer);
      return reset.has(id)
        ? withBody(answer, { calendar: { ...(calendar as JsonObject), [name]: value } })
        : answer;
    },
  };
}

/** Takes bodies of changes with something in them as if it were not there. */
const overlooks = (name: string, when: (value: Json) => boolean): Plant => ({
  request: (request) => {
    const body: unknown = request.method === "PUT" ? parsed(request.body) : undefined;
    if (!isObject(body) || body[name] === undefined || !when(body[name])) return request;
    const { [name]: _, ...rest } = body;
    return { ...request, body: JSON.stringify(rest) };
  },
});

/** Takes requests that lack something as if they had it. */
const opens = (
  method: string,
  lacks: (headers: { readonly [name: string]: string }, path: string) => boolean,
  as: { readonly headers?: object; readonly query?: string },
): Plant => ({
  request: (request) =>
    request.method === method && lacks(request.headers, request.path)
      ? {
          ...request,
          headers: { ...request.headers, ...as.headers },
          path: `${request.path}${as.query ?? ""}`,
        }
      : request,
});

const parsed = (text = ""): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const idIn = (answer: Answer): string => String((bodyOf(answer).calendar as JsonObject).id);
const without = (calendar: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(calendar).filter(([own]) => own !== name));
const VERSION = { version: "2021-04-15" };
const ASKS_NO_LOCATION = (_: object, path: string): boolean =>
  /^\/calendars\/(\?|$)/.test(path) && !path.includes("locationId=");

/** Each fault is told once in the run of its operation. */
export const FAMILY_FAULTS: readonly FamilyFault[] = [
  [READ, "another calendar is read", "lifecycle", /a read answers another resource/, () => shows(READ, (one) => ({ ...one, id: "another" }))],
  [READ, "a read says otherwise", "lifecycle", /a read answers another calendar\.name/, () => shows(READ, (one) => ({ ...one, name: "another" }))],
  [READ, "a read lacks a field", "lifecycle", /a read answers no calendar\.isActive/, () => shows(READ, (one) => without(one, "isActive"))],
  [READ, "a number is read as text", "response-schema", /calendar\.slotDuration is a string, not a number/, () => shows(READ, (one) => ({ ...one, slotDuration: String(one.slotDuration) }))],
  [READ, "a required field is not read", "response-schema", /calendar\.locationId is missing/, () => shows(READ, (one) => without(one, "locationId"))],
  [READ, "a read has no envelope", "response-schema", /calendar is missing/, () => success(READ, (answer) => withBody(answer, bodyOf(answer).calendar))],
  [READ, "nothing can be read", "lifecycle", /a resource that exists cannot be read/, () => success(READ, () => GONE)],
  [READ, "what is deleted can be read", "lifecycle", /a deleted resource can still be read/, () => keeps(READ)],
  [READ, "reading what is deleted fails", "no-crash", /fails with 500/, () => answers(READ, (status) => status === 404, () => CRASH)],
  [READ, "a read is accepted with 202", "status", /undocumented success 202/, () => success(READ, (answer) => ({ ...answer, status: 202 }))],
  [READ, "a read is HTML", "content-type", /content type of 200 is not application\/json/, () => success(READ, (answer) => ({ ...answer, headers: { "content-type": "text/html" } }))],
  [READ, "a read is cut off", "json", /body of 200 is not JSON/, () => success(READ, (answer) => ({ ...answer, text: answer.text.slice(0, -9) }))],
  [READ, "a read needs no version", "door", /without|version/i, () => opens("GET", (headers) => headers.version === undefined, { headers: VERSION })],
  [READ, "a read needs no token", "door", /token|credential|authorization/i, () => answers(READ, (status) => status === 401, (answer, { request }) => (request.headers.authorization === undefined ? { ...answer, status: 200, text: '{"calendar":{"locationId":"l","name":"n","id":"i"}}' } : answer))],

  [LIST, "a list lacks what was made", "lifecycle", /a list does not hold what was made/, () => lists(() => [])],
  [LIST, "a list holds what was deleted", "lifecycle", /a list still holds what was deleted/, neverForgets],
  [LIST, "a list holds an item twice", "lifecycle", /a list holds an item twice/, () => lists((all) => [...all, ...all])],
  [LIST, "an item is listed otherwise", "lifecycle", /a list answers another calendars\[\]\.name/, () => shows(LIST, (one) => ({ ...one, name: "another" }))],
  [LIST, "an item's number is a text", "response-schema", /calendars\[\]\.slotDuration is a string, not a number/, () => shows(LIST, (one) => ({ ...one, slotDuration: "30" }))],
  [LIST, "an item lacks a required field", "response-schema", /calendars\[\]\.locationId is missing/, () => shows(LIST, (one) => without(one, "locationId"))],
  [LIST, "the list is an object", "response-schema", /calendars is an object, not an array/, () => success(LIST, (answer) => withBody(answer, { calendars: {} }))],
  [LIST, "a list needs no location", "door", /no locationid/, () => opens("GET", ASKS_NO_LOCATION, { query: "?locationId=any" })],
  [LIST, "a flag may be any text", "door", /type string showdrafted/, () => ({ request: (request) => ({ ...request, path: request.path.replace(/([?&])showDrafted=(?!true\b|false\b)[^&]*/, "$1showDrafted=true") }) })],
  [LIST, "a list fails where a flag is set", "no-crash", /fails with 500/, () => answers(LIST, isOk, (answer, { request }) => (request.path.includes("showDrafted=false") ? CRASH : answer))],

  [UPDATE, "a change is not stored", "lifecycle", /a read answers another calendar\.name than/, () => storesNoChange()],
  [UPDATE, "a sent field is dropped", "echo", /description is dropped/, () => shows(UPDATE, (one) => without(one, "description"))],
  [UPDATE, "a sent field is changed", "echo", /slotInterval/, () => shows(UPDATE, (one, { sent }) => (sent?.slotInterval === undefined ? one : { ...one, slotInterval: Number(one.slotInterval) + 1 }))],
  [UPDATE, "what is not sent is reset", "lifecycle", /a change that does not send calendar\.slotDuration changes it/, () => resets("slotDuration", 7)],
  [UPDATE, "another calendar is changed", "lifecycle", /a change answers another resource/, () => storesNoChange((one) => ({ ...one, id: "another" }))],
  [UPDATE, "a number is answered as text", "response-schema", /calendar\.slotBuffer is a string, not a number/, () => shows(UPDATE, (one) => (one.slotBuffer === undefined ? one : { ...one, slotBuffer: String(one.slotBuffer) }))],
  [UPDATE, "a required field is not answered", "response-schema", /calendar\.locationId is missing/, () => shows(UPDATE, (one) => without(one, "locationId"))],
  [UPDATE, "a wrong type is taken", "invalid-refused", /preBuffer/, () => overlooks("preBuffer", (value) => typeof value !== "number")],
  [UPDATE, "an unknown value is taken", "invalid-refused", /guestType/, () => overlooks("guestType", (value) => typeof value === "string" && !["count_only", "collect_detail"].includes(value))],
  [UPDATE, "two members may be primary", "rule-refused", /one-primary|primary/, () => overlooks("teamMembers", (value) => listOf(value).filter(({ isPrimary }) => isPrimary === true).length > 1)],
  [UPDATE, "a valid change is refused", "valid-accepted", /a valid body is refused with 400/, () => answers(UPDATE, isOk, (answer, { sent }) => (sent?.notes === undefined ? answer : REFUSED))],
  [UPDATE, "what is deleted can be changed", "lifecycle", /a deleted resource can still be changed/, () => keeps(UPDATE, (made, sent) => withBody(made, { calendar: { ...(bodyOf(made).calendar as JsonObject), ...sent } }))],
  [UPDATE, "a change fails on a long text", "no-crash", /fails with 500/, () => answers(UPDATE, isOk, (answer, { sent }) => (String(sent?.eventTitle ?? "").length > 250 ? CRASH : answer))],

  [DELETE, "a deletion deletes nothing", "lifecycle", /a deleted resource can still be read/, () => keeps(READ)],
  [DELETE, "nothing can be deleted", "lifecycle", /a resource that exists cannot be deleted/, () => ({ request: (request) => (request.method === "DELETE" ? { ...request, path: `${request.path}x` } : request) })],
  [DELETE, "a deletion deletes the others", "lifecycle", /a resource (is gone after another one was deleted|that exists cannot be read)/, deletesAll],
  [DELETE, "a deletion answers a text", "response-schema", /success is a string, not a boolean/, () => success(DELETE, (answer) => withBody(answer, { success: "true" }))],
  [DELETE, "a deletion does not say success", "response-schema", /success is missing/, () => success(DELETE, (answer) => withBody(answer, {}))],
  [DELETE, "a deletion answers 204", "status", /undocumented success 204/, () => success(DELETE, () => ({ status: 204, headers: {}, text: "" }))],
  [DELETE, "deleting what is deleted fails", "no-crash", /fails with 500/, () => answers(DELETE, (status) => status === 404, () => CRASH)],
  [DELETE, "a deletion needs no version", "door", /without|version/i, () => opens("DELETE", (headers) => headers.version === undefined, { headers: VERSION })],
]; // biome-ignore format: a table reads better in lines
