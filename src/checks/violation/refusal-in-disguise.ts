import { entriesOfClass } from "../../contract/documented-status.ts";
import { isObject, type JsonObject, valueAt } from "../../core/json.ts";
import { describedAnswer, documentedStatus, isSuccess, type Judged, resourceOf } from "../check.ts";

/** Members that are in bodies of errors alone. */
const ERROR_MEMBERS = /^(?:error|errors|error_?(?:message|description|details))$/i;

/** Members by which bodies say what happened, mostly what went wrong (RFC 9457, and what frameworks write by themselves). */
const WORDS_MEMBERS = /^(?:messages?|details?|reasons?)$/i;

/** Members that repeat the status of an error. */
const STATUS_MEMBERS = /^(?:status|code|status_?code|http_?status|error_?code)$/i;

/**
 * True for a success by its status whose body is a refusal: it has nothing of what the docs name for the success, nothing of what
 * was sent, no id, and says what went wrong.
 */
export function isRefusalInDisguise(exchange: Judged): boolean {
  const { answer, json, operation } = exchange;
  if (!isSuccess(answer.status) || !isObject(json)) return false;
  const id = resourceOf(operation)?.id;
  if (id !== undefined && valueAt(json, id) !== undefined) return false;
  const names = Object.keys(json);
  if (names.some((name) => isOfSuccess(exchange, name))) return false;
  return isOfRefusal(exchange, json);
}

function isOfSuccess(exchange: Judged, name: string): boolean {
  const { body } = exchange.case;
  if (isObject(body) && Object.hasOwn(body, name)) return true;
  return describedAnswer(exchange, documentedStatus(exchange))?.child(name) !== undefined;
}

function isOfRefusal(exchange: Judged, json: JsonObject): boolean {
  const { expect, resource } = exchange.case;
  const documented = entriesOfClass(exchange.operation.responses, "4").map((code) =>
    describedAnswer(exchange, code),
  );
  // A success may have words as well.
  const areWordsTelling = expect === "reject" && resource === undefined;
  const isNamed = (name: string): boolean =>
    ERROR_MEMBERS.test(name) ||
    (areWordsTelling &&
      (WORDS_MEMBERS.test(name) || documented.some((body) => body?.child(name) !== undefined)));
  return Object.entries(json).some(([name, value]) => {
    if (value === false) return /^(?:success|ok)$/i.test(name);
    if (STATUS_MEMBERS.test(name) && Number(value) >= 400 && Number(value) < 500) return true;
    return isNamed(name) && saysSomething(value);
  });
}

/** True for words, or a list or an object of them. */
const saysSomething = (value: unknown): boolean =>
  typeof value === "string"
    ? /\S\s+\S/.test(value)
    : typeof value === "object" && value !== null && Object.values(value).some(saysSomething);
