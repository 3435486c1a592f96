import type { SchemaError } from "../contract/contract.ts";
import {
  type InstancePointer,
  instancePointer,
  type LocationPattern,
  parentPointer,
  patternOf,
  pointerBelow,
} from "../contract/pointers.ts";
import { dotted, equal, isObject, tokensOf, typeOf, valueAt } from "../core/json.ts";
import {
  type Check,
  clauseAt,
  describedAnswer,
  describedBody,
  documentedStatus,
  echoedIn,
  isBrokenRequest,
  isEncodedTwice,
  isOwn,
  isSuccess,
  type Judged,
  resourceOf,
  type Violation,
} from "./check.ts";
import { madeResource, readCause } from "./life/made-resource.ts";
import { type Cause, causeOfChange, renamedTo, typeCause } from "./violation/cause.ts";
import { inAnswer } from "./violation/clause.ts";
import { convention, isSameName } from "./violation/convention.ts";
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
  const other = error.keyword === "required" ? otherName(exchange, code, at) : undefined;
  return {
    severity: "violation",
    subject: subjectAt(patternOf(at), code),
    at,
    title: `${name} ${problem(error, received)}${other === undefined ? "" : `: it is called ${other}`}`,
    ...causeIn(exchange, code, at, error, other),
    expected: expectation(error),
    received: received === undefined ? NOTHING : received,
    docs: found?.docs ?? response?.docs ?? exchange.operation.docs,
    clause: clauseAt(found, at),
  };
}

/** The undocumented member beside a missing one that is called the same but for case and hyphens. */
function otherName(exchange: Judged, code: string, at: InstancePointer): string | undefined {
  const holder = parentPointer(at);
  const beside = valueAt(exchange.json, holder);
  const described = describedAnswer(exchange, code)?.at(holder);
  return Object.keys(isObject(beside) ? beside : {}).find(
    (name) => isSameName(name, lastOf(at)) && described?.child(name) === undefined,
  );
}

const lastOf = (at: InstancePointer): string => tokensOf(at).at(-1) ?? "";

/** The cause of a wrong type or a lost value, as of what comes back; of a refusal's form the status does not count. */
function causeIn(
  exchange: Judged,
  code: string,
  at: InstancePointer,
  { keyword, params }: SchemaError,
  other: string | undefined,
): Cause {
  const received = valueAt(exchange.json, at);
  if (!isSuccess(Number(code)))
    return { cause: `${keyword} ${dotted(at) || "body"}`, spread: { least: 2, isOfEndpoint: true } };
  if (keyword === "type") return typeCause(params.type as string | string[], received);
  const spelled = other === undefined ? undefined : convention(lastOf(at), other);
  if (spelled !== undefined) return renamedTo(spelled);
  const ofRead = causeInRead(exchange, at, received);
  if (ofRead !== undefined) return ofRead;
  const { pointer } = echoedIn(exchange) ?? {};
  const isOfRequest = pointer !== undefined && at.startsWith(`${pointer}/`);
  const sent = isOfRequest ? promisedAt(exchange, pointerBelow(pointer, at)) : undefined;
  return sent === undefined || equal(sent, received) ? {} : causeOfChange(sent, received);
}

/** The cause in a read of a resource, in the words by which a difference from its creation is told. */
function causeInRead(exchange: Judged, at: InstancePointer, received: unknown): Cause | undefined {
  const { resource } = exchange.case;
  if (resource?.step !== "read") return undefined;
  const { pointer } = madeResource(exchange);
  if (!at.startsWith(`${pointer}/`)) return undefined;
  const created = valueAt(resource.created, pointerBelow(pointer, at));
  return created === undefined ? undefined : readCause(created, received);
}

/** The value that was sent, or the default of one that was left out. */
function promisedAt(exchange: Judged, at: InstancePointer): unknown {
  return valueAt(exchange.case.body, at) ?? describedBody(exchange)?.at(at)?.schema.default;
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
