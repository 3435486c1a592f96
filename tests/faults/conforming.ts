import { compiled } from "../../src/contract/conditions/compiled.ts";
import type { Clock } from "../../src/core/clock.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { isObject } from "../../src/core/json.ts";
import type { Answer, Target } from "../../src/http/exchange.ts";
import { contract } from "../fixtures/project.ts";
import { readingBehind } from "./behind.ts";
import { forgets, lets, refuses } from "./enforced.ts";
import { NAMINGS, naming } from "./naming.ts";
import {
  type About,
  answers,
  bodyOf,
  CREATE,
  DELETE,
  field,
  listOf,
  type Plant,
  READ,
  reads,
  withBody,
} from "./plant.ts";
import { openPlanted } from "./target.ts";
import * as wire from "./wire.ts";

/** An endpoint that keeps the docs in a way of its own: no run may find a violation in it. */
export interface Variant {
  readonly name: string;
  /** @param clock the time of the run */
  readonly open: (clock: Clock) => Promise<Target>;
  /** True where it differs in how answers go over the wire, whatever is asked. */
  readonly isWired?: boolean;
}

const JSON_TYPE = { "content-type": "application/json" };
const operation = contract.operations[CREATE]!;

const planted = (name: string, plant: Plant | (() => Plant)): Variant => ({
  name,
  open: async () => openPlanted(typeof plant === "function" ? plant() : plant),
});

const wired = (name: string, write: wire.Writer): Variant => ({
  name,
  open: () => wire.openWire(write),
  isWired: true,
});

/** Writes every JSON answer in another form. */
const written = (write: (json: Json) => string): Plant => ({
  answer: (answer) =>
    answer.text === "" ? answer : { ...answer, text: write(JSON.parse(answer.text) as Json) },
});

const errors = (change: (answer: Answer, about: About) => Answer): Plant => ({
  answer: (answer, about) => (answer.status >= 400 ? change(answer, about) : answer),
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

/** JSON with its numbers in another form. */
function withNumbers(json: Json, form: (number: number) => string): string {
  const text = JSON.stringify(json, (_, one: unknown) =>
    typeof one === "number" ? `\ue000${form(one)}\ue000` : one,
  );
  return text.replace(/"\ue000([^\ue000]*)\ue000"/g, "$1");
}

/** Gives each calendar an id of another form. */
const ids = (form: (count: number) => string) => (): Plant => {
  let count = 0;
  return field("id", () => form(++count));
};

/** Adds a field to every object, deep. */
function extended(value: Json): Json {
  if (Array.isArray(value)) return value.map(extended);
  if (!isObject(value)) return value;
  const inner = Object.entries(value).map(([name, member]): [string, Json] => [name, extended(member)]);
  return { ...Object.fromEntries(inner), _id: "64f0c0ffee", traceId: "0000-1111", updatedAt: null };
}

const unknownOf = (body: JsonObject): string[] => {
  const known = contract.schemas.CreateCalendarRequest as { properties: object };
  return Object.keys(body).filter((name) => !Object.hasOwn(known.properties, name));
};

/** Rules from which the docs' own example departs, so that nobody may refuse what does. */
const SHOWN = operation.rules.filter(({ keeps }) =>
  Object.values(operation.requestBody?.examples ?? {}).some((example) => !compiled(keeps)(example)),
);

/** What is neither kept nor broken for certain is not said, or only advised against, and may be refused. */
const isUnclear = (body: JsonObject): boolean =>
  operation.rules.some(
    (rule) =>
      !SHOWN.includes(rule) &&
      !compiled(rule.keeps)(body) &&
      !contract.validators[CREATE]!.breaks[rule.id]!(body),
  );

/** What the docs advise against is accepted, whatever the contract makes of it: the form of a date, several members, … */
const adviceIgnored: Plant = {
  contract: (given) =>
    [lets("pattern", "/availabilities/-/date"), ...ADVISED.map((rule) => forgets(rule))].reduce(
      (edited, plant) => plant.contract?.(edited) ?? edited,
      given,
    ),
};

const ADVISED = [
  "recurring-one-member",
  "availability-date-form",
  "no-location-for-conference",
  "root-locations-for-event",
];

/** Where a sentence has two readings, the laxer one: it is enough that one member of a collective calendar says whether it is the primary one. */
const oneStates = forgets("collective-primary-stated", ({ teamMembers }) =>
  listOf(teamMembers).some((member) => "isPrimary" in member),
);

/** Shows undocumented fields whose values differ from one answer to the next. */
const changing = (): Plant => {
  let answered = 0;
  const stamped = (calendar: JsonObject): JsonObject => ({
    ...calendar,
    dateUpdated: `2026-01-01T00:00:${answered++}Z`,
    revision: answered,
  });
  return {
    answer: (answer) =>
      isObject(shownIn(answer))
        ? withBody(answer, { ...bodyOf(answer), calendar: stamped(shownIn(answer) as JsonObject) })
        : answer,
  };
};

const shownIn = (answer: Answer): Json | undefined =>
  answer.text === "" ? undefined : bodyOf(answer).calendar;

/** What a read shows of a calendar that the answer to its creation left out. */
const ADDED: JsonObject = {
  notifications: [],
  teamMembers: [],
  slotBuffer: 0,
  preBuffer: 0,
  guestType: "collect_detail",
  dateUpdated: "2026-01-01",
  revisions: [{ at: 1 }],
};

const addedToReads: Plant = answers(
  READ,
  (status) => status === 200,
  (answer) =>
    withBody(answer, {
      ...bodyOf(answer),
      calendar: { ...ADDED, ...(bodyOf(answer).calendar as JsonObject) },
    }),
);

const VERSIONS = ["2021-04-15", "2021-07-28", "2023-02-21", "v3"];

/** Takes several values of a header whose schema lists one, and refuses any other. */
const severalVersions = reads((request) =>
  VERSIONS.includes(request.headers.version ?? "")
    ? { ...request, headers: { ...request.headers, version: VERSIONS[0]! } }
    : request,
);

const toUnprocessable = (answer: Answer): Answer => ({
  ...answer,
  status: 422,
  text: JSON.stringify({ statusCode: 422, message: [bodyOf(answer).message], error: "Unprocessable Entity" }),
});

export const CONFORMING: readonly Variant[] = [
  planted("as the embedded endpoint is", {}),
  planted("422 for invalid bodies", answers(CREATE, (status) => status === 400, toUnprocessable)),
  ...NAMINGS.map(([name, words]) => planted(`refusals that name ${name} of the faults`, naming({}, words))),
  planted("400 for what is deleted", { answer: (answer) => (answer.status === 404 ? { ...answer, status: 400 } : answer) }),
  planted("a delete that may be repeated", answers(DELETE, (status) => status === 404, () => ({ status: 200, headers: JSON_TYPE, text: '{"success":true}' }))),
  planted("defaults not applied", { applyDefaults: false }),
  planted("extra fields everywhere", { answer: (answer) => (answer.text === "" ? answer : withBody(answer, extended(bodyOf(answer)))) }),
  planted("unknown properties refused", { ...refuses((body) => unknownOf(body).length > 0), ...answers(CREATE, (status) => status === 400, toUnprocessable) }),
  planted("unknown properties kept", { entity: (entity, sent) => ({ ...entity, ...Object.fromEntries(unknownOf(sent).filter((name) => typeof sent[name] === "string").map((name) => [name, sent[name] as Json])) }) }),
  planted("keys in reverse order", written((json) => JSON.stringify(reversed(json)))),
  planted("JSON with blanks and line ends", written((json) => `\r\n${JSON.stringify(json, undefined, "\t")}\n `)),
  planted("JSON in ASCII alone", written((json) => JSON.stringify(json).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`))),
  planted("JSON with escaped slashes", written((json) => JSON.stringify(json).replaceAll("/", "\\/"))),
  planted("whole numbers as 30.0", written((json) => withNumbers(json, (one) => (Number.isSafeInteger(one) ? `${one}.0` : String(one))))),
  planted("numbers with exponents", written((json) => withNumbers(json, (one) => one.toExponential()))),
  planted("ids as UUIDs", ids((count) => `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`)),
  planted("ids as numbers in text", ids(String)),
  planted("ids as zero and up", ids((count) => String(count - 1))),
  planted("long ids", ids((count) => `${"x".repeat(300)}${count}`)),
  planted("ids with slashes, blanks and letters beyond ASCII", ids((count) => `кал/ендарь ${count}?#%2F`)),
  planted("read-only fields filled in", { entity: (entity) => ({ ...entity, meetingLocation: "somewhere" }) }),
  planted("errors without any property", errors((answer) => ({ ...answer, text: "{}" }))),
  planted("errors with more properties", errors((answer) => withBody(answer, { ...bodyOf(answer), traceId: "1", name: "HttpException", path: "/calendars", errors: [{ code: 7 }] }))),
  planted("errors that quote what was sent", errors((answer, { request }) => (answer.status === 400 ? withBody(answer, { ...bodyOf(answer), message: `not accepted: ${request.body}` }) : answer))),
  planted("a content type in upper case with a charset", { answer: (answer) => ({ ...answer, headers: { "content-type": 'Application/JSON;Charset="UTF-8"' } }) }),
  planted("400 for a missing version", errors((answer, { request }) => (answer.status === 401 && request.headers.version !== "2021-04-15" ? { ...answer, status: 400, text: '{"statusCode":400}' } : answer))),
  planted("the body judged before the token", errors((answer, { sent }) => (answer.status === 401 && sent && !contract.validators[CREATE]!.request!(sent) ? { ...answer, status: 400, text: "{}" } : answer))),
  planted("what the rules leave unclear or advise against is refused", refuses(isUnclear)),
  planted("what the docs advise against is accepted", adviceIgnored),
  planted("a rule of two readings is read in the laxer way", oneStates),
  planted("several versions are accepted", severalVersions),
  planted("a read adds fields that the creation left out", addedToReads),
  planted("undocumented fields change from answer to answer", changing),
  { name: "reads 400 ms behind writes and deletions", open: async (clock) => readingBehind(openPlanted({}), 400, clock) },
  planted("another path is another resource", { answer: (answer, { operation: reached }) => (reached === undefined ? { status: 404, headers: { "content-type": "text/html" }, text: "<h1>Not Found</h1>" } : answer) }),
  planted("a slash at the end is the same path", { request: (request) => (request.path.length > 1 ? { ...request, path: request.path.replace(/\/$/, "") } : request) }),
  planted("large and deep bodies refused", { answer: (answer, { operation: reached, request }) => (reached === CREATE && ((request.body?.length ?? 0) > 1_000_000 || request.body?.includes("[[[[[[[[")) ? { status: 413, headers: {}, text: "" } : answer) }),
  planted("what is read holds more than what was created", answers(READ, (status) => status === 200, (answer) => withBody(answer, { ...bodyOf(answer), traceId: "2" }))),
  wired("over HTTP", (response, { status, headers, text }) => void response.writeHead(status, headers).end(text)),
  wired("packed with gzip", wire.gzip),
  wired("packed with deflate", wire.deflate),
  wired("packed with deflate without its header", wire.rawDeflate),
  wired("packed with brotli", wire.brotli),
  wired("packed twice", wire.twice),
  wired("in chunks", wire.chunked),
  wired("slowly", wire.slow),
  wired("a connection a request", wire.closing),
  wired("with many headers", wire.manyHeaders),
]; // biome-ignore format: a table reads better in lines
