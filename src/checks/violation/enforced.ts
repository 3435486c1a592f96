import type { SchemaObject } from "../../contract/contract.ts";
import { instancePointer, shownLocation } from "../../contract/pointers.ts";
import type { Judged, Violation } from "../check.ts";
import { type SaidConstraint, saidConstraints } from "./said-constraints.ts";
import { words as asWords } from "./words.ts";

/** Refusals that are about the caller or the path, not about the body. */
const NOT_OF_BODY = new Set([401, 403, 404, 405, 429]);

/** Constraints that the endpoint's refusals tell in words and that its docs do not have: always observations. */
export function enforced(exchange: Judged): Violation[] {
  const { answer, json, documented, case: sent } = exchange;
  const { status } = answer;
  if (status < 400 || status >= 500 || NOT_OF_BODY.has(status) || sent.resource !== undefined) return [];
  const found = new Map<string, Violation>();
  for (const said of saidConstraints(json, documented.bodyLocations))
    if (!isDocumented(said)) found.set(`${said.keyword} ${said.location.pointer}`, observation(said));
  return [...found.values()];
}

function observation({ location, keyword, words }: SaidConstraint): Violation {
  const name = `enforced-${keyword.replaceAll(" ", "-")}`;
  return {
    severity: "observation",
    subject: { kind: "named", name, at: location.pointer },
    cause: name,
    spread: { least: 2 },
    at: instancePointer(location.pointer),
    title: `enforced and not written down: ${shownLocation(location.pointer)}: ${words}`,
    expected: asWords("the docs do not say"),
    received: asWords(words),
    docs: location.docs,
    clause: `${shownLocation(location.pointer)}: the docs name no such constraint.`,
  };
}

/** True where the docs have the constraint, or one of its kind that the endpoint may speak of. */
function isDocumented({ location: { schema, required }, keyword, value }: SaidConstraint): boolean {
  const bound = Number(value === "" ? 0 : value);
  if (schema.const !== undefined || schema.enum !== undefined) return true;
  switch (keyword) {
    case "minimum":
    case "exclusiveMinimum":
      return least(schema) >= bound;
    case "maximum":
    case "exclusiveMaximum":
      return most(schema) <= bound;
    case "not empty":
      return required || (schema.minLength ?? schema.minItems ?? 0) > 0 || hasForm(schema);
    case "integer":
      return [schema.type].flat().includes("integer") || schema.multipleOf !== undefined;
    case "format":
    case "pattern":
      return hasForm(schema);
    case "enum":
      return false;
    default:
      return schema[keyword] !== undefined && isAsTight(schema, keyword, bound);
  }
}

const least = ({ minimum = -Infinity, exclusiveMinimum = -Infinity }: SchemaObject): number =>
  Math.max(minimum, exclusiveMinimum);

const most = ({ maximum = Infinity, exclusiveMaximum = Infinity }: SchemaObject): number =>
  Math.min(maximum, exclusiveMaximum);

const hasForm = ({ pattern, format }: SchemaObject): boolean => pattern !== undefined || format !== undefined;

/** True if a documented length or count allows no more than the enforced one. */
function isAsTight(schema: SchemaObject, keyword: keyof SchemaObject, bound: number): boolean {
  const documented = schema[keyword];
  if (typeof documented !== "number") return true;
  return keyword.startsWith("max") ? documented <= bound : documented >= bound;
}
