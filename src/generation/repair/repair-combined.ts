import { compiled } from "../../contract/conditions/compiled.ts";
import { matches } from "../../contract/conditions/matches.ts";
import type { Schema, SchemaObject } from "../../contract/contract.ts";
import type { Json } from "../../core/json.ts";
import { ABSENT, type Candidate, type RepairContext, take } from "./candidate.ts";

/** Repairs one part after the other. */
export function* repairAllOf(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  let candidates: Candidate[] = [value];
  for (const part of schema.allOf ?? []) {
    candidates = candidates
      .flatMap((candidate): Candidate[] =>
        candidate === ABSENT
          ? [candidate]
          : take(context.repaired(part, candidate, context), context.breadth),
      )
      .slice(0, 2 * context.breadth);
  }
  yield* candidates;
}

/** Repairs any one part. */
export function* repairAnyOf(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema.anyOf === undefined) return yield value;
  for (const part of schema.anyOf) yield* context.repaired(part, value, context);
}

/** Breaks what must not hold. */
export function* repairNot(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema.not === undefined) yield value;
  else yield* context.falsified(schema.not, value, context);
}

/** Repairs the consequence, or turns the condition round. */
export function* repairIf(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema.if === undefined) return yield value;
  const applies = compiled(schema.if)(value);
  yield* context.repaired((applies ? schema.then : schema.else) ?? true, value, context);
  yield* turned(schema.if, applies, value, context);
}

/** First by the part that speaks of the value as it is, then of one changed so that the other part does. */
export function* falsifyIf(
  schema: SchemaObject,
  condition: Schema,
  value: Json,
  context: RepairContext,
): Iterable<Candidate> {
  const applies = matches(condition, value);
  const [here, there] = applies ? [schema.then, schema.else] : [schema.else, schema.then];
  yield* context.falsified(here ?? true, value, context);
  if (there === undefined) return;
  for (const candidate of take(turned(condition, applies, value, context), 6))
    if (candidate !== ABSENT) yield* context.falsified(there, candidate, context);
}

/** Values of which a condition does not hold where it does of the value, and the other way round. */
const turned = (
  condition: Schema,
  holds: boolean,
  value: Json,
  context: RepairContext,
): Iterable<Candidate> => (holds ? context.falsified : context.repaired)(condition, value, context);
