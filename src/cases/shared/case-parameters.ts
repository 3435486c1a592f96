import type { Account } from "../../account/bind.ts";
import { type BoundParameters, bindParameters } from "../../account/bind-parameters.ts";
import type { Operation } from "../../contract/contract.ts";
import type { ParameterValues } from "../../contract/request-schema.ts";
import type { JsonObject } from "../../core/json.ts";
import { baseParameters } from "../../generation/base-parameters.ts";
import { type Fault, isGuardFault } from "../../generation/fault.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";

/** The parts of a draft that its parameters are made of. */
interface Given extends Partial<ParameterValues> {
  readonly fault?: Fault;
  readonly supplied?: { readonly path: JsonObject; readonly query: JsonObject };
}

/** The parameters of a draft's request, with what was made for it and the account's values in place, where they are not at fault themselves. */
export function caseParameters(
  draft: Given,
  operation: Operation,
  { operation: tested, baseParameters: base, contract }: OperationUnderTest,
  account: Account,
): BoundParameters {
  const usual = operation === tested ? base : baseParameters(contract, operation);
  const { path = usual.path, query = usual.query, header = usual.header, supplied, fault } = draft;
  if (fault?.kind === "several") return { parameters: { path, query, header }, missing: [] };
  const kept = operation.parameters.find(({ docs }) => isGuardFault(fault) && docs === fault.docs)?.name;
  const given = (values: JsonObject = {}): JsonObject =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name !== kept));
  const values = {
    path: { ...path, ...given(supplied?.path) },
    query: { ...query, ...given(supplied?.query) },
    header,
  };
  return bindParameters(operation, values, account, { schemas: contract.schemas, kept });
}
