import type { Random } from "fast-check";
import type { Json } from "../contract.ts";

/**
 * Makes and shrinks the values of one schema; `generated/arbitraries.ts` is built of these.
 * Every value that `make` or `shrink` yields is valid by the schema, and `make` depends on its random source alone.
 */
export interface Generator<T = Json> {
  make(random: Random): T;
  /** Simpler values of the same schema, simplest first. */
  shrink(value: T): Iterable<T>;
  /** The generator of a property or, with any index, of an array's items. */
  at?(key: string): Generator | undefined;
  /** Whether every value has this property. */
  requires?(key: string): boolean;
}

/** A property of an object, left out at times unless it is required. */
export interface Field<T, Required extends boolean = boolean> {
  readonly generator: Generator<T>;
  readonly required: Required;
}

export const required = <T>(generator: Generator<T>): Field<T, true> => ({ generator, required: true });
export const optional = <T>(generator: Generator<T>): Field<T, false> => ({ generator, required: false });

/** Breaks the circle of a schema that contains itself. */
export function lazy<T>(make: () => Generator<T>): Generator<T> {
  let made: Generator<T> | undefined;
  const get = (): Generator<T> => {
    made ??= make();
    return made;
  };
  return {
    make: (random) => get().make(random),
    shrink: (value) => get().shrink(value),
    at: (key) => get().at?.(key),
    requires: (key) => get().requires?.(key) ?? false,
  };
}
