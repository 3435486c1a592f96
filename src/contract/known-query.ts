import type { Operation, Parameter } from "./contract.ts";
import { listedTexts, parametersIn } from "./parameters.ts";
import { resolve, type Schemas } from "./schema.ts";

/**
 * The query parameters that each request must have and whose value nothing has to tell: the account's, or the only one there is.
 * @param values the values of the account's variables; where none are given, each variable has one
 */
export function knownQuery(
  operation: Pick<Operation, "parameters">,
  schemas: Schemas,
  values?: { readonly [env: string]: readonly string[] },
): readonly string[] {
  const isKnown = (parameter: Parameter): boolean => {
    const { schema } = resolve(parameter.schema, "", schemas);
    const env = schema["x-binding"]?.env;
    if (env !== undefined) return values === undefined || values[env]?.[0] !== undefined;
    return listedTexts({ ...parameter, schema }).length === 1;
  };
  return parametersIn(operation, "query")
    .filter((parameter) => parameter.required && isKnown(parameter))
    .map(({ name }) => name);
}
