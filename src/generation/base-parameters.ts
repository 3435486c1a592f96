import type { Contract, Operation, Parameter } from "../contract/contract.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import type { ParameterValues } from "../contract/request-schema.ts";
import type { JsonObject } from "../core/json.ts";
import { own } from "../core/json.ts";
import { simplest } from "./base-instance.ts";

/** Parameters of an operation with nothing but what every request must have, each value as simple as can be. */
export function baseParameters(contract: Contract, { id }: Pick<Operation, "id">): ParameterValues {
  const generators = own(contract.parameterGenerators, id);
  const base = (member: Parameter["in"]): JsonObject => {
    const generator = generators?.[member] as InstanceGenerator | undefined;
    return generator ? (simplest(generator, 0) as JsonObject) : {};
  };
  return { path: base("path"), query: base("query"), header: base("header") };
}
