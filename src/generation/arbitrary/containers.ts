import type { Random } from "fast-check";
import { type Field, type InstanceGenerator, isDeep } from "../../contract/instance-generator.ts";
import { SuiteError } from "../../core/errors.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { copied, equal, isObject, setOwn, typeOf } from "../../core/json.ts";

/** One field for each listed property that a caller may send; read-only ones (`?: never`) have none. */
export type Fields<T> = {
  [K in keyof T as string extends K
    ? never
    : number extends K
      ? never
      : [Exclude<T[K], undefined>] extends [never]
        ? never
        : K]-?: Field<Exclude<T[K], undefined>, undefined extends T[K] ? boolean : true>;
};

/** An object of the given fields; a body is sparse, half full or full, so that single fields and crowds both occur. */
export function object<T extends object>(fields: Fields<T>, rest?: InstanceGenerator): InstanceGenerator<T> {
  const entries = Object.entries(fields as { [name: string]: Field<Json> });
  const generators = new Map(entries.map(([name, field]) => [name, field.generator]));
  const mandatory = new Set(entries.filter(([, field]) => field.required).map(([name]) => name));
  const make = (random: Random, depth = 0, skip?: ReadonlySet<string>): JsonObject => {
    const made: JsonObject = {};
    const density = isDeep(depth) ? -1 : random.nextInt(0, 2);
    // One draw decides on ten fields, three bits each: most of a body's time would go into drawing.
    let bits = 0;
    let left = 0;
    for (const [name, field] of entries) {
      if (skip?.has(name)) continue;
      if (!field.required) {
        if (left === 0) [bits, left] = [random.nextInt(0, 0x3fff_ffff), 10];
        const draw = bits & 7;
        bits >>>= 3;
        left -= 1;
        if (!isPresent(draw, density)) continue;
      }
      if (name === "__proto__") setOwn(made, name, field.generator.make(random, depth));
      else made[name] = field.generator.make(random, depth);
    }
    return made;
  };
  return {
    make,
    shrink: (value: JsonObject) => simplerObjects(value, generators, mandatory),
    at: (key: string) => generators.get(key) ?? rest,
    requires: (key: string) => mandatory.has(key),
    endless: entries.some(([, field]) => field.required && field.generator.endless),
  } as unknown as InstanceGenerator<T>;
}

/** `draw` is one of eight; `density` negative for as little as can be, then sparse, half full, full. */
function isPresent(draw: number, density: number): boolean {
  if (density < 0) return false;
  return density === 0 ? draw === 0 : density === 1 ? draw < 4 : draw > 0;
}

function* simplerObjects(
  value: JsonObject,
  generators: ReadonlyMap<string, InstanceGenerator>,
  mandatory: ReadonlySet<string>,
): Iterable<JsonObject> {
  const removable = Object.keys(value).filter((name) => !mandatory.has(name));
  for (let size = removable.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < removable.length; start += size) {
      yield without(value, removable.slice(start, start + size));
    }
  }
  for (const [name, member] of Object.entries(value)) {
    for (const simpler of generators.get(name)?.shrink(member) ?? []) yield { ...value, [name]: simpler };
  }
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  const copy = copied(value);
  for (const name of names) delete copy[name];
  return copy;
}

export interface ArrayOptions {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  /** The document's location that says so, for messages. */
  readonly docs?: string;
}

const isNew = (item: unknown, seen: Set<string>): boolean => seen.size < seen.add(JSON.stringify(item)).size;

const TOO_FEW = "different items could be made; allow more values for an item, or fewer items";

/** Up to two items more than the least that is allowed. @throws SuiteError where too few different items exist. */
export function array<T>(items: InstanceGenerator<T>, options: ArrayOptions = {}): InstanceGenerator<T[]> {
  const { minItems: least = 0, maxItems = Number.POSITIVE_INFINITY } = options;
  const most = Math.min(maxItems, Math.max(least, 1) + 2);
  const make = (random: Random, depth = 0): T[] => {
    const made: T[] = [];
    const seen = options.uniqueItems ? new Set<string>() : undefined;
    const length = isDeep(depth) ? least : random.nextInt(least, most);
    for (let tries = 0; made.length < length && tries < length * 20; tries++) {
      const item = items.make(random, depth);
      if (seen === undefined || isNew(item, seen)) made.push(item);
    }
    if (made.length < least)
      throw new SuiteError(`${options.docs ?? "a list"}: fewer than ${least} ${TOO_FEW}`);
    return made;
  };
  return {
    make,
    shrink: (value) => simplerArrays(value, items, options),
    at: () => items as InstanceGenerator,
    endless: least > 0 && items.endless === true,
  };
}

function* simplerArrays<T>(value: T[], items: InstanceGenerator<T>, options: ArrayOptions): Iterable<T[]> {
  const least = options.minItems ?? 0;
  if (value.length > least) yield value.slice(0, least);
  for (let index = 0; value.length > least && index < value.length; index++) yield value.toSpliced(index, 1);
  for (const [index, item] of value.entries()) {
    for (const simpler of items.shrink(item)) {
      const copy = value.with(index, simpler);
      if (!options.uniqueItems || new Set(copy.map((one) => JSON.stringify(one))).size === copy.length)
        yield copy;
    }
  }
}

/** Any keys with values of one schema. */
export function map<T>(
  items: InstanceGenerator<T>,
  keys: readonly [string, ...string[]],
): InstanceGenerator<{ [key: string]: T }> {
  const make = (random: Random, depth = 0): { [key: string]: T } => {
    const made: { [key: string]: T } = {};
    for (let left = isDeep(depth) ? 0 : random.nextInt(0, 3); left > 0; left--) {
      made[keys[random.nextInt(0, keys.length - 1)] ?? keys[0]] = items.make(random, depth);
    }
    return made;
  };
  const generators = { get: () => items as InstanceGenerator } as unknown as ReadonlyMap<
    string,
    InstanceGenerator
  >;
  return {
    make,
    shrink: (value) =>
      simplerObjects(value as JsonObject, generators, new Set()) as Iterable<{ [key: string]: T }>,
    at: () => items as InstanceGenerator,
  };
}

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
  const of = (value: unknown) => alternatives.find((one) => one.accepts(value))?.generator;
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
      ([name, allowed]) => Object.hasOwn(value, name) && allowed.some((one) => equal(one, value[name])),
    );

/** True if a value is of one of these JSON types and has the properties that it must have. */
export const typeIs =
  (...conditions: readonly (string | { readonly required: readonly string[] })[]) =>
  (value: unknown): boolean => {
    const type = typeOf(value);
    return conditions.every((one) =>
      typeof one === "string"
        ? conditions.some((other) => other === type || (other === "number" && type === "integer"))
        : isObject(value) && one.required.every((name) => Object.hasOwn(value, name)),
    );
  };
