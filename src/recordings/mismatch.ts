import { door } from "../cases/door.ts";
import { isBrokenOnlyAt } from "../cases/invalid.ts";
import type { Contract, Operation, Parameter, SchemaError } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import { parameterErrors } from "../contract/parameter-errors.ts";
import { listedTexts } from "../contract/parameters.ts";
import { encodedPath, PathTemplate } from "../contract/path-template.ts";
import type { Json } from "../core/json.ts";
import { dotted } from "../core/json.ts";
import {
  brokenKeyword,
  faultyLocation,
  isGuardFault,
  type RuleFault,
  type SchemaFault,
  type SeveralFaults,
} from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import type { RecordedExchange } from "../http/exchange.ts";
import { readParameters } from "../http/read-parameters.ts";

/** The reason why today's contract would not send a recorded request for its claim; undefined if it would. */
export function mismatchOf(
  recorded: RecordedExchange,
  underTest: OperationUnderTest,
  kind: string,
  body: Json | undefined,
): string | undefined {
  const { contract } = underTest;
  const operation = contract.operations[recorded.operation];
  if (!operation) return `the contract has no operation ${recorded.operation} any more`;
  return (
    requestLineMismatch(recorded, operation, contract, kind) ??
    headerMismatch(recorded, operation, contract) ??
    (operation === underTest.operation ? bodyMismatch(recorded, underTest, body) : undefined)
  );
}

/**
 * The reason why the method or path does not fit: the request goes to the operation, or beside it where that is its
 * fault.
 */
function requestLineMismatch(
  { request: { method, path }, fault, expect }: RecordedExchange,
  operation: Operation,
  contract: Contract,
  kind: string,
): string | undefined {
  const own = `${operation.method} ${operation.path}`;
  const all = Object.values(contract.operations);
  if (fault?.kind === "method") {
    const taken = all.some((candidate) => candidate.method === method && isAt(candidate, path));
    if (taken) return `${method} ${path} is an operation of the contract now`;
    return isAt(operation, path) ? undefined : `the path of ${operation.id} is ${operation.path} now`;
  }
  const isBeside = kind === door.id && expect !== "reject";
  const there = isBeside ? bare(path) === bare(encodedPath(operation.path)) : isAt(operation, path);
  return there && method === operation.method
    ? undefined
    : `${operation.id} is ${own} now, and was asked as ${method} ${path}`;
}

const bare = (path: string): string => path.replace(/\/$/, "");

/** True where a request goes to an operation, whatever its query. */
const isAt = ({ path: template }: Operation, target: string): boolean =>
  new PathTemplate(template).segmentsIn(target.split("?", 1)[0] ?? "") !== undefined;

/** The reason why token and headers do not fit: the headers are valid now, or are not where that is the fault. */
function headerMismatch(
  { request: { headers }, fault }: RecordedExchange,
  operation: Operation,
  contract: Contract,
): string | undefined {
  if (fault?.kind === "token" && !operation.security) return `${operation.id} needs no token any more`;
  const sentFor = ({ name }: Parameter): string | undefined => headers[name.toLowerCase()];
  const texts = {
    path: () => undefined,
    query: [],
    header: (name: string) => headers[name.toLowerCase()],
  };
  const values = readParameters(operation, texts, contract.schemas);
  const wrong = parameterErrors(documentedOperation(contract, operation.id), values).find(
    ({ parameter }) => parameter.in === "header",
  )?.parameter;
  if (fault?.kind === "header")
    return wrong ? undefined : `it was sent for a wrong header, and its headers are right now`;
  if (!wrong) return undefined;
  return `header ${wrong.name} must be ${listedTexts(wrong).join(" or ") || "there"} now, and was ${sentFor(wrong) ?? "left out"}`;
}

function bodyMismatch(
  { expect, fault, request, raw }: RecordedExchange,
  underTest: OperationUnderTest,
  body: Json | undefined,
): string | undefined {
  const { requestBody } = underTest.operation;
  if (expect === undefined || !requestBody) return undefined;
  if (expect === "accept" || isGuardFault(fault)) {
    const type = request.headers["content-type"]?.split(";", 1)[0];
    if (type !== undefined && type !== requestBody.mediaType)
      return `its content type ${type} is ${requestBody.mediaType} now`;
    return body === undefined ? undefined : invalidNow(underTest, body);
  }
  if (expect === "observe" || fault === undefined) return undefined;
  if (fault.kind === "request") return wholeBodyMismatch(underTest, request.body, body);
  return raw || body === undefined ? undefined : faultMismatch(underTest, fault, body);
}

function invalidNow(underTest: OperationUnderTest, body: Json): string | undefined {
  const [error] = underTest.validate(body);
  if (error) return `its body was valid and is not any more: ${sentence(error)}`;
  const broken = underTest.rules.find((rule) => rule.isBroken(body));
  return broken ? `its body was valid and breaks rule ${broken.id} now: ${broken.sentence}` : undefined;
}

const sentence = ({ instancePath, message }: SchemaError): string =>
  `${dotted(instancePath) || "body"} ${message ?? "is invalid"}`;

function wholeBodyMismatch(
  { operation, accepts }: OperationUnderTest,
  text: string | undefined,
  body: Json | undefined,
): string | undefined {
  if (text === undefined)
    return operation.requestBody?.required
      ? undefined
      : "it was refused without a body, which may be left out now";
  return body !== undefined && accepts(body) ? "its body had to be refused, and is valid now" : undefined;
}

function faultMismatch(
  underTest: OperationUnderTest,
  fault: RuleFault | SchemaFault | SeveralFaults,
  body: Json,
): string | undefined {
  const [error] = underTest.validate(body);
  if (fault.kind !== "rule") {
    const at = faultyLocation(fault);
    const what = `its body had to be refused for ${brokenKeyword(fault)} at ${dotted(at) || "body"}`;
    if (!error) return `${what}, and is valid now`;
    return isBrokenOnlyAt(underTest, body, at) ? undefined : `${what}, and is wrong in another place now`;
  }
  if (error) return `its body broke rule ${fault.rule} alone, and is invalid now: ${sentence(error)}`;
  const rule = underTest.rules.find(({ id }) => id === fault.rule);
  if (!rule) return `the contract has no rule ${fault.rule} any more`;
  return rule.isBroken(body) ? undefined : `its body broke rule ${fault.rule}, and does not any more`;
}
