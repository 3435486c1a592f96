import type { SchemaError } from "../contract/contract.ts";
import {
  type InstancePointer,
  instancePointer,
  type LocationPattern,
  patternOf,
} from "../contract/pointers.ts";
import { dotted, equal, typeOf, valueAt } from "../core/json.ts";
import {
  type Check,
  clauseAt,
  describedAnswer,
  documentedStatus,
  isBrokenRequest,
  isEncodedTwice,
  isOwn,
  isSuccess,
  type Judged,
  resourceOf,
  type Violation,
} from "./check.ts";
import { inAnswer } from "./violation/clause.ts";
import type { Subject } from "./violation/subject.ts";
import { NOTHING, words } from "./violation/words.ts";

/**
 * The body is valid by the documented schema of its status; a success with an undocumented status by that of the
 * documented success.
 */
export const responseSchema: Check = {
  id: "response-schema",
  claim: "a body is valid by the documented schema of its status",
  judge(exchange) {
    const { json, documented } = exchange;
    const code = documentedStatus(exchange);
    const schema = code === undefined ? undefined : documented.responses.get(code);
    if (code === undefined || schema === undefined || json === undefined) return undefined;
    if (!isOwn(exchange) || isBrokenRequest(exchange) || isEncodedTwice(json)) return undefined;
    const errorByPointer = new Map<InstancePointer, SchemaError>();
    for (const error of schema.validate(json)) {
      const holder = instancePointer(error.instancePath);
      const at =
        error.keyword === "required"
          ? instancePointer(`${holder}/${String(error.params.missingProperty)}`)
          : holder;
      const first = errorByPointer.get(at);
      if (first === undefined || (error.keyword === "type" && first.keyword !== "type"))
        errorByPointer.set(at, error);
    }
    return [...errorByPointer]
      .filter(([at]) => !isReportedElsewhere(exchange, at))
      .map(([at, error]) => violation(exchange, code, at, error));
  },
  subjectsOf: (clause, resource) =>
    clause.about === "presence" || (clause.about === "values" && clause.side === "response")
      ? [subjectAt(inAnswer(clause, resource), clause.status)]
      : [],
};

/**
 * True if the value only mirrors a fault that another check reports: of the request, which should have been refused, or
 * of the creation, which a read repeats.
 */
function isReportedElsewhere(exchange: Judged, at: InstancePointer): boolean {
  const { contract, operation, json, case: judgedCase } = exchange;
  const creator = Object.values(contract.operations).find(
    ({ id, links }) =>
      links.length > 0 &&
      (id === operation.id || links.some(({ operationId }) => operationId === operation.id)),
  );
  const pointer = creator && resourceOf(creator)?.pointer;
  if (!isSuccess(exchange.answer.status) || pointer === undefined || !at.startsWith(`${pointer}/`))
    return false;
  const source = judgedCase.expect === "reject" ? judgedCase.body : judgedCase.resource?.created;
  return source !== undefined && equal(valueAt(json, at), valueAt(source, at.slice(pointer.length)));
}

/** Error bodies have one clause a status, success bodies one a field. */
const subjectAt = (at: LocationPattern, code: string | undefined): Subject => ({
  kind: "location",
  at,
  ...(code === undefined || isSuccess(Number(code)) ? {} : { status: code }),
});

function violation(exchange: Judged, code: string, at: InstancePointer, error: SchemaError): Violation {
  const response = exchange.operation.responses[code];
  const found = describedAnswer(exchange, code)?.at(at);
  const received = valueAt(exchange.json, at);
  const name = dotted(at) || "body";
  return {
    severity: "violation",
    subject: subjectAt(patternOf(at), code),
    at,
    title: `${name} ${problem(error, received)}`,
    ...(error.keyword === "type" ? { cause: problem(error, received) } : {}),
    expected: expectation(error),
    received: received === undefined ? NOTHING : received,
    docs: found?.docs ?? response?.docs ?? exchange.operation.docs,
    clause: clauseAt(found, at),
  };
}

function problem({ keyword, params, message }: SchemaError, received: unknown): string {
  if (keyword === "required") return "is missing";
  if (keyword === "type")
    return `is ${article(typeOf(received))}, not ${article([params.type].flat().join(" or "))}`;
  if (keyword === "enum") return "is not a documented value";
  return message ?? `breaks ${keyword}`;
}

const article = (type: string): string =>
  type === "null" ? "null" : `${/^[aeio]/.test(type) ? "an" : "a"} ${type}`;

function expectation({ keyword, params, message }: SchemaError): unknown {
  if (keyword === "required") return words("a value");
  if (keyword === "type") return words([params.type].flat().join(" or "));
  if (keyword === "enum") return words(`one of ${JSON.stringify(params.allowedValues)}`);
  return words(message ?? keyword);
}
