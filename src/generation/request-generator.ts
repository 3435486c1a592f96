import type { Contract, Operation } from "../contract/contract.ts";
import { type InstanceGenerator, required } from "../contract/instance-generator.ts";
import { PARAMETER_MEMBERS } from "../contract/request-schema.ts";
import { SuiteError } from "../core/errors.ts";
import { own } from "../core/json.ts";
import { parameters } from "./arbitrary/parameters.ts";

/**
 * Makes and shrinks whole requests of an operation, the parameters before the body.
 * @throws SuiteError where `generated/` makes no body for an operation that takes one
 */
export function requestGenerator(contract: Contract, { id, requestBody }: Operation): InstanceGenerator {
  const ofParameters = own(contract.parameterGenerators, id);
  const members = PARAMETER_MEMBERS.map((member) => [
    member,
    required((ofParameters?.[member] ?? parameters({})) as InstanceGenerator),
  ]);
  const body = own(contract.arbitraries, id)?.generator as InstanceGenerator | undefined;
  if (requestBody && body === undefined)
    throw new SuiteError(`generated/ makes no body for ${id}; run npm run generate`);
  const all = requestBody && body ? [...members, ["body", required(body)]] : members;
  return parameters(Object.fromEntries(all)) as InstanceGenerator;
}
