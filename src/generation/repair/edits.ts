import { compiled } from "../../contract/conditions/compiled.ts";
import { matches } from "../../contract/conditions/matches.ts";
import type { Schema, SchemaObject } from "../../contract/contract.ts";
import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import { mismatches } from "../mismatches.ts";
import { ABSENT, type Candidate, type Edit, fresh, type RepairContext, take } from "./candidate.ts";
import { falsifyIf, repairAllOf, repairAnyOf, repairIf, repairNot } from "./repair-combined.ts";
import { falsifyList, repairContains, repairItems, repairLength } from "./repair-list.ts";
import { falsifyObject, repairProperties, repairRequired } from "./repair-object.ts";
import { repairValue, VALUE_KEYWORDS } from "./repair-value.ts";

/** Each edit with the keywords that it repairs; without any of them it has nothing to do. */
const KEYWORD_EDITS: readonly (readonly [readonly (keyof SchemaObject)[], Edit<SchemaObject>])[] = [
  [VALUE_KEYWORDS, repairValue],
  [["required"], repairRequired],
  [["properties"], repairProperties],
  [["minItems", "maxItems"], repairLength],
  [["items"], repairItems],
  [["contains"], repairContains],
  [["allOf"], repairAllOf],
  [["anyOf"], repairAnyOf],
  [["not"], repairNot],
  [["if"], repairIf],
];

/** Values that meet the schema, nearest to `value` first. */
export function* repaired(schema: Schema, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema === true) yield value;
  else if (schema === false) yield ABSENT;
  else if (compiled(schema)(value)) yield value;
  else {
    for (const candidate of repairedByKeyword(schema, value, context)) {
      if (candidate === ABSENT || compiled(schema)(candidate)) yield candidate;
    }
  }
}

/** One keyword after the other, each repairing what the ones before left. */
function repairedByKeyword(schema: SchemaObject, value: Json, context: RepairContext): Candidate[] {
  let candidates: Candidate[] = [value];
  for (const [keywords, edit] of KEYWORD_EDITS) {
    if (!keywords.some((keyword) => schema[keyword] !== undefined)) continue;
    candidates = candidates.flatMap((candidate) =>
      candidate === ABSENT ? [candidate] : take(edit(schema, candidate, context), context.breadth),
    );
  }
  return candidates;
}

/** Values that do not meet the schema, nearest to `value` first. */
export function* falsified(schema: Schema, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema === false || (typeof schema === "object" && !matches(schema, value))) return yield value;
  if (schema === true) return yield ABSENT;
  for (const candidate of falsifiedByKeyword(schema, value, context)) {
    if (candidate === ABSENT || !matches(schema, candidate)) yield candidate;
  }
}

function* falsifiedByKeyword(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  for (const part of schema.allOf ?? []) yield* falsified(part, value, context);
  if (schema.anyOf) yield* repaired({ allOf: schema.anyOf.map((part) => ({ not: part })) }, value, context);
  if (schema.not !== undefined) yield* repaired(schema.not, value, context);
  if (schema.if !== undefined) yield* falsifyIf(schema, schema.if, value, context);
  if (isObject(value)) yield* falsifyObject(schema, value, context);
  else if (Array.isArray(value)) yield* falsifyList(schema, value, context);
  else {
    yield* fresh(context, 8);
    if (schema.pattern !== undefined) yield* mismatches(schema.pattern);
  }
}
