import type { Random } from "fast-check";
import { type Field, type InstanceGenerator, isDeep, simplestOf } from "../../contract/instance-generator.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { copied, setOwn } from "../../core/json.ts";

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
    const isDrawn = presence(random, depth);
    for (const [name, { generator, required }] of entries) {
      if (skip?.has(name) || !(required || isDrawn())) continue;
      if (name === "__proto__") setOwn(made, name, generator.make(random, depth));
      else made[name] = generator.make(random, depth);
    }
    return made;
  };
  return {
    make,
    shrink: (value: JsonObject) => simplerObjects(value, generators, mandatory),
    simplest: (value: JsonObject) => simplestObject(value, generators, mandatory),
    at: (key: string) => generators.get(key) ?? rest,
    requires: (key: string) => mandatory.has(key),
    endless: entries.some(([, field]) => field.required && field.generator.endless),
  } as unknown as InstanceGenerator<T>;
}

/** Draws whether one field after the other is present. */
function presence(random: Random, depth: number): () => boolean {
  const density = isDeep(depth) ? -1 : random.nextInt(0, 2);
  // One draw decides on ten fields, three bits each: most of a body's time would go into drawing.
  let bits = 0;
  let left = 0;
  return () => {
    if (left === 0) [bits, left] = [random.nextInt(0, 0x3fff_ffff), 10];
    const draw = bits & 7;
    bits >>>= 3;
    left -= 1;
    return isPresent(draw, density);
  };
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

/** Without all that may be left out, then one member after the other: to restart for each would cost their number squared. */
function simplestObject(
  value: JsonObject,
  generators: ReadonlyMap<string, InstanceGenerator>,
  mandatory: ReadonlySet<string>,
): JsonObject {
  const simplest: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const generator = generators.get(name);
    if (mandatory.has(name)) setOwn(simplest, name, generator ? simplestOf(generator, member) : member);
  }
  return simplest;
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  const copy = copied(value);
  for (const name of names) delete copy[name];
  return copy;
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
