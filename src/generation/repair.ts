import type { Random } from "fast-check";
import { compiled } from "../contract/conditions/compiled.ts";
import { matches } from "../contract/conditions/matches.ts";
import type { Schema, SchemaObject } from "../contract/contract.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { copied, equal, isObject, setOwn } from "../core/json.ts";

/** A value that a condition wants gone; only a property can be. */
const ABSENT = Symbol("absent");
type Candidate = Json | typeof ABSENT;

/** Sources of an edit: the generator of the location, and chance. */
interface RepairContext {
  readonly generator: InstanceGenerator | undefined;
  readonly random: Random;
  /** Number of candidates that each keyword may pass on: one is many times quicker, and mostly enough. */
  readonly breadth: number;
}

/** Depth of a search at which the conditions count as impossible to meet together from here. */
const MAX_DEPTH = 12;

/** Number of candidates of one keyword that a thorough search goes on with. */
const MOST_CANDIDATES = 12;

const MAX_STEPS = 400;

/**
 * The nearest body that meets every condition, by repairing one broken condition after the other with the least edits.
 * `accept` says what else must hold of the result (the schema, say), `most` how many bodies may be looked at. @returns undefined where the search finds none.
 */
export function repair(
  body: Json,
  conditions: readonly Schema[],
  generator: InstanceGenerator | undefined,
  random: Random,
  accept: (body: Json) => boolean = () => true,
  most = MAX_STEPS,
): Json | undefined {
  const context: RepairContext = { generator, random, breadth: MOST_CANDIDATES };
  const quick = repairGreedily(body, conditions, { generator, random, breadth: 1 });
  if (quick !== undefined && accept(quick)) return quick;
  let steps = most;
  const seen = new Set<string>();
  const search = (value: Json, depth: number): Json | undefined => {
    const broken = conditions.find((condition) => !compiled(condition)(value));
    if (broken === undefined) return accept(value) ? value : undefined;
    if (depth === 0) return undefined;
    for (const candidate of repaired(broken, value, context)) {
      if (candidate === ABSENT) continue;
      if (steps-- <= 0) return undefined;
      const key = JSON.stringify(candidate);
      if (seen.has(key)) continue;
      seen.add(key);
      const found = search(candidate, depth - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(body, MAX_DEPTH);
}

/** Repairs what is broken, first candidate each, without looking back: most bodies need no more. */
function repairGreedily(body: Json, conditions: readonly Schema[], context: RepairContext): Json | undefined {
  let value = body;
  for (let rounds = MAX_DEPTH; rounds > 0; rounds--) {
    const broken = conditions.find((condition) => !compiled(condition)(value));
    if (broken === undefined) return value;
    const [candidate] = take(repaired(broken, value, context), 1);
    if (candidate === undefined || candidate === ABSENT) return undefined;
    value = candidate;
  }
  return undefined;
}

/** Values that meet the schema, nearest to `value` first. */
function* repaired(schema: Schema, value: Candidate, context: RepairContext): Iterable<Candidate> {
  if (schema === true) yield value;
  else if (schema === false) yield ABSENT;
  else if (value === ABSENT) yield ABSENT;
  else if (compiled(schema)(value)) yield value;
  else {
    for (const candidate of chain(schema, value, context)) {
      if (candidate === ABSENT || compiled(schema)(candidate)) yield candidate;
    }
  }
}

/** One keyword after the other, each repairing what the ones before left. */
function* chain(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  let candidates: Candidate[] = [value];
  for (const [keywords, step] of KEYWORD_STEPS) {
    if (!keywords.some((keyword) => schema[keyword] !== undefined)) continue;
    candidates = candidates.flatMap((one) =>
      one === ABSENT ? [one] : take(step(schema, one, context), context.breadth),
    );
  }
  yield* candidates;
}

function take<T>(items: Iterable<T>, most: number): T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === most) break;
    taken.push(item);
  }
  return taken;
}

type Step = (schema: SchemaObject, value: Json, context: RepairContext) => Iterable<Candidate>;

const VALUE_KEYWORDS = [
  "type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
] as const; // biome-ignore format: a list reads better in lines

/** Each step with the keywords that it repairs; without any of them it has nothing to do. */
const KEYWORD_STEPS: readonly (readonly [readonly (keyof SchemaObject)[], Step])[] = [
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

function* repairValue(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  const itself: SchemaObject = pick(schema, VALUE_KEYWORDS);
  if (matches(itself, value)) yield value;
  else if (schema.const !== undefined) yield schema.const;
  else if (schema.enum !== undefined) yield* shuffled(schema.enum, context.random);
  else {
    for (const bound of [
      schema.minimum,
      schema.maximum,
      next(schema.exclusiveMinimum, 1),
      next(schema.exclusiveMaximum, -1),
    ]) {
      if (bound !== undefined) yield bound;
    }
    yield* fresh(context, 8);
  }
}

const next = (bound: number | undefined, step: number) => (bound === undefined ? undefined : bound + step);

function pick(schema: SchemaObject, keys: readonly (keyof SchemaObject)[]): SchemaObject {
  return Object.fromEntries(keys.filter((key) => key in schema).map((key) => [key, schema[key]]));
}

function* repairRequired(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (!isObject(value)) return yield value;
  const copy = copied(value);
  for (const name of schema.required ?? []) {
    if (Object.hasOwn(copy, name)) continue;
    const made = context.generator?.at?.(name)?.make(context.random);
    if (made !== undefined) setOwn(copy, name, made);
  }
  yield copy;
}

function* repairProperties(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (!isObject(value)) return yield value;
  let copies: JsonObject[] = [value];
  for (const [name, condition] of Object.entries(schema.properties ?? {})) {
    copies = copies.flatMap((copy) => {
      if (!Object.hasOwn(copy, name)) return [copy];
      return take(
        repaired(condition, copy[name] as Json, below(context, name)),
        Math.min(6, context.breadth),
      ).map((members) => replaced(copy, name, members));
    });
  }
  yield* copies;
}

function replaced(object: JsonObject, name: string, value: Candidate): JsonObject {
  const copy = copied(object);
  if (value === ABSENT) delete copy[name];
  else setOwn(copy, name, value);
  return copy;
}

function* repairLength(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (!Array.isArray(value)) return yield value;
  const copy = value.slice(0, schema.maxItems ?? value.length);
  const item = below(context, "0");
  while (copy.length < (schema.minItems ?? 0) && item.generator) copy.push(another(copy, item));
  yield copy;
}

/** A further item, unlike the others if one can be found: the list may have to hold different ones. */
function another(items: readonly Json[], context: RepairContext): Json {
  let made: Json = null;
  for (made of fresh(context, 12)) if (!items.some((one) => equal(one, made))) return made;
  return made;
}

function* repairItems(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  const { items } = schema;
  if (!Array.isArray(value) || items === undefined) return yield value;
  let copies: Json[][] = [[]];
  for (const item of value) {
    const members = take(repaired(items, item, below(context, "0")), Math.min(3, context.breadth));
    copies = copies
      .flatMap((copy) => members.map((one) => (one === ABSENT ? copy : [...copy, one])))
      .slice(0, 12);
  }
  yield* copies;
}

function* repairContains(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  const { contains } = schema;
  if (!Array.isArray(value) || contains === undefined) return yield value;
  const copy = [...value];
  const item = below(context, "0");
  const isFound = compiled(contains);
  const change = (index: number, to: Iterable<Candidate>) => {
    const [first] = take(to, 1);
    if (first === undefined || first === ABSENT) copy.splice(index, 1);
    else copy[index] = first;
  };
  const least = schema.minContains ?? 1;
  for (let tries = 0; copy.filter(isFound).length < least && tries < 10; tries++) {
    if (!copy.some((one) => !isFound(one)) && item.generator) copy.push(item.generator.make(context.random));
    const index = copy.findIndex((one) => !isFound(one));
    if (index >= 0) change(index, repaired(contains, copy[index] as Json, item));
  }
  const most = schema.maxContains ?? copy.length;
  for (let tries = 0; copy.filter(isFound).length > most && tries < 20; tries++) {
    const index = copy.findLastIndex(isFound);
    change(index, falsify(contains, copy[index] as Json, item));
  }
  yield copy;
}

function* repairAllOf(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  let candidates: Candidate[] = [value];
  for (const part of schema.allOf ?? []) {
    candidates = candidates
      .flatMap((one) => take(repaired(part, one, context), context.breadth))
      .slice(0, 2 * context.breadth);
  }
  yield* candidates;
}

function* repairAnyOf(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema.anyOf === undefined) return yield value;
  for (const part of schema.anyOf) yield* repaired(part, value, context);
}

function* repairNot(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema.not === undefined) yield value;
  else yield* falsify(schema.not, value, context);
}

function* repairIf(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema.if === undefined) return yield value;
  const applies = compiled(schema.if)(value);
  yield* repaired((applies ? schema.then : schema.else) ?? true, value, context);
  yield* applies ? falsify(schema.if, value, context) : repaired(schema.if, value, context);
}

/** Values that do not meet the schema, nearest to `value` first. */
export function* falsify(schema: Schema, value: Json, context: RepairContext): Iterable<Candidate> {
  if (schema === false || (typeof schema === "object" && !matches(schema, value))) return yield value;
  if (schema === true) return yield ABSENT;
  for (const candidate of falsified(schema, value, context)) {
    if (candidate === ABSENT || !matches(schema, candidate)) yield candidate;
  }
}

function* falsified(schema: SchemaObject, value: Json, context: RepairContext): Iterable<Candidate> {
  for (const part of schema.allOf ?? []) yield* falsify(part, value, context);
  if (schema.anyOf) yield* repaired({ allOf: schema.anyOf.map((part) => ({ not: part })) }, value, context);
  if (schema.not !== undefined) yield* repaired(schema.not, value, context);
  if (schema.if !== undefined) yield* falsifyIf(schema, schema.if, value, context);
  if (isObject(value)) yield* falsifyObject(schema, value, context);
  else if (Array.isArray(value)) yield* falsifyArray(schema, value, context);
  else yield* fresh(context, 8);
}

/** First by the part that speaks of the value as it is, then of one changed so that the other part does. */
function* falsifyIf(
  schema: SchemaObject,
  condition: Schema,
  value: Json,
  context: RepairContext,
): Iterable<Candidate> {
  const applies = matches(condition, value);
  const [here, there] = applies ? [schema.then, schema.else] : [schema.else, schema.then];
  yield* falsify(here ?? true, value, context);
  if (there === undefined) return;
  const changed = applies ? falsify(condition, value, context) : repaired(condition, value, context);
  for (const one of take(changed, 6)) if (one !== ABSENT) yield* falsify(there, one, context);
}

function* falsifyObject(
  schema: SchemaObject,
  value: JsonObject,
  context: RepairContext,
): Iterable<Candidate> {
  for (const [name, condition] of Object.entries(schema.properties ?? {})) {
    const at = below(context, name);
    const members = Object.hasOwn(value, name) ? [value[name] as Json] : fresh(at, 4);
    for (const member of members)
      for (const other of falsify(condition, member, at)) yield replaced(value, name, other);
  }
  for (const name of schema.required ?? []) {
    if (!context.generator?.requires?.(name)) yield replaced(value, name, ABSENT);
  }
  yield* fresh(context, 4);
}

function* falsifyArray(schema: SchemaObject, value: Json[], context: RepairContext): Iterable<Candidate> {
  const item = below(context, "0");
  const longer = (length: number) => [...repairLength({ minItems: length }, value, context)];
  if (schema.contains !== undefined) {
    const most = (schema.minContains ?? 1) - 1;
    yield* repairContains({ contains: schema.contains, minContains: 0, maxContains: most }, value, context);
    if (schema.maxContains !== undefined) {
      yield* repairContains(
        { contains: schema.contains, minContains: schema.maxContains + 1 },
        value,
        context,
      );
    }
  }
  if (schema.minItems !== undefined && schema.minItems > 0) yield value.slice(0, schema.minItems - 1);
  if (schema.maxItems !== undefined) yield* longer(schema.maxItems + 1);
  if (schema.items === undefined) return;
  for (const filled of value.length > 0 ? [value] : longer(1)) {
    if (!Array.isArray(filled) || filled.length === 0) continue;
    for (const other of take(falsify(schema.items, filled[0] as Json, item), 4)) {
      if (other !== ABSENT) yield filled.with(0, other);
    }
  }
}

const below = (context: RepairContext, key: string): RepairContext => ({
  generator: context.generator?.at?.(key),
  random: context.random,
  breadth: context.breadth,
});

function* fresh(context: RepairContext, count: number): Iterable<Json> {
  for (let left = count; left > 0 && context.generator; left--) yield context.generator.make(context.random);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let index = copy.length - 1; index > 0; index--) {
    const other = random.nextInt(0, index);
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}
