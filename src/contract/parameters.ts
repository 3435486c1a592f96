import type { Operation, Parameter } from "./contract.ts";

/** The parameters of an operation that stand in the path, in the query or among the headers. */
export const parametersIn = (
  { parameters }: Pick<Operation, "parameters">,
  where: Parameter["in"],
): readonly Parameter[] => parameters.filter((one) => one.in === where);

/** The texts that a parameter is limited to; none where any will do. */
export function listedTexts({ schema }: Parameter): readonly string[] {
  if (typeof schema === "boolean") return [];
  return (schema.const === undefined ? (schema.enum ?? []) : [schema.const]).map(String);
}
