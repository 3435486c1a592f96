import { STATUS_CODES } from "node:http";
import type { Operation, Schema } from "../contract/contract.ts";
import { statusEntry } from "../contract/documented-status.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { setOwn } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import type { Flatten } from "./flatten-schema.ts";
import { jsonAnswer } from "./json-answer.ts";
import { sampleValue } from "./sample-value.ts";

/** The reason of a refusal, and the statuses that fit it best first; the first documented one is used. */
export interface Refusal {
  readonly statuses: readonly number[];
  /** At least one sentence for people. */
  readonly messages: readonly string[];
}

/** The refusal as the operation documents it: else its first documented 4xx, else the wished status without a shape. */
export function refuse(flatten: Flatten, operation: Operation | undefined, refusal: Refusal): Answer {
  const responses = operation?.responses ?? {};
  const single = Object.keys(responses).find((status) => /^4\d\d$/.test(status));
  const isDocumented = (status: number): boolean => Object.hasOwn(responses, String(status));
  const isDescribed = (status: number): boolean => statusEntry(responses, status) !== undefined;
  const [first = 400] = refusal.statuses;
  const status =
    refusal.statuses.find(isDocumented) ?? refusal.statuses.find(isDescribed) ?? Number(single ?? first);
  const schema = responses[statusEntry(responses, status) ?? ""]?.schema;
  return errorAnswer(flatten, schema, status, refusal.messages);
}

/** The refusal of a request that no operation answers (404, 405), in the shape that the neighbour documents for errors. */
export function refuseOutside(flatten: Flatten, neighbour: Operation | undefined, refusal: Refusal): Answer {
  const shape = Object.entries(neighbour?.responses ?? {}).find(([status]) => /^4\d\d$/.test(status));
  return errorAnswer(flatten, shape?.[1].schema, refusal.statuses[0] ?? 404, refusal.messages);
}

function errorAnswer(
  flatten: Flatten,
  schema: Schema | undefined,
  status: number,
  messages: readonly string[],
): Answer {
  return schema === undefined
    ? { status, headers: {}, text: "" }
    : jsonAnswer(status, errorBody(flatten, schema, status, messages));
}

/** The body of an error: each property with an `x-sandbox` mark says what the mark asks for, the rest only if required. */
function errorBody(flatten: Flatten, schema: Schema, status: number, messages: readonly string[]): Json {
  const flat = flatten(schema);
  const body: JsonObject = {};
  for (const [name, property] of Object.entries(flat.properties ?? {})) {
    const marked = markedValue(flatten(property)["x-sandbox"], status, messages);
    if (marked !== undefined) setOwn(body, name, marked);
    else if (flat.required?.includes(name)) setOwn(body, name, sampleValue(flatten, property));
  }
  return body;
}

function markedValue(
  mark: string | undefined,
  status: number,
  messages: readonly string[],
): Json | undefined {
  switch (mark) {
    case "status":
      return status;
    case "reason":
      return messages[0] ?? "";
    case "messages":
      return [...messages];
    case "title":
      return STATUS_CODES[status] ?? "Error";
    default:
      return undefined;
  }
}
