import type { Contract, Validator } from "../../../src/contract/contract.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { isObject } from "../../../src/core/json.ts";
import {
  answers,
  bodyOf,
  CREATE,
  created,
  field,
  isSuccess,
  type Plant,
  READ,
  text,
  withBody,
} from "../plant.ts";

/** A fault with one cause that shows in many places. */
export interface WideFault {
  readonly name: string;
  readonly plant: Plant;
  /** The finding that tells of it. */
  readonly told: RegExp;
  /** Findings that it may have, where it shows in ways that one cannot tell: one unless given, three at most. */
  readonly most?: number;
}

const deep = (value: Json, change: (value: Json) => Json): Json => {
  if (Array.isArray(value)) return change(value.map((item) => deep(item, change)));
  if (!isObject(value)) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, deep(one, change)])));
};

/** Stores every value otherwise, its id aside. */
const each = (change: (value: Json) => Json): Plant => ({
  entity: ({ id, ...entity }) => ({
    ...(deep(entity, change) as JsonObject),
    ...(id === undefined ? {} : { id }),
  }),
});

const texts = (change: (text: string) => string): Plant =>
  each((value) => (typeof value === "string" ? change(value) : value));
const numbers = (change: (number: number) => Json): Plant =>
  each((value) => (typeof value === "number" ? change(value) : value));

const renamed = (rename: (name: string) => string): Plant => ({
  answer: (answer, { operation }) =>
    (operation === CREATE || operation === READ) && isSuccess(answer)
      ? withBody(answer, {
          calendar: deep(bodyOf(answer).calendar ?? null, (value) =>
            isObject(value)
              ? Object.fromEntries(Object.entries(value).map(([name, one]) => [rename(name), one]))
              : value,
          ),
        })
      : answer,
});

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every request body is taken as it is, whatever is wrong with it. */
const takesAll = (contract: Contract): Contract => {
  const any: Validator = () => true;
  const own = contract.validators[CREATE];
  return own === undefined
    ? contract
    : {
        ...contract,
        validators: {
          ...contract.validators,
          [CREATE]: {
            ...own,
            request: any,
            breaks: Object.fromEntries(Object.keys(own.breaks).map((id) => [id, () => false])),
          },
        },
      };
};

/** One cause each, which is at most three findings, wherever it shows. */
export const WIDE: readonly WideFault[] = [
  { name: "nothing is validated", told: /invalid-refused\/any/, most: 2, plant: { contract: takesAll } },
  { name: "every refusal is answered with 200", told: /status\/any:refused-as-success/, plant: { answer: (answer) => (answer.status >= 400 && answer.status < 500 ? { ...answer, status: 200 } : answer) } },
  { name: "every content type is wrong", told: /content-type\/any:type-text-html/, plant: { answer: (answer) => ({ ...answer, headers: { ...answer.headers, "content-type": "text/html" } }) } },
  { name: "every read fails with 500", told: /get-calendar\/no-crash\/500/, plant: answers(READ, () => true, (answer) => ({ ...answer, status: 500, text: '{"message":"Internal server error"}' })) },
  { name: "every field is in snake case", told: /any:renamed-to-snake-case/, plant: renamed(snake) },
  { name: "every field is in pascal case", told: /any:renamed-to-PascalCase/, plant: renamed((name) => (name === "id" ? name : name.replace(/^./, (letter) => letter.toUpperCase()))) },
  { name: "every number is a text", told: /any:type-string-for-number/, plant: numbers(String) },
  { name: "every boolean is a number", told: /any:type-number-for-boolean/, plant: each((value) => (typeof value === "boolean" ? Number(value) : value)) },
  { name: "every text is trimmed", told: /echo\/any:trimmed/, plant: texts((text) => text.trim()) },
  { name: "every line end becomes LF", told: /echo\/any:changed-in-its-line-ends/, plant: texts((text) => text.replaceAll("\r\n", "\n")) },
  { name: "every text is cut at 30", told: /echo\/any:cut-at-character-30/, plant: texts((text) => text.slice(0, 30)) },
  { name: "every text is in latin-1", told: /echo\/any:re-encoded/, plant: texts((text) => [...text].map((one) => ((one.codePointAt(0) ?? 0) > 0xff ? "?" : one)).join("")) },
  { name: "every text is mojibake", told: /echo\/any:re-encoded/, plant: texts((text) => Buffer.from(text).toString("latin1")) },
  { name: "every text is escaped", told: /echo\/any:escaped/, plant: texts((text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")) },
  { name: "every number is an int32", told: /echo\/any:clamped/, plant: numbers((one) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, one))) },
  { name: "every number is a float32", told: /echo\/any:rounded-to-float32/, most: 2, plant: numbers(Math.fround) },
  { name: "every number has two places", told: /echo\/any:rounded-to-places/, plant: numbers((one) => Number(one.toFixed(2))) },
  { name: "every number is an integer", told: /echo\/any:rounded-to-an-integer/, plant: numbers(Math.trunc) },
  { name: "every empty value is dropped", told: /echo\/any:dropped/, most: 2, plant: { entity: ({ id, ...entity }) => ({ ...Object.fromEntries(Object.entries(entity).filter(([, one]) => one !== "" && one !== null && one !== 0 && one !== false)), ...(id === undefined ? {} : { id }) }) } },
  { name: "every null is dropped", told: /echo\/calendar.availabilityType/, plant: { entity: ({ id, ...entity }) => ({ ...Object.fromEntries(Object.entries(entity).filter(([, one]) => one !== null)), ...(id === undefined ? {} : { id }) }) } },
  { name: "every list is sorted", told: /echo\/any:reordered/, most: 3, plant: each((value) => (Array.isArray(value) ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value)) },
  { name: "nothing is kept", told: /echo\/any:dropped/, most: 3, plant: { entity: ({ id }) => (id === undefined ? {} : { id }) } },
  { name: "every creation answers a number as the id", told: /response-schema\/calendar.id/, plant: { ...created((answer) => withBody(answer, { calendar: { ...(bodyOf(answer).calendar as JsonObject), id: 17 } })), stores: true } },
  { name: "the answer has no envelope", told: /response-schema\/calendar/, plant: created((answer) => withBody(answer, bodyOf(answer).calendar)) },
  { name: "every creation fails with 500", told: /no-crash\/500/, plant: created((answer) => ({ ...answer, status: 500, text: '{"message":"Internal server error"}' })) },
  { name: "unknown properties are refused", told: /valid-accepted\/any:422-property-should-not-exist/, plant: { answer: (answer, { sent, operation }) => (operation === CREATE && Object.keys(sent ?? {}).some((name) => /^(?:desc|slug|notes|event)/.test(name)) && isSuccess(answer) ? { ...answer, status: 422, text: JSON.stringify({ statusCode: 422, error: "Unprocessable Entity", message: Object.keys(sent ?? {}).filter((name) => /^(?:desc|slug|notes|event)/.test(name)).map((name) => `property ${name} should not exist`) }) } : answer) } },
  { name: "every read leaves out false", told: /get-calendar\/response-schema\/any:read-dropped-false/, plant: answers(READ, (status) => status === 200, (answer) => withBody(answer, deep(bodyOf(answer), (value) => (isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== false)) : value)))) },
  { name: "every wrong token fails with 500", told: /no-crash\/any:crash-with-wrong-token/, plant: { answer: (answer, { request }) => (answer.status === 401 && request.headers.authorization?.includes("invalid-token") ? { ...answer, status: 500, text: '{"message":"Internal server error"}' } : answer) } },
  { name: "a text and its default are in upper case", told: /echo\/calendar\.eventColor/, plant: text(["eventColor"], (one) => one.toUpperCase()) },
  { name: "a boolean and its default are inverted", told: /echo\/calendar\.allowCancellation/, plant: field("allowCancellation", (one) => !one) },
  { name: "long bodies are refused with 413", told: /valid-accepted\/(?:any:)?413/, plant: { answer: (answer, { operation, request }) => (operation === CREATE && (request.body ?? "").length > 3000 ? { ...answer, status: 413, text: '{"statusCode":413,"message":"request entity too large"}' } : answer) } },
]; // biome-ignore format: a table reads better in lines
