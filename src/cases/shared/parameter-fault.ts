import type { Operation, Parameter } from "../../contract/contract.ts";
import type { ParameterLocation } from "../../contract/locations.ts";
import { isPrintable, listedTexts, parametersIn, parameterText } from "../../contract/parameters.ts";
import type { GuardFault } from "../../generation/fault.ts";
import type { InstanceFault } from "../../generation/instance-fault.ts";

/** The fault of a request of which one parameter breaks its schema. */
export function parameterFault(
  operation: Operation,
  { in: member, tokens: [, name = ""], schema, docs }: ParameterLocation,
  fault: InstanceFault,
): GuardFault {
  const parameter = parametersIn(operation, member).find((known) => known.name === name);
  const listed = parameter ? listedTexts({ ...parameter, schema }) : [];
  return {
    kind: member,
    guard: guardOf(fault, name.toLowerCase()),
    parameter: name,
    docs: parameter?.docs ?? docs,
    expected: `${member} ${name}: ${listed.length > 0 ? listed.join(" or ") : fault.expected}`,
  };
}

function guardOf({ keyword, variant }: InstanceFault, name: string): string {
  if (keyword === "required") return `no-${name}`;
  return keyword === "enum" ? `unknown-${name}` : `${keyword}-${variant.replaceAll(" ", "-")}-${name}`;
}

/** True if a parameter's fault arrives as it is made: an empty segment is another path, and headers hold few characters. */
export function isWritable(member: Parameter["in"], { value, of }: InstanceFault): boolean {
  if (of) return false;
  if (value === undefined) return member !== "path";
  const text = parameterText(value);
  return member === "header" ? isPrintable(text) : member === "query" || text !== "";
}
