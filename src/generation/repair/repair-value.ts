import { type Random, stringMatching } from "fast-check";
import { matches } from "../../contract/conditions/matches.ts";
import type { SchemaObject } from "../../contract/contract.ts";
import type { Json } from "../../core/json.ts";
import { type Candidate, fresh, type RepairContext } from "./candidate.ts";

/** The keywords that look at a value as a whole. */
export const VALUE_KEYWORDS = [
  "type",
  "const",
  "enum",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "pattern",
] as const;

/** Number of texts that are drawn from a pattern where the location's own values do not match it. */
const DRAWN = 2;

/** Listed values, then those at the bounds, then new ones, then texts that match the pattern. */
export function* repairValue(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  const itself: SchemaObject = pick(schema, VALUE_KEYWORDS);
  if (matches(itself, value)) yield value;
  else if (schema.const !== undefined) yield schema.const;
  else if (schema.enum !== undefined) yield* shuffled(schema.enum, context.random);
  else {
    yield* boundsOf(schema);
    yield* fresh(context, 8);
    if (schema.pattern !== undefined) yield* drawn(schema.pattern, context.random);
  }
}

function* drawn(pattern: string, random: Random): Iterable<string> {
  const texts = stringMatching(new RegExp(pattern, "u"));
  for (let left = DRAWN; left > 0; left--) yield texts.generate(random, undefined).value;
}

function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaObject): number[] {
  const bounds = [minimum, maximum, beside(exclusiveMinimum, 1), beside(exclusiveMaximum, -1)];
  return bounds.filter((bound) => bound !== undefined);
}

const beside = (bound: number | undefined, step: number) => (bound === undefined ? undefined : bound + step);

function pick(schema: SchemaObject, keys: readonly (keyof SchemaObject)[]): SchemaObject {
  return Object.fromEntries(keys.filter((key) => key in schema).map((key) => [key, schema[key]]));
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let index = copy.length - 1; index > 0; index--) {
    const other = random.nextInt(0, index);
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}
