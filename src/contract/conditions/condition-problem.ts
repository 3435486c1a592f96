import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import { linearPattern } from "../pattern/linear-pattern.ts";
import { RULE_KEYWORDS } from "./matches.ts";

/** The reason why a value is no condition: a keyword that conditions do not know would be ignored silently; undefined for one. */
export function conditionProblem(schema: Json | undefined): string | undefined {
  if (typeof schema === "boolean") return undefined;
  if (!isObject(schema)) return "expected a JSON Schema";
  for (const [keyword, value] of Object.entries(schema)) {
    if (!RULE_KEYWORDS.some((known) => known === keyword))
      return `keyword "${keyword}" is not supported; use ${RULE_KEYWORDS.join(", ")}`;
    const wrong = keyword === "pattern" ? patternProblem(value) : undefined;
    if (wrong !== undefined) return wrong;
    for (const part of schemasIn(keyword, value)) {
      const problem = conditionProblem(part);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function patternProblem(value: Json): string | undefined {
  if (typeof value !== "string")
    return `pattern: expected a regular expression, found ${JSON.stringify(value)}`;
  try {
    linearPattern(value);
    return undefined;
  } catch (error) {
    return `pattern ${JSON.stringify(value)}: ${(error as Error).message}`;
  }
}

/** Keywords whose value is one condition, and those whose value is a list of them. */
const ONE = ["items", "contains", "not", "if", "then", "else"];
const SEVERAL = ["allOf", "anyOf"];

/** The conditions in a keyword's value. */
function schemasIn(keyword: string, value: Json): Json[] {
  if (ONE.includes(keyword)) return [value];
  if (SEVERAL.includes(keyword)) return Array.isArray(value) ? value : [value];
  return keyword === "properties" && isObject(value) ? Object.values(value) : [];
}
