import type { Contract, Operation, Parameter } from "../contract/contract.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import { isCarried, parametersIn } from "../contract/parameters.ts";
import type { ParameterValues } from "../contract/request-schema.ts";
import type { JsonObject } from "../core/json.ts";
import { own } from "../core/json.ts";
import { randomOf } from "../core/seed.ts";
import { simplest } from "./base-instance.ts";

/** Number of random values that are tried where the simplest one is one that no request carries, such as an empty list. */
const TRIES = 30;

/** Parameters of an operation with nothing but what every request must have, each value as simple as can be. */
export function baseParameters(contract: Contract, { id }: Pick<Operation, "id">): ParameterValues {
  const generators = own(contract.parameterGenerators, id);
  const { parameters = [] } = own(contract.operations, id) ?? {};
  const base = (member: Parameter["in"]): JsonObject => {
    const generator = generators?.[member] as InstanceGenerator | undefined;
    return generator ? carried(generator, parametersIn({ parameters }, member)) : {};
  };
  return { path: base("path"), query: base("query"), header: base("header") };
}

function carried(generator: InstanceGenerator, parameters: readonly Parameter[]): JsonObject {
  const first = simplest(generator, 0) as JsonObject;
  const isCarriedAs = (values: JsonObject): boolean =>
    parameters.every((parameter) => {
      const value = own(values, parameter.name);
      return value === undefined ? !parameter.required : isCarried(parameter, value);
    });
  for (let seed = 0, values = first; seed < TRIES; seed++) {
    if (isCarriedAs(values)) return values;
    values = generator.make(randomOf(seed)) as JsonObject;
  }
  return first;
}
