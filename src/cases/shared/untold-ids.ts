import { isBound } from "../../contract/account-marks.ts";
import type { Contract, Operation, Parameter, SchemaObject } from "../../contract/contract.ts";
import { listedTexts, parametersIn } from "../../contract/parameters.ts";
import { PathTemplate } from "../../contract/path-template.ts";
import { preconditionOf } from "../../contract/precondition.ts";
import { endsIn } from "../../contract/resource.ts";
import { resolve } from "../../contract/schema.ts";

/** Formats of values that anybody can make up. */
const OF_NOBODY: ReadonlySet<string> = new Set(["date", "date-time", "time", "duration"]);

/**
 * The parameters of an operation's path that must name what there is, and whose value nothing tells: no creation before it, no
 * value of the account, and none in the docs.
 */
export function untoldIds(operation: Operation, contract: Contract): readonly string[] {
  const { path, links, method } = operation;
  const before = preconditionOf(contract, operation);
  const { names } = new PathTemplate(path);
  const outer = before ? names.slice(0, new PathTemplate(before.creator.path).names.length) : [];
  const told = new Set([
    ...outer,
    ...Object.keys(before?.fromAnswer ?? {}),
    ...Object.keys(before?.fromRequest ?? {}),
  ]);
  const isChosen = (name: string): boolean => method === "PUT" && links.length > 0 && endsIn(path, name);
  return parametersIn(operation, "path")
    .filter((parameter) => !told.has(parameter.name) && !isChosen(parameter.name))
    .filter((parameter) => isId(parameter, contract))
    .map(({ name }) => name);
}

/** True for a value that names something: not one that is listed, shown, bound to the account, or within two bounds. */
function isId(parameter: Parameter, { schemas }: Contract): boolean {
  const { schema } = resolve(parameter.schema, "", schemas);
  if (isBound(schema) || listedTexts({ ...parameter, schema }).length > 0) return false;
  if (schema.default !== undefined || (schema.examples?.length ?? 0) > 0) return false;
  if (schema.type === "boolean" || OF_NOBODY.has(schema.format ?? "")) return false;
  return !isBounded(schema);
}

const isBounded = ({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: SchemaObject): boolean =>
  (minimum ?? exclusiveMinimum) !== undefined && (maximum ?? exclusiveMaximum) !== undefined;

/** The reason why a request with such ids is not sent where what there is belongs to others. */
export const untoldWords = (names: readonly string[]): string =>
  `nothing tells ${names.map((name) => `{${name}}`).join(" and ")} of its path: give the parameter an x-binding, or name what makes it in x-precondition`;
