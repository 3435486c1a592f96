import type { Contract, Operation } from "../contract/contract.ts";
import { SuiteError } from "../core/errors.ts";
import { baseParameters } from "../generation/base-parameters.ts";
import { caseIdentity } from "../http/case-origin.ts";
import type { Exchange } from "../http/exchange.ts";
import { writeRequest } from "../http/write-request.ts";

const KIND = "example";

/** The docs' own exchanges: each example of an operation's request, answered with the example of its success. */
export const docsExchanges = (contract: Contract): Exchange[] =>
  Object.values(contract.operations).flatMap((operation) => exchangesOf(contract, operation));

function exchangesOf(contract: Contract, operation: Operation): Exchange[] {
  const { requestBody, responseExamples, responses } = operation;
  const [shown] = Object.entries(responseExamples).filter(([status]) => status.startsWith("2"));
  if (!requestBody || !shown) return [];
  const [status, body] = shown;
  const parameters = baseParameters(contract, operation);
  return Object.entries(requestBody.examples).map(([name, example]) => ({
    case: {
      ...caseIdentity(KIND, name),
      operation: operation.id,
      expect: "accept",
      body: example,
      seed: 0,
      request: writeRequest(operation, { ...parameters, body: example }, { token: "", userAgent: "" }),
    },
    answer: {
      status: Number(status),
      headers: { "content-type": responses[status]?.mediaType ?? "" },
      text: JSON.stringify(body),
    },
  }));
}

/**
 * The day of the docs as ISO 8601: the one that a page says it was last modified on, or else today, for an export or an
 * OpenAPI document says none. @throws SuiteError for what is no date
 */
export function docsDate(name: string, page: string): string {
  const [, text] = /^Last modified on (\w+ \d+, \d{4})$/m.exec(page) ?? [];
  const date = text === undefined ? new Date() : new Date(`${text} UTC`);
  if (Number.isNaN(date.getTime()))
    throw new SuiteError(`${name}: "Last modified on ${text}" is no date; copy the page down to its end`);
  return date.toISOString().slice(0, 10);
}
