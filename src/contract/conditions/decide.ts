import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import type { Schema, SchemaObject } from "../contract.ts";
import { matches } from "./matches.ts";

/** Stands in a body for a value that is not decided yet, or may be left out. */
export const UNDECIDED = Symbol("undecided");

/** Stands for a value that is there, whatever it is. */
export const SOMETHING = Symbol("something");

/** A body some of whose places are not decided. */
export type PartialInstance =
  | Json
  | typeof UNDECIDED
  | typeof SOMETHING
  | PartialInstance[]
  | { readonly [name: string]: PartialInstance };

/** Yes, no, or not decided: Kleene's three values. */
type Truth = boolean | undefined;

/**
 * Whether a condition holds of every body that the partial one can become, of none, or (undefined) of some: so that a
 * search can turn back before all is decided. Never wrong, at times undecided for longer than need be.
 */
export function decide(schema: Schema, value: PartialInstance): Truth {
  if (typeof schema === "boolean") return schema;
  if (value === UNDECIDED || value === SOMETHING) return undefined;
  return all(DECISIONS, (part) => part(schema, value));
}

/** Whether all of some things hold; the first that does not decides. */
function all<T>(items: readonly T[], holds: (item: T) => Truth): Truth {
  let truth: Truth = true;
  for (const item of items) {
    const one = holds(item);
    if (one === false) return false;
    if (one === undefined) truth = undefined;
  }
  return truth;
}

const and = (parts: readonly Truth[]): Truth => all(parts, (part) => part);

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

const or = (parts: readonly Truth[]): Truth => not(and(parts.map(not)));

/** Keywords that look at a scalar or at the type alone; objects and lists are decided as far as these ask. */
function decideItself(schema: SchemaObject, value: Exclude<PartialInstance, symbol>): Truth {
  const asked = askedOfItself(schema);
  if (asked === undefined) return true;
  if (typeof value !== "object" || value === null) return matches(asked, value);
  if (schema.const !== undefined || schema.enum !== undefined) return undefined;
  return matches(asked, Array.isArray(value) ? [] : {});
}

const known = new WeakMap<SchemaObject, { readonly schema: SchemaObject | undefined }>();

/** What a schema asks of a scalar or a type, looked up once; undefined where that is nothing. */
function askedOfItself(schema: SchemaObject): SchemaObject | undefined {
  let asked = known.get(schema);
  if (asked === undefined) {
    const { type, const: only, enum: allowed, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
    const itself = { type, const: only, enum: allowed, minimum, maximum, exclusiveMinimum, exclusiveMaximum };
    const entries = Object.entries(itself).filter(([, one]) => one !== undefined);
    asked = { schema: entries.length === 0 ? undefined : Object.fromEntries(entries) };
    known.set(schema, asked);
  }
  return asked.schema;
}

function decideObject({ required, properties }: SchemaObject, value: PartialInstance): Truth {
  if (!isPartialObject(value)) return true;
  const present = all(required ?? [], (name) =>
    !Object.hasOwn(value, name) ? false : value[name] === UNDECIDED ? undefined : true,
  );
  if (present === false || properties === undefined) return present;
  const valid = all(Object.keys(properties), (name) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    const part = properties[name] ?? true;
    if (member === undefined || part === true) return true;
    // A place that may yet be left out breaks nothing for certain, unless whatever stands there does.
    return member === UNDECIDED ? undefined : decide(part, member);
  });
  return and([present, valid]);
}

const isPartialObject = (value: PartialInstance): value is { readonly [name: string]: PartialInstance } =>
  isObject(value);

function decideArray(schema: SchemaObject, value: PartialInstance): Truth {
  if (!Array.isArray(value)) return true;
  const {
    minItems = 0,
    maxItems = Number.POSITIVE_INFINITY,
    items,
    contains,
    minContains = 1,
    maxContains = Number.POSITIVE_INFINITY,
  } = schema;
  const lengths = value.length >= minItems && value.length <= maxItems;
  const each = items === undefined ? true : all(value, (item) => decide(items, item as PartialInstance));
  if (contains === undefined) return and([lengths, each]);
  const found = value.map((item) => decide(contains, item as PartialInstance));
  const surely = found.filter((one) => one === true).length;
  const perhaps = surely + found.filter((one) => one === undefined).length;
  const enough: Truth = surely >= minContains ? true : perhaps < minContains ? false : undefined;
  const few: Truth = perhaps <= maxContains ? true : surely > maxContains ? false : undefined;
  return and([lengths, each, enough, few]);
}

function decideParts(schema: SchemaObject, value: PartialInstance): Truth {
  const parts: Truth[] = (schema.allOf ?? []).map((part) => decide(part, value));
  if (schema.anyOf) parts.push(or(schema.anyOf.map((part) => decide(part, value))));
  if (schema.not !== undefined) parts.push(not(decide(schema.not, value)));
  if (schema.if !== undefined) {
    const condition = decide(schema.if, value);
    const [then, otherwise] = [decide(schema.then ?? true, value), decide(schema.else ?? true, value)];
    parts.push(
      condition === undefined ? (then === otherwise ? then : undefined) : condition ? then : otherwise,
    );
  }
  return and(parts);
}

const DECISIONS = [decideItself, decideObject, decideArray, decideParts] as const;
