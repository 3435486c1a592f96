import { door } from "../cases/door.ts";
import { isBrokenOnlyAt } from "../cases/invalid.ts";
import { matches } from "../contract/conditions/matches.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import type { Json } from "../core/json.ts";
import { dotted } from "../core/json.ts";
import type { BodySource } from "../generation/base-instance.ts";
import {
  brokenKeyword,
  faultyLocation,
  isGuardFault,
  type RuleFault,
  type SchemaFault,
  type SeveralFaults,
} from "../generation/fault.ts";
import type { RecordedExchange } from "../http/exchange.ts";

/** Why a recorded request is none that today's contract would have sent for what it meant to prove; undefined if it is one. */
export function misfitOf(
  recorded: RecordedExchange,
  contract: Contract,
  source: BodySource,
  kind: string,
  body: Json | undefined,
): string | undefined {
  const operation = contract.operations[recorded.operation];
  if (!operation) return `the contract has no operation ${recorded.operation} any more`;
  return (
    wayMisfit(recorded, operation, contract, kind) ??
    headerMisfit(recorded, operation) ??
    (operation === source.operation ? bodyMisfit(recorded, source, body) : undefined)
  );
}

/** Whether the request goes where it means to: to the operation, or beside it where that is the point of it. */
function wayMisfit(
  { request: { method, path }, fault, expect }: RecordedExchange,
  operation: Operation,
  contract: Contract,
  kind: string,
): string | undefined {
  const own = `${operation.method} ${operation.path}`;
  const all = Object.values(contract.operations);
  if (fault?.kind === "method") {
    const taken = all.some((one) => one.method === method && isAt(one, path));
    if (taken) return `${method} ${path} is an operation of the contract now`;
    return isAt(operation, path) ? undefined : `the path of ${operation.id} is ${operation.path} now`;
  }
  const isBeside = kind === door.id && expect !== "reject";
  const there = isBeside ? bare(path) === bare(operation.path) : isAt(operation, path);
  return there && method === operation.method
    ? undefined
    : `${operation.id} is ${own} now, and was asked as ${method} ${path}`;
}

const bare = (path: string): string => path.replace(/\/$/, "");

function isAt({ path: template }: Operation, path: string): boolean {
  const parts = template.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`).test(path);
}

/** Whether the required headers are as they are now, or one is not where that is the point. */
function headerMisfit(
  { request: { headers }, fault }: RecordedExchange,
  operation: Operation,
): string | undefined {
  if (fault?.kind === "token" && !operation.security) return `${operation.id} needs no token any more`;
  const wrong = operation.headers.find(({ name, required, enum: values }) => {
    const value = headers[name.toLowerCase()];
    return required && (value === undefined || (values.length > 0 && !values.includes(value)));
  });
  if (fault?.kind === "header")
    return wrong ? undefined : `it was sent for a wrong header, and its headers are right now`;
  if (!wrong) return undefined;
  const sent = headers[wrong.name.toLowerCase()];
  return `header ${wrong.name} must be ${wrong.enum.join(" or ") || "there"} now, and was ${sent ?? "left out"}`;
}

function bodyMisfit(
  { expect, fault, request, raw }: RecordedExchange,
  source: BodySource,
  body: Json | undefined,
): string | undefined {
  const { requestBody } = source.operation;
  if (expect === undefined || !requestBody) return undefined;
  if (expect === "accept" || isGuardFault(fault)) {
    const type = request.headers["content-type"];
    if (type !== undefined && type !== requestBody.mediaType)
      return `its content type ${type} is ${requestBody.mediaType} now`;
    return body === undefined ? undefined : invalidNow(source, body);
  }
  if (expect === "observe" || fault === undefined) return undefined;
  if (fault.kind === "request") return wholeMisfit(source, request.body, body);
  return raw || body === undefined ? undefined : faultMisfit(source, fault, body);
}

function invalidNow(source: BodySource, body: Json): string | undefined {
  if (!source.isValid(body)) return `its body was valid and is not any more: ${firstError(source)}`;
  const broken = source.rules.find((rule) => matches(rule.breaks, body));
  return broken ? `its body was valid and breaks rule ${broken.id} now: ${broken.sentence}` : undefined;
}

function firstError({ isValid }: BodySource): string {
  const [error] = isValid.errors ?? [];
  return `${dotted(error?.instancePath ?? "") || "body"} ${error?.message ?? "is invalid"}`;
}

function wholeMisfit(
  { operation, isValid }: BodySource,
  text: string | undefined,
  body: Json | undefined,
): string | undefined {
  if (text === undefined)
    return operation.requestBody?.required
      ? undefined
      : "it was refused without a body, which may be left out now";
  return body !== undefined && isValid(body) ? "its body had to be refused, and is valid now" : undefined;
}

function faultMisfit(
  source: BodySource,
  fault: RuleFault | SchemaFault | SeveralFaults,
  body: Json,
): string | undefined {
  const isValid = source.isValid(body);
  if (fault.kind !== "rule") {
    const at = faultyLocation(fault);
    const what = `its body had to be refused for ${brokenKeyword(fault)} at ${dotted(at) || "body"}`;
    if (isValid) return `${what}, and is valid now`;
    return isBrokenOnlyAt(source, body, at) ? undefined : `${what}, and is wrong in another place now`;
  }
  if (!isValid) return `its body broke rule ${fault.rule} alone, and is invalid now: ${firstError(source)}`;
  const rule = source.rules.find(({ id }) => id === fault.rule);
  if (!rule) return `the contract has no rule ${fault.rule} any more`;
  return matches(rule.breaks, body) ? undefined : `its body broke rule ${fault.rule}, and does not any more`;
}
