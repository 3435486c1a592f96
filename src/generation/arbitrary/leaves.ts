import type { Random } from "fast-check";
import type { InstanceGenerator } from "../../contract/instance-generator.ts";
import type { Json } from "../../core/json.ts";
import { equal } from "../../core/json.ts";
import { exactBounds, mostSteps } from "../../core/limits.ts";

/** One of the listed values; shrinks towards the first. */
export function values<const T extends readonly Json[]>(list: T): InstanceGenerator<T[number]> {
  return {
    make: (random) => list[random.nextInt(0, list.length - 1)] as T[number],
    shrink: (value) =>
      list.slice(
        0,
        Math.max(
          0,
          list.findIndex((other) => equal(other, value)),
        ),
      ),
  };
}

export const boolean = (): InstanceGenerator<boolean> => values([false, true]) as InstanceGenerator<boolean>;

export const nothing = (): InstanceGenerator<null> => values([null]);

export interface NumberOptions {
  /** Inclusive; exclusive bounds are moved inside by the generator of this file's caller. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly integer?: boolean;
  readonly multipleOf?: number;
}

/** The range used where the schema leaves a side open: wide enough to tell fields apart, small enough to be real. */
const OPEN_RANGE = 240;

/** Mostly whole numbers within the bounds, one in eight with a quarter where fractions are allowed. */
export function number(options: NumberOptions = {}): InstanceGenerator<number> {
  const { low, high } = range(options);
  const step = stepOf(options);
  const most = mostSteps(step);
  const first = Math.max(Math.ceil(low / step), -most);
  // Random sources draw from as many numbers as are exact.
  const last = Math.min(Math.floor(high / step), most, first + most);
  const fractions = !options.integer && options.multipleOf === undefined;
  const make = (random: Random): number => {
    // No whole step fits between the bounds: a quarter of the way each, where fractions are allowed.
    if (first > last) return fractions ? decimal(low + ((high - low) * random.nextInt(0, 4)) / 4) : low;
    const whole = decimal(random.nextInt(first, last) * step);
    if (!fractions || random.nextInt(0, 7) > 0) return whole;
    const fraction = whole + random.nextInt(1, 3) / 4;
    return fraction <= high ? fraction : whole;
  };
  return {
    make,
    shrink: (value) => {
      if (first > last) return value === low ? [] : [low];
      return simplerNumbers(value, decimal(nearestZero(first, last) * step), step);
    },
  };
}

/** The distance of the values: of whole numbers the first whole multiple. */
function stepOf({ multipleOf = 1, integer }: NumberOptions): number {
  for (let times = 1; integer && times <= 1000; times++) {
    if (Number.isInteger(decimal(multipleOf * times))) return decimal(multipleOf * times);
  }
  return multipleOf;
}

/** Without the noise of binary fractions: 3 × 0.1 is 0.3. */
const decimal = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(12)));

function range(options: NumberOptions): { low: number; high: number } {
  const { minimum, maximum } = exactBounds(options);
  if (minimum !== undefined)
    return { low: minimum, high: maximum ?? Math.min(minimum + OPEN_RANGE, Number.MAX_SAFE_INTEGER) };
  if (maximum !== undefined) return { low: Math.min(0, maximum - OPEN_RANGE), high: maximum };
  return { low: 0, high: OPEN_RANGE };
}

const nearestZero = (low: number, high: number): number => (low > 0 ? low : high < 0 ? high : 0);

function* simplerNumbers(value: number, simplest: number, step: number): Iterable<number> {
  if (value === simplest) return;
  yield simplest;
  let distance = Math.trunc((value - simplest) / 2 / step) * step;
  while (distance !== 0) {
    yield decimal(value - distance);
    distance = Math.trunc(distance / 2 / step) * step;
  }
  const whole = decimal(Math.trunc(value / step) * step);
  if (whole !== value && Math.abs(whole - simplest) < Math.abs(value - simplest)) yield whole;
}

/** One of the texts that code generation made for this schema, realistic ones first; shrinks to the shortest. */
export function text(pool: readonly [string, ...string[]]): InstanceGenerator<string> {
  const shortest = pool.reduce((best, candidate) => (candidate.length < best.length ? candidate : best));
  return {
    make: (random) => pool[random.nextInt(0, pool.length - 1)] ?? pool[0],
    shrink: (value) => (value === shortest ? [] : [shortest]),
  };
}
