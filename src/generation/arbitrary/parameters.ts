import type { Field, InstanceGenerator } from "../../contract/instance-generator.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { setOwn } from "../../core/json.ts";
import { type Fields, object } from "./object.ts";

/**
 * The parameters of one member of a request. It leaves chance alone where none may be left out, so that a body made after
 * them is the same whatever they are.
 */
export function parameters<T extends object>(fields: Partial<Fields<T>>): InstanceGenerator<T> {
  const generator = object<T>(fields as unknown as Fields<T>);
  const entries = Object.entries(fields as { [name: string]: Field<Json> });
  if (entries.some(([, { required }]) => !required)) return generator;
  const make: InstanceGenerator["make"] = (random, depth = 0) => {
    const made: JsonObject = {};
    for (const [name, field] of entries) setOwn(made, name, field.generator.make(random, depth));
    return made;
  };
  return { ...generator, make: make as InstanceGenerator<T>["make"] };
}

/** One value, made without chance. */
export const constant = <const T extends Json>(value: T): InstanceGenerator<T> => ({
  make: () => value,
  shrink: () => [],
});
