import type { IncomingHttpHeaders } from "node:http";
import type { Contract, Operation } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import { parameterErrors } from "../contract/parameter-errors.ts";
import { parametersIn } from "../contract/parameters.ts";
import { type ParameterTexts, readParameters } from "../http/read-parameters.ts";
import type { Refusal } from "./refusal.ts";
import type { Parameters } from "./router.ts";

/** A request as far as its parameters go. */
interface Asked {
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Path parameters by name, decoded. */
  readonly parameters: Parameters;
}

/** Refuses a request of which a parameter is missing or breaks its schema, the headers first. */
export function checkParameters(contract: Contract, operation: Operation, asked: Asked): Refusal | undefined {
  const values = readParameters(operation, textsOf(operation, asked), contract.schemas);
  const errors = parameterErrors(documentedOperation(contract, operation.id), values);
  const found = errors.find(({ parameter }) => parameter.in === "header") ?? errors[0];
  if (found === undefined) return undefined;
  const { in: member, name } = found.parameter;
  return member === "header"
    ? { statuses: [401], messages: [`header ${name} ${found.message}`] }
    : { statuses: [400, 422, 404], messages: [`${member} parameter ${name} ${found.message}`] };
}

function textsOf(operation: Operation, { target, headers, parameters }: Asked): ParameterTexts {
  const [, query = ""] = /\?(.*)/s.exec(target) ?? [];
  const required = parametersIn(operation, "query").filter((parameter) => parameter.required);
  // A query parameter that must be there and is empty counts as missing.
  const isThere = ([name, text]: readonly [string, string]): boolean =>
    text !== "" || !required.some((parameter) => parameter.name === name);
  return {
    path: (name) => parameters[name],
    query: [...new URLSearchParams(query)].filter(isThere),
    header: (name) => [headers[name.toLowerCase()] ?? []].flat()[0],
  };
}
