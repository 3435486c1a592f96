import { compiled } from "../../contract/conditions/compiled.ts";
import type { Schema, SchemaObject } from "../../contract/contract.ts";
import type { Json } from "../../core/json.ts";
import { equal } from "../../core/json.ts";
import { ABSENT, below, type Candidate, fresh, type RepairContext, take } from "./candidate.ts";

/** Cuts a list at its longest, or fills it up to its shortest. */
export function* repairLength(
  schema: SchemaObject,
  value: Json,
  context: RepairContext,
): Iterable<Candidate> {
  if (!Array.isArray(value)) return yield value;
  const copy = value.slice(0, schema.maxItems ?? value.length);
  const item = below(context, "0");
  while (copy.length < (schema.minItems ?? 0) && item.generator) copy.push(another(copy, item));
  yield copy;
}

/** A further item, unlike the others if one can be found: the list may have to hold different ones. */
function another(items: readonly Json[], context: RepairContext): Json {
  let made: Json = null;
  for (made of fresh(context, 12)) if (!items.some((item) => equal(item, made))) return made;
  return made;
}

/** Repairs each item, or drops it. */
export function* repairItems(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  const { items } = schema;
  if (!Array.isArray(value) || items === undefined) return yield value;
  let copies: Json[][] = [[]];
  for (const item of value) {
    const edited = take(context.repaired(items, item, below(context, "0")), Math.min(3, context.breadth));
    copies = copies
      .flatMap((copy) => edited.map((other) => (other === ABSENT ? copy : [...copy, other])))
      .slice(0, 12);
  }
  yield* copies;
}

/** Makes items match, or stop matching, until as many match as should. */
export function* repairContains(
  schema: SchemaObject,
  value: Json,
  context: RepairContext,
): Iterable<Candidate> {
  const { contains, minContains = 1, maxContains = Number.POSITIVE_INFINITY } = schema;
  if (!Array.isArray(value) || contains === undefined) return yield value;
  yield withFewer(withMore(value, contains, minContains, context), contains, maxContains, context);
}

function withMore(
  list: readonly Json[],
  contains: Schema,
  least: number,
  context: RepairContext,
): readonly Json[] {
  const copy = [...list];
  const item = below(context, "0");
  const isFound = compiled(contains);
  for (let tries = 0; copy.filter(isFound).length < least && tries < 10; tries++) {
    if (copy.every(isFound) && item.generator) copy.push(item.generator.make(context.random));
    const index = copy.findIndex((other) => !isFound(other));
    if (index >= 0) change(copy, index, context.repaired(contains, copy[index] as Json, item));
  }
  return copy;
}

function withFewer(list: readonly Json[], contains: Schema, most: number, context: RepairContext): Json[] {
  const copy = [...list];
  const isFound = compiled(contains);
  for (let tries = 0; copy.filter(isFound).length > most && tries < 20; tries++) {
    const index = copy.findLastIndex(isFound);
    change(copy, index, context.falsified(contains, copy[index] as Json, below(context, "0")));
  }
  return copy;
}

/** Puts the first of the candidates in an item's place, and drops the item where there is none. */
function change(list: Json[], index: number, candidates: Iterable<Candidate>): void {
  const [first] = take(candidates, 1);
  if (first === undefined || first === ABSENT) list.splice(index, 1);
  else list[index] = first;
}

/** Breaks the number of items, then the first item. */
export function* falsifyList(
  schema: SchemaObject,
  value: Json[],
  context: RepairContext,
): Iterable<Candidate> {
  if (schema.contains !== undefined) yield* falsifyContains(schema, schema.contains, value, context);
  if (schema.minItems !== undefined && schema.minItems > 0) yield value.slice(0, schema.minItems - 1);
  if (schema.maxItems !== undefined) yield* longer(schema.maxItems + 1, value, context);
  if (schema.items !== undefined) yield* falsifyItems(schema.items, value, context);
}

const longer = (length: number, value: Json[], context: RepairContext): Candidate[] => [
  ...repairLength({ minItems: length }, value, context),
];

function* falsifyContains(
  { minContains = 1, maxContains }: SchemaObject,
  contains: Schema,
  value: Json[],
  context: RepairContext,
): Iterable<Candidate> {
  yield* repairContains({ contains, minContains: 0, maxContains: minContains - 1 }, value, context);
  if (maxContains === undefined) return;
  yield* repairContains({ contains, minContains: maxContains + 1 }, value, context);
}

function* falsifyItems(items: Schema, value: Json[], context: RepairContext): Iterable<Candidate> {
  for (const filled of value.length > 0 ? [value] : longer(1, value, context)) {
    if (!Array.isArray(filled) || filled.length === 0) continue;
    for (const other of take(context.falsified(items, filled[0] as Json, below(context, "0")), 4)) {
      if (other !== ABSENT) yield filled.with(0, other);
    }
  }
}
