import { inWords, isObject, type Json, type JsonObject, valueAt } from "../../core/json.ts";

/** Keywords of an operation with lists of what ties fields together; each entry has an `id`, and in `docs` the place that states it. */
const KEYWORDS = ["x-rules", "x-probes"];

/** The document without rules and probes whose place is gone, which would stop code generation, and their ids. */
export function withoutLostRules(root: JsonObject): {
  readonly document: JsonObject;
  readonly lost: readonly string[];
} {
  const document = structuredClone(root);
  const lost: string[] = [];
  const isKept = (rule: Json): boolean => {
    if (valueAt(document, inWords(valueAt(rule, "/docs")).slice(1)) !== undefined) return true;
    lost.push(inWords(valueAt(rule, "/id")));
    return false;
  };
  for (const operation of operationsIn(document))
    for (const keyword of KEYWORDS) {
      const list = operation[keyword];
      if (Array.isArray(list)) operation[keyword] = list.filter(isKept);
    }
  return { document, lost };
}

const operationsIn = ({ paths }: JsonObject): JsonObject[] =>
  Object.values(isObject(paths) ? paths : {})
    .flatMap((item) => Object.values(isObject(item) ? item : {}))
    .filter(isObject);
