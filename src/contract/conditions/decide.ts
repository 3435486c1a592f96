import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import type { Schema, SchemaObject } from "../contract.ts";
import { matches } from "./matches.ts";

/** Stands in a body for a value that is not decided yet, or may be left out. */
export const UNDECIDED = Symbol("undecided");

/** Stands for a value that exists, whatever it is. */
export const SOMETHING = Symbol("something");

/** A body some of whose locations are not decided. */
export type PartialInstance =
  | Json
  | typeof UNDECIDED
  | typeof SOMETHING
  | PartialInstance[]
  | { readonly [name: string]: PartialInstance };

/** Yes, no, or not decided: Kleene's three values. */
type Truth = boolean | undefined;

/**
 * Tells whether a condition holds of every body that a partial instance can become (true), of none (false), or of some
 * (undefined), so that a search can turn back before all is decided. Never wrong, but sometimes undecided where a
 * closer look would decide.
 */
export type Decision = (value: PartialInstance) => Truth;

/** Compiles the condition into a function for a search that asks it again and again. */
export function decision(schema: Schema): Decision {
  if (typeof schema === "boolean") return () => schema;
  const parts = [...ofItself(schema), ...ofObjects(schema), ...ofLists(schema), ...ofParts(schema)];
  return (value) =>
    value === UNDECIDED || value === SOMETHING ? undefined : all(parts, (part) => part(value));
}

/** Kleene's conjunction over some items; the first one that does not hold decides. */
function all<T>(items: readonly T[], holds: (item: T) => Truth): Truth {
  let truth: Truth = true;
  for (const item of items) {
    const itemTruth = holds(item);
    if (itemTruth === false) return false;
    if (itemTruth === undefined) truth = undefined;
  }
  return truth;
}

const and = (parts: readonly Truth[]): Truth => all(parts, (part) => part);

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

const or = (parts: readonly Truth[]): Truth => not(and(parts.map(not)));

/** A part of a condition; it is not asked of a wholly undecided value. */
type Part = (value: Exclude<PartialInstance, symbol>) => Truth;

/**
 * Tests of the keywords that look at a scalar or at the type alone; they see an object or a list only as far as its
 * type.
 */
function ofItself(schema: SchemaObject): Part[] {
  const { type, const: only, enum: allowed, pattern } = schema;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const bounds = { minimum, maximum, exclusiveMinimum, exclusiveMaximum };
  const itself = { type, const: only, enum: allowed, pattern, ...bounds };
  const entries = Object.entries(itself).filter(([, operand]) => operand !== undefined);
  if (entries.length === 0) return [];
  const asked: SchemaObject = Object.fromEntries(entries);
  const isListed = only !== undefined || allowed !== undefined;
  return [
    (value) => {
      if (typeof value !== "object" || value === null) return matches(asked, value);
      return isListed ? undefined : matches(asked, Array.isArray(value) ? [] : {});
    },
  ];
}

function ofObjects({ required = [], properties }: SchemaObject): Part[] {
  const members = Object.entries(properties ?? {})
    .filter(([, part]) => part !== true)
    .map(([name, part]) => ({ name, decide: decision(part) }));
  if (required.length === 0 && members.length === 0) return [];
  return [
    (value) => {
      if (!isPartialObject(value)) return true;
      const present = all(required, (name) =>
        !Object.hasOwn(value, name) ? false : value[name] === UNDECIDED ? undefined : true,
      );
      if (present === false) return present;
      const valid = all(members, ({ name, decide }) => {
        const member = Object.hasOwn(value, name) ? value[name] : undefined;
        if (member === undefined) return true;
        // A member that may still be left out breaks nothing for certain, unless every value of it would.
        return member === UNDECIDED ? undefined : decide(member);
      });
      return and([present, valid]);
    },
  ];
}

const isPartialObject = (value: PartialInstance): value is { readonly [name: string]: PartialInstance } =>
  isObject(value);

function ofLists(schema: SchemaObject): Part[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items, contains } = schema;
  const decideItem = items === undefined ? undefined : decision(items);
  const isBounded = minItems > 0 || maxItems < Number.POSITIVE_INFINITY;
  if (!isBounded && decideItem === undefined && contains === undefined) return [];
  const decideContained = contains === undefined ? undefined : ofContained(contains, schema);
  return [
    (value) => {
      if (!Array.isArray(value)) return true;
      const items = value as PartialInstance[];
      const lengths = items.length >= minItems && items.length <= maxItems;
      const each = decideItem === undefined ? true : all(items, decideItem);
      return and(
        decideContained === undefined ? [lengths, each] : [lengths, each, ...decideContained(items)],
      );
    },
  ];
}

/** Decides whether enough items of a list, and few enough, meet a condition. */
function ofContained(contains: Schema, schema: SchemaObject): (items: readonly PartialInstance[]) => Truth[] {
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = schema;
  const decide = decision(contains);
  return (items) => {
    const found = items.map((item) => decide(item));
    const surely = found.filter((itemTruth) => itemTruth === true).length;
    const perhaps = surely + found.filter((itemTruth) => itemTruth === undefined).length;
    return [
      surely >= minContains ? true : perhaps < minContains ? false : undefined,
      perhaps <= maxContains ? true : surely > maxContains ? false : undefined,
    ];
  };
}

function ofParts(schema: SchemaObject): Part[] {
  const parts: Part[] = (schema.allOf ?? []).map(decision);
  if (schema.anyOf) {
    const options = schema.anyOf.map(decision);
    parts.push((value) => or(options.map((option) => option(value))));
  }
  if (schema.not !== undefined) {
    const negated = decision(schema.not);
    parts.push((value) => not(negated(value)));
  }
  if (schema.if !== undefined) {
    const [condition, yes, no] = [
      decision(schema.if),
      decision(schema.then ?? true),
      decision(schema.else ?? true),
    ];
    parts.push((value) => {
      const applies = condition(value);
      const [then, otherwise] = [yes(value), no(value)];
      if (applies === undefined) return then === otherwise ? then : undefined;
      return applies ? then : otherwise;
    });
  }
  return parts;
}
