import type { SchemaObject } from "../../contract/contract.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { copied, isObject, setOwn } from "../../core/json.ts";
import { ABSENT, below, type Candidate, fresh, type RepairContext, replaced, take } from "./candidate.ts";

/** Adds the required properties that are missing, as far as a generator makes them. */
export function* repairRequired(
  schema: SchemaObject,
  value: Json,
  context: RepairContext,
): Iterable<Candidate> {
  if (!isObject(value)) return yield value;
  const copy = copied(value);
  for (const name of schema.required ?? []) {
    if (Object.hasOwn(copy, name)) continue;
    const made = context.generator?.at?.(name)?.make(context.random);
    if (made !== undefined) setOwn(copy, name, made);
  }
  yield copy;
}

/** Repairs each property that is there. */
export function* repairProperties(
  schema: SchemaObject,
  value: Json,
  context: RepairContext,
): Iterable<Candidate> {
  if (!isObject(value)) return yield value;
  const most = Math.min(6, context.breadth);
  let copies: JsonObject[] = [value];
  for (const [name, condition] of Object.entries(schema.properties ?? {})) {
    const at = below(context, name);
    copies = copies.flatMap((copy) =>
      Object.hasOwn(copy, name)
        ? take(context.repaired(condition, copy[name] as Json, at), most).map((member) =>
            replaced(copy, name, member),
          )
        : [copy],
    );
  }
  yield* copies;
}

/** Breaks one property, leaves a required one out, or makes a new object. */
export function* falsifyObject(
  schema: SchemaObject,
  value: JsonObject,
  context: RepairContext,
): Iterable<Candidate> {
  for (const [name, condition] of Object.entries(schema.properties ?? {})) {
    const at = below(context, name);
    const members = Object.hasOwn(value, name) ? [value[name] as Json] : fresh(at, 4);
    for (const member of members)
      for (const other of context.falsified(condition, member, at)) yield replaced(value, name, other);
  }
  for (const name of schema.required ?? []) {
    if (!context.generator?.requires?.(name)) yield replaced(value, name, ABSENT);
  }
  yield* fresh(context, 4);
}
