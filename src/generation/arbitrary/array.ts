import type { Random } from "fast-check";
import { type InstanceGenerator, isDeep } from "../../contract/instance-generator.ts";
import { SuiteError } from "../../core/errors.ts";

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
      if (!options.uniqueItems || new Set(copy.map((other) => JSON.stringify(other))).size === copy.length)
        yield copy;
    }
  }
}
