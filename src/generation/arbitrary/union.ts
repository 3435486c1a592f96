import { type InstanceGenerator, isDeep } from "../../contract/instance-generator.ts";
import type { Json } from "../../core/json.ts";
import { equal, isObject, typeOf } from "../../core/json.ts";

interface Alternative<T> {
  readonly generator: InstanceGenerator<T>;
  readonly accepts: (value: unknown) => boolean;
}

/**
 * One of several alternatives; `accepts` tells which made a value, so that it shrinks within its own. The type comes from
 * where the union stands, since TypeScript infers none from parts that differ.
 */
export function union<T>(parts: readonly Alternative<unknown>[]): InstanceGenerator<T> {
  const alternatives = parts as readonly Alternative<T>[];
  const of = (value: unknown) => alternatives.find((alternative) => alternative.accepts(value))?.generator;
  const ending = alternatives.filter(({ generator }) => !generator.endless);
  return {
    make: (random, depth = 0) => {
      const open = isDeep(depth) && ending.length > 0 ? ending : alternatives;
      const chosen = open[random.nextInt(0, open.length - 1)];
      if (chosen === undefined) throw new RangeError("a union of no alternatives");
      return chosen.generator.make(random, depth);
    },
    shrink: (value) => of(value)?.shrink(value) ?? [],
    at: (key) => {
      for (const { generator } of alternatives) {
        const found = generator.at?.(key);
        if (found) return found;
      }
      return undefined;
    },
    endless: ending.length === 0,
  };
}

/** True if a value is an object that has these constant properties: how alternatives are told apart. */
export const hasConstants =
  (constants: { readonly [name: string]: readonly Json[] }) =>
  (value: unknown): boolean =>
    isObject(value) &&
    Object.entries(constants).every(
      ([name, allowed]) => Object.hasOwn(value, name) && allowed.some((listed) => equal(listed, value[name])),
    );

/** True if a value is of one of these JSON types and has the properties that it must have. */
export const typeIs =
  (...conditions: readonly (string | { readonly required: readonly string[] })[]) =>
  (value: unknown): boolean => {
    const type = typeOf(value);
    return conditions.every((condition) =>
      typeof condition === "string"
        ? conditions.some((other) => other === type || (other === "number" && type === "integer"))
        : isObject(value) && condition.required.every((name) => Object.hasOwn(value, name)),
    );
  };
