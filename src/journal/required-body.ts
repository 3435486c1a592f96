import { type Account, bind } from "../account/bind.ts";
import { AccountMarks } from "../contract/account-marks.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import { own } from "../core/json.ts";
import { simplest } from "../generation/base-instance.ts";
import type { WireRequest } from "../http/exchange.ts";
import { writeBody } from "../http/form-body.ts";

/** The request with a body, as simple as can be, where the operation needs one and the request has none. */
export function withRequiredBody(
  contract: Contract,
  { id, requestBody }: Operation,
  request: WireRequest,
  account: Account | undefined,
): WireRequest {
  const generator = own(contract.arbitraries, id)?.generator;
  if (!requestBody?.required || request.body !== undefined || generator === undefined) return request;
  const simple = simplest(generator as InstanceGenerator, 0);
  const marks = new AccountMarks(requestBody.schema, contract.schemas);
  const body = account ? bind(simple, marks, account, { tag: account.tag }).body : simple;
  const { text, contentType } = writeBody(requestBody, body, contract.schemas);
  const type = contentType ?? requestBody.mediaType;
  return { ...request, headers: { ...request.headers, "content-type": type }, body: text };
}
