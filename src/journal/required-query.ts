import type { Account } from "../account/bind.ts";
import { bindParameters } from "../account/bind-parameters.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import { knownQuery } from "../contract/known-query.ts";
import { baseParameters } from "../generation/base-parameters.ts";
import type { WireRequest } from "../http/exchange.ts";
import { withQueryFrom } from "../http/query-from.ts";
import { writeRequest } from "../http/write-request.ts";

/** The request with the parts of the query that it must have, where they are the account's or have one value alone. */
export function withRequiredQuery(
  contract: Contract,
  operation: Operation,
  request: WireRequest,
  { tag = "", bindings = {} }: Partial<Account> = {},
): WireRequest {
  const { schemas } = contract;
  const names = knownQuery(operation, schemas, bindings);
  if (names.length === 0) return request;
  const base = baseParameters(contract, operation);
  const { parameters } = bindParameters(operation, base, { tag, bindings }, { schemas });
  const usual = writeRequest(operation, parameters, { token: "", userAgent: "" }, schemas);
  return { ...request, path: withQueryFrom(request.path, usual.path, names) };
}
