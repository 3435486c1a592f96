import type { Random } from "fast-check";
import type { Schema } from "../../contract/contract.ts";
import type { InstanceGenerator } from "../../contract/instance-generator.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { copied, setOwn } from "../../core/json.ts";

/** A value that a condition wants gone; only a property or an item can be. */
export const ABSENT = Symbol("absent");
export type Candidate = Json | typeof ABSENT;

/** Values that follow from one by an edit, nearest first. */
export type Edit<S = Schema, V = Json> = (schema: S, value: V, context: RepairContext) => Iterable<Candidate>;

/** Sources of an edit: the generator of the location, chance, and the edits of what lies below. */
export interface RepairContext {
  readonly generator: InstanceGenerator | undefined;
  readonly random: Random;
  /** Number of candidates that each keyword may pass on: one is many times quicker, and mostly enough. */
  readonly breadth: number;
  /** Values that meet a schema. */
  readonly repaired: Edit;
  /** Values that do not meet a schema. */
  readonly falsified: Edit;
}

/** The context of a property or an item. */
export const below = (context: RepairContext, key: string): RepairContext => ({
  ...context,
  generator: context.generator?.at?.(key),
});

/** The first of the items, no more than `most`. */
export function take<T>(items: Iterable<T>, most: number): T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === most) break;
    taken.push(item);
  }
  return taken;
}

/** New values of the location, as far as there is a generator. */
export function* fresh(context: RepairContext, count: number): Iterable<Json> {
  for (let left = count; left > 0 && context.generator; left--) yield context.generator.make(context.random);
}

/** A copy of an object with another value of one property. */
export function replaced(object: JsonObject, name: string, value: Candidate): JsonObject {
  const copy = copied(object);
  if (value === ABSENT) delete copy[name];
  else setOwn(copy, name, value);
  return copy;
}
