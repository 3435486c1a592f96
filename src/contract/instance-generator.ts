import type { Random } from "fast-check";
import type { Json } from "../core/json.ts";

/**
 * Makes and shrinks the values of one schema; `generated/arbitraries.ts` is built of these.
 * Every value that `make` or `shrink` yields is valid by the schema, and `make` depends on its random source alone.
 */
export interface InstanceGenerator<T = Json> {
  /** `depth` says how many schemas that contain themselves the value lies in, `skip` names properties of an object that the caller fills in itself. */
  make(random: Random, depth?: number, skip?: ReadonlySet<string>): T;
  /** Simpler values of the same schema, simplest first. */
  shrink(value: T): Iterable<T>;
  /** The end of taking the first of `shrink` again and again, where there is a quicker way. */
  simplest?(value: T): T;
  /** The generator of a property or, with any index, of an array's items. */
  at?(key: string): InstanceGenerator | undefined;
  /** True if every value has this property. */
  requires?(key: string): boolean;
  /** True if even the smallest value holds another of a schema that contains itself. */
  readonly endless?: boolean;
}

/** A property of an object, left out at times unless it is required. */
export interface Field<T, Required extends boolean = boolean> {
  readonly generator: InstanceGenerator<T>;
  readonly required: Required;
}

export const required = <T>(generator: InstanceGenerator<T>): Field<T, true> => ({
  generator,
  required: true,
});
export const optional = <T>(generator: InstanceGenerator<T>): Field<T, false> => ({
  generator,
  required: false,
});

/** Levels of a schema that contains itself which are made freely; below, only required values are made. */
const FREE_LEVELS = 2;

/** True if the value lies so deep within its own schema that no optional part may be made. */
export const isDeep = (depth: number): boolean => depth > FREE_LEVELS;

/** Breaks the circle of a schema that contains itself. */
export function lazy<T>(make: () => InstanceGenerator<T>): InstanceGenerator<T> {
  let made: InstanceGenerator<T> | undefined;
  const get = (): InstanceGenerator<T> => {
    made ??= make();
    return made;
  };
  return {
    make: (random, depth = 0) => get().make(random, depth + 1),
    shrink: (value) => get().shrink(value),
    simplest: (value) => simplestOf(get(), value),
    at: (key) => get().at?.(key),
    requires: (key) => get().requires?.(key) ?? false,
    endless: true,
  };
}

/** Steps after which a value counts as simple enough. */
const MOST_STEPS = 10_000;

/** The simplest value that shrinking comes to. */
export function simplestOf<T>(generator: InstanceGenerator<T>, value: T): T {
  if (generator.simplest) return generator.simplest(value);
  let simplest = value;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { done, value: simpler } = generator.shrink(simplest)[Symbol.iterator]().next();
    if (done) return simplest;
    simplest = simpler;
  }
  return simplest;
}
