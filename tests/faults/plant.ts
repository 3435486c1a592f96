import type { Contract } from "../../src/contract/contract.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { isObject } from "../../src/core/json.ts";
import type { Answer, WireRequest } from "../../src/http/exchange.ts";

/** The operation that faults are planted in. */
export const CREATE = "create-calendar";
export const READ = "get-calendar";
export const DELETE = "delete-calendar";
export const LIST = "get-calendars";

/** What an answer is about. */
export interface About {
  readonly operation: string | undefined;
  readonly request: WireRequest;
  /** The body that was sent, where it is an object. */
  readonly sent: JsonObject | undefined;
}

/** What an endpoint does otherwise than the conforming one. */
export interface Plant {
  /** What it enforces. */
  readonly contract?: (contract: Contract) => Contract;
  /** The request as it understands it. */
  readonly request?: (request: WireRequest) => WireRequest;
  /** What it stores of what it creates, and answers from then on. */
  readonly entity?: (entity: JsonObject, sent: JsonObject) => JsonObject;
  /** What it answers. */
  readonly answer?: (answer: Answer, about: About) => Answer;
  /** True if a run cleans up, and lists what is there. */
  readonly stores?: boolean;
  /** Whether documented defaults are filled in; true unless told. */
  readonly applyDefaults?: boolean;
}

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

export const withBody = (answer: Answer, body: unknown): Answer => ({
  ...answer,
  text: JSON.stringify(body),
});

export const bodyOf = ({ text }: Answer): JsonObject => JSON.parse(text) as JsonObject;

/** Stores one field otherwise; undefined drops it. */
export const field = (
  name: string,
  change: (value: Json, entity: JsonObject) => Json | undefined,
): Plant => ({
  entity: (entity) => changed(entity, name, change),
});

/** Stores a field of each member of a list, or of an object, otherwise. */
export const inner = (
  path: readonly string[],
  change: (value: Json, holder: JsonObject) => Json | undefined,
): Plant => ({ entity: (entity) => within(entity, path, change) as JsonObject });

function within(
  value: Json,
  [name, ...rest]: readonly string[],
  change: (value: Json, holder: JsonObject) => Json | undefined,
): Json {
  if (Array.isArray(value))
    return value.map((item) => within(item, name === undefined ? [] : [name, ...rest], change));
  if (!isObject(value) || name === undefined) return value;
  return changed(value, name, (one) => (rest.length === 0 ? change(one, value) : within(one, rest, change)));
}

function changed(
  entity: JsonObject,
  name: string,
  change: (value: Json, entity: JsonObject) => Json | undefined,
): JsonObject {
  const { [name]: value, ...others } = entity;
  if (value === undefined) return entity;
  const next = change(value, entity);
  return next === undefined ? others : { ...others, [name]: next };
}

/** Stores a text otherwise, wherever it lies; undefined drops it. */
export const text = (path: readonly string[], change: (text: string) => Json | undefined): Plant =>
  inner(path, (one) => (typeof one === "string" ? change(one) : one));

/** Stores each of two fields under the name of the other. */
export const swap = (one: string, other: string): Plant => ({
  entity: (entity) => swapped(entity, one, other),
});

export function swapped(entity: JsonObject, one: string, other: string): JsonObject {
  const { [one]: first, [other]: second, ...rest } = entity;
  return {
    ...rest,
    ...(second === undefined ? {} : { [one]: second }),
    ...(first === undefined ? {} : { [other]: first }),
  };
}

/** Answers a creation otherwise. */
export const created = (change: (answer: Answer, about: About) => Answer): Plant => ({
  answer: (answer, about) =>
    about.operation === CREATE && isSuccess(answer) ? change(answer, about) : answer,
});

/** Answers one operation otherwise. */
export const answers = (
  operation: string,
  status: (status: number) => boolean,
  change: (answer: Answer, about: About) => Answer,
): Plant => ({
  answer: (answer, about) =>
    about.operation === operation && status(answer.status) ? change(answer, about) : answer,
});

/** Fails on the bodies that meet the condition. */
export const crashes = (when: (sent: JsonObject, text: string) => boolean, status = 500): Plant => ({
  answer: (answer, { operation, request, sent }) =>
    operation === CREATE && when(sent ?? {}, request.body ?? "")
      ? {
          status,
          headers: { "content-type": "application/json" },
          text: '{"message":"Internal server error"}',
        }
      : answer,
});

/** Reads requests otherwise. */
export const reads = (change: (request: WireRequest) => WireRequest): Plant => ({ request: change });

/** A body that every endpoint accepts, in the place of one that it should refuse. */
export const accepting = (when: (text: string) => boolean): Plant =>
  reads((request) =>
    request.method === "POST" && when(request.body ?? "")
      ? {
          ...request,
          headers: { ...request.headers, "content-type": "application/json" },
          body: '{"locationId":"loc","name":"n"}',
        }
      : request,
  );

/** Every text of a body, deep. */
export function* texts(value: Json): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* texts(item);
  else if (isObject(value)) for (const member of Object.values(value)) yield* texts(member);
}

export const listOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
