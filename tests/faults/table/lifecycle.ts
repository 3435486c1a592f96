import type { JsonObject } from "../../../src/core/json.ts";
import type { Answer, WireRequest } from "../../../src/http/exchange.ts";
import { contract } from "../../fixtures/project.ts";
import { forgets } from "../enforced.ts";
import { faultsOf } from "../fault.ts";
import { answers, bodyOf, CREATE, DELETE, isSuccess, type Plant, READ, withBody } from "../plant.ts";

const isAny = (): boolean => true;
const isGone = (status: number): boolean => status === 404;
const GONE: Answer = { status: 404, headers: { "content-type": "application/json" }, text: "{}" };

/** Answers a read with its calendar changed. */
const readAs = (change: (calendar: object) => object): Plant =>
  answers(
    READ,
    (status) => status === 200,
    (answer) => withBody(answer, { calendar: change(bodyOf(answer).calendar as object) }),
  );

/** Keeps what was created, and answers reads from it, whatever was deleted. */
function remembers(): Plant {
  const made = new Map<string, Answer>();
  return {
    answer: (answer, { operation, request }) => {
      if (operation === CREATE && isSuccess(answer)) made.set(idIn(answer), answer);
      return operation === READ && answer.status !== 401 ? (made.get(lastOf(request)) ?? answer) : answer;
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
      if (gone.has(lastOf(request))) return GONE;
      if (operation === DELETE && isSuccess(answer)) gone = new Set(before);
      return answer;
    },
  };
}

/** Each read answers otherwise than the one before. */
function counts(): Plant {
  let reads = 0;
  return readAs((calendar) => ({
    ...calendar,
    name: `read ${++reads > 1 ? "again" : "once"}`,
    ...(reads === 1 ? calendar : {}),
  }));
}

/** Every read answers what was created last. */
function readsLast(): Plant {
  let last: Answer | undefined;
  return {
    answer: (answer, { operation }) => {
      if (operation === CREATE && isSuccess(answer)) last = answer;
      return operation === READ && isSuccess(answer) && last ? last : answer;
    },
  };
}

const lastOf = ({ path }: WireRequest): string => path.slice(path.lastIndexOf("/") + 1);
const idIn = (answer: Answer): string => String((bodyOf(answer).calendar as { id?: unknown }).id);

const breaksOnePrimary = (sent: JsonObject | undefined): boolean =>
  contract.validators[CREATE]!.breaks["one-primary"]!(sent);

/** What becomes of a resource after it was made. */
export const lifecycle = faultsOf("lifecycle", [
  ["a read says otherwise", "lifecycle", /a read answers another calendar\.name than the creation did/, readAs((one) => ({ ...one, name: "another" }))],
  ["a read lacks a field", "lifecycle", /a read answers no calendar\.isActive, which the creation did/, readAs((one) => ({ ...one, isActive: undefined }))],
  ["a second read says otherwise", "lifecycle", /a read answers another calendar\.name than the creation did/, counts],
  ["a read answers another resource", "lifecycle", /a read answers another resource/, readsLast],
  ["nothing can be read", "lifecycle", /a resource that exists cannot be read/, answers(READ, isAny, () => GONE)],
  ["what is deleted can be read", "lifecycle", /a deleted resource can still be read/, remembers],
  ["a delete does nothing", "lifecycle", /a deleted resource can still be read/, { request: (request) => (request.method === "DELETE" ? { ...request, method: "GET" } : request), answer: (answer, { request }) => (request.method === "DELETE" ? { ...answer, text: '{"success":true}' } : answer) }, 1],
  ["a delete deletes the others", "lifecycle", /a resource is gone after another one was deleted/, deletesAll],
  ["nothing can be deleted", "lifecycle", /a resource that exists cannot be deleted/, { request: (request) => (request.method === "DELETE" ? { ...request, path: `${request.path}x` } : request) }],
  ["a delete answers another form", "response-schema", /success is a string, not a boolean/, answers(DELETE, (status) => status === 200, (one) => withBody(one, { success: "yes" }))],
  ["a read answers without envelope", "response-schema", /calendar is missing/, answers(READ, (status) => status === 200, (one) => withBody(one, bodyOf(one).calendar))],
  ["a refused body is made all the same", "made-once", /refused with 400 makes something all the same/, { ...forgets("one-primary"), ...answers(CREATE, (status) => status === 200, (one, { sent }) => (breaksOnePrimary(sent) ? { ...one, status: 400, text: '{"statusCode":400,"message":"no"}' } : one)), stores: true }],
  ["reading what is deleted fails", "no-crash", /fails with 500/, answers(READ, isGone, (one) => ({ ...one, status: 500 }))],
  ["deleting what is deleted fails", "no-crash", /fails with 500/, answers(DELETE, isGone, (one) => ({ ...one, status: 500 }))],
]); // biome-ignore format: a table reads better in lines
