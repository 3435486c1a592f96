import type { Json, JsonObject } from "../../../src/core/json.ts";
import type { Answer, WireRequest } from "../../../src/http/exchange.ts";
import { type Fault, faultsOf } from "../fault.ts";
import {
  answers,
  bodyOf,
  CREATE,
  DELETE,
  isSuccess,
  LIST,
  listOf,
  type Plant,
  READ,
  withBody,
} from "../plant.ts";

const isDone = (status: number): boolean => status === 200;

/** A list with its items changed, in an account that a run cleans up. */
const lists = (change: (items: readonly JsonObject[]) => readonly JsonObject[]): Plant => ({
  ...answers(LIST, isDone, (answer) =>
    withBody(answer, { ...bodyOf(answer), calendars: change(listOf(bodyOf(answer).calendars)) as Json }),
  ),
  stores: true,
});

/** A read with a field changed; undefined leaves it out. */
const readsAs = (name: string, change: (value: Json) => Json | undefined): Plant =>
  answers(READ, isDone, (answer) => {
    const { [name]: value, ...others } = bodyOf(answer).calendar as JsonObject;
    const next = value === undefined ? undefined : change(value);
    return withBody(answer, { calendar: next === undefined ? others : { ...others, [name]: next } });
  });

const madeIn = (answer: Answer): JsonObject => bodyOf(answer).calendar as JsonObject;

/** A list that shows all that was ever made. */
function remembersAll(): Plant {
  const made: JsonObject[] = [];
  return {
    stores: true,
    answer: (answer, { operation }) => {
      if (operation === CREATE && isSuccess(answer)) made.push(madeIn(answer));
      return operation === LIST && isSuccess(answer) ? withBody(answer, { calendars: made }) : answer;
    },
  };
}

/** Things of one kind are kept, whoever deletes them. */
function keepsOneKind(): Plant {
  const kept = new Set<string>();
  const idIn = ({ path }: WireRequest): string => path.slice(path.lastIndexOf("/") + 1);
  return {
    request: (request) =>
      request.method === "DELETE" && kept.has(idIn(request)) ? { ...request, method: "GET" } : request,
    answer: (answer, { operation, request }) => {
      if (operation === CREATE && isSuccess(answer) && madeIn(answer).calendarType === "service_booking")
        kept.add(String(madeIn(answer).id));
      return request.method === "DELETE" && kept.has(idIn(request)) && isSuccess(answer)
        ? { ...answer, status: 400, text: '{"statusCode":400,"message":"it is in use"}' }
        : answer;
    },
  };
}

/** True for a thing of the location that a list is asked for. */
const isOf =
  ({ path }: WireRequest) =>
  ({ locationId }: JsonObject): boolean =>
    new URL(path, "http://localhost").searchParams.get("locationId") === locationId;

const TWIN = "-twin";

/** Two things are made by each request that meets the condition. */
function makesTwo(when: (made: JsonObject) => boolean = () => true): Plant {
  const twins = new Map<string, JsonObject>();
  const twinOf = ({ path }: WireRequest): string => path.slice(path.lastIndexOf("/") + 1);
  return {
    stores: true,
    answer: (answer, { operation, request }) => {
      if (operation === CREATE && isSuccess(answer)) {
        const made = madeIn(answer);
        if (when(made)) twins.set(`${made.id}${TWIN}`, { ...made, id: `${made.id}${TWIN}` });
      }
      if (operation === LIST && isSuccess(answer))
        return withBody(answer, {
          calendars: [...listOf(bodyOf(answer).calendars), ...[...twins.values()].filter(isOf(request))],
        });
      const isTwin = answer.status === 404 && twins.has(twinOf(request));
      if (operation !== DELETE || !isTwin) return answer;
      twins.delete(twinOf(request));
      return { ...answer, status: 200, text: '{"success":true}' };
    },
  };
}

/** What is seen after the answer to a creation: in reads, in lists and by what is deleted. */
export const afterwards: Fault[] = faultsOf("afterwards", [
  ["one request makes two", "made-once", /one accepted request makes more than one thing/, () => makesTwo()],
  ["one request of a kind makes two", "made-once", /one accepted request makes more than one thing/, () => makesTwo(({ calendarType }) => calendarType === "personal")],
  ["a list shows what was deleted", "lifecycle", /a list still holds what was deleted/, remembersAll, "any"],
  ["a list is empty", "lifecycle", /a list does not hold what was made/, lists(() => [])],
  ["a list stops after ten", "lifecycle", /a list does not hold what was made/, lists((items) => items.slice(0, 10))],
  ["a list hides drafts", "lifecycle", /a list does not hold what was made/, lists((items) => items.filter(({ isActive }) => isActive !== false))],
  ["a list hides a kind", "lifecycle", /a list does not hold what was made/, lists((items) => items.filter(({ calendarType }) => calendarType !== "personal"))],
  ["a list is one behind", "lifecycle", /a list does not hold what was made/, lists((items) => items.slice(0, -1))],
  ["a list renames", "lifecycle", /another calendars\[\]\.name than the creation did/, lists((items) => items.map((item) => ({ ...item, name: String(item.name).slice(0, 20) })))],
  ["a list shows others' things", "lifecycle", /asked for locationId holds an item with another locationId/, lists((items) => [...items, { locationId: "ofAnother", name: "n", id: "other" }])],
  ["a list holds an item twice", "lifecycle", /a list holds an item twice/, lists((items) => [...items, ...items.slice(0, 1)])],
  ["a list fails where it holds a draft", "no-crash", /fails with 500/, answers(LIST, isDone, (answer) => (listOf(bodyOf(answer).calendars).some(({ isActive }) => isActive === false) ? { ...answer, status: 500, text: '{"message":"no"}' } : answer))],
  ["a read leaves out false", "lifecycle", /a read answers no calendar\.stickyContact/, readsAs("stickyContact", (one) => one || undefined)],
  ["a read leaves out an empty text", "lifecycle", /a read answers no calendar\.notes/, readsAs("notes", (one) => one || undefined)],
  ["a read leaves out an empty list", "lifecycle", /a read answers no calendar\.notifications/, readsAs("notifications", (one) => (listOf(one).length === 0 ? undefined : one))],
  ["a read leaves out zero", "lifecycle", /a read answers no calendar\.preBuffer/, readsAs("preBuffer", (one) => one || undefined)],
  ["a read leaves out null", "lifecycle", /a read answers no calendar\.availabilityType/, readsAs("availabilityType", (one) => one ?? undefined)],
  ["a read rounds", "lifecycle", /another calendar\.slotBuffer than the creation did: it is rounded/, readsAs("slotBuffer", (one) => Math.round(Number(one)))],
  ["a read trims", "lifecycle", /another calendar\.consentLabel than the creation did: it is trimmed/, readsAs("consentLabel", (one) => String(one).trim())],
  ["a read is cut at 255", "lifecycle", /another calendar\.description than the creation did: it is cut at character 255/, readsAs("description", (one) => String(one).slice(0, 255))],
  ["a read has the first item alone", "lifecycle", /another calendar\.openHours than the creation did: it is cut after 1 item/, readsAs("openHours", (one) => listOf(one).slice(0, 1))],
  ["a read clamps to 32 bits", "lifecycle", /another calendar\.allowBookingFor than the creation did: it is clamped to -2147483648/, readsAs("allowBookingFor", (one) => Math.max(-(2 ** 31), Number(one)))],
  ["a read loses the sign", "lifecycle", /another calendar\.slotInterval than the creation did: it is changed in its sign/, readsAs("slotInterval", (one) => Math.abs(Number(one)))],
  ["a read has other line ends", "lifecycle", /another calendar\.notes than the creation did: it is .*line ends/, readsAs("notes", (one) => String(one).replaceAll("\r\n", "\n"))],
  ["a read sorts members by priority", "lifecycle", /another calendar\.teamMembers than the creation did: it is (sorted by priority|reordered)/, readsAs("teamMembers", (one) => listOf(one).sort((a, b) => Number(a.priority) - Number(b.priority)))],
  ["a read sorts days", "lifecycle", /another calendar\.openHours\[\]\.daysOfTheWeek than the creation did: it is (sorted|reordered)/, readsAs("openHours", (one) => listOf(one).map((open) => ({ ...open, daysOfTheWeek: (open.daysOfTheWeek as number[]).toSorted((a, b) => a - b) })))],
  ["a read reverses hours", "lifecycle", /another calendar\.openHours\[\]\.hours than the creation did: it is (reversed|reordered)/, readsAs("openHours", (one) => listOf(one).map((open) => ({ ...open, hours: listOf(open.hours).reverse() })))],
  ["a read leaves out what an object holds", "lifecycle", /a read answers no calendar\.recurring\.count/, readsAs("recurring", (one) => ({ ...(one as JsonObject), count: undefined }) as never)],
  ["a read leaves out false in items", "lifecycle", /a read answers no calendar\.availabilities\[\]\.deleted/, readsAs("availabilities", (one) => listOf(one).map((date) => ({ ...date, deleted: date.deleted || undefined })) as never)],
  ["a read sorts locations", "lifecycle", /another calendar\.locationConfigurations than the creation did: it is (sorted by kind|reordered)/, readsAs("locationConfigurations", (one) => listOf(one).sort((a, b) => String(a.kind).localeCompare(String(b.kind))))],
  ["a read has the first member alone", "lifecycle", /another calendar\.teamMembers than the creation did: it is (cut after 1 item|de-duplicated)/, readsAs("teamMembers", (one) => listOf(one).slice(0, 1))],
  ["a deletion says that it did not delete", "lifecycle", /a deletion is answered with 200, and with success = false/, answers(DELETE, isDone, (answer) => withBody(answer, { success: false }))],
  ["a deletion says so, and does not", "lifecycle", /a deletion is answered with 200, and with success = false/, { request: (request) => (request.method === "DELETE" ? { ...request, method: "GET" } : request), answer: (answer, { request }) => (request.method === "DELETE" && answer.status === 200 ? withBody(answer, { success: false }) : answer) }, 1],
  ["a read cannot find drafts", "lifecycle", /a resource that exists cannot be read/, answers(READ, isDone, (answer) => (madeIn(answer).isActive === false ? { ...answer, status: 404, text: '{"statusCode":404}' } : answer))],
  ["a read of what is deleted is empty", "lifecycle", /a deleted resource can still be read/, answers(READ, (status) => status === 404, (answer) => ({ ...answer, status: 200, text: '{"calendar":null}' })), "any"],
  ["a read reverses notifications", "lifecycle", /another calendar\.notifications than the creation did: it is reversed/, readsAs("notifications", (one) => listOf(one).toReversed())],
  ["a read cannot find those of one kind", "lifecycle", /a resource that exists cannot be read/, answers(READ, isDone, (answer) => (madeIn(answer).calendarType === "service_booking" ? { ...answer, status: 404, text: '{"statusCode":404}' } : answer))],
  ["those of one kind cannot be deleted", "lifecycle", /a resource that exists cannot be deleted/, keepsOneKind],
  ["a list has another name", "lifecycle", /a list does not hold what was made/, answers(LIST, isDone, (answer) => withBody(answer, { data: bodyOf(answer).calendars ?? [] }))],
]); // biome-ignore format: a table reads better in lines
