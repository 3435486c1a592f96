/** Compares two sets of bounds: which one allows more. */
import type { Json } from "../core/json.ts";
import { equal } from "../core/json.ts";
import type { Shape } from "./shape.ts";

/** One bound that differs; `changed` where neither is known to allow more. */
export interface BoundChange {
  readonly keyword: string;
  readonly before: Json;
  readonly after: Json;
  readonly direction: "tightened" | "loosened" | "changed";
}

type Bounds = Shape["bounds"];

const LOWER = ["minimum", "minLength", "minItems", "minProperties", "minContains"];
const UPPER = ["maximum", "maxLength", "maxItems", "maxProperties", "maxContains"];
const EXCLUSIVE: { readonly [keyword: string]: string } = {
  minimum: "exclusiveMinimum",
  maximum: "exclusiveMaximum",
};

/** Every bound that differs, one entry each; an exclusive bound and a plain one are two ways to write the same bound. */
export function compareBounds(
  { bounds: before, types: from }: Pick<Shape, "bounds" | "types">,
  { bounds: after, types: to }: Pick<Shape, "bounds" | "types">,
): BoundChange[] {
  const exclusive = Object.values(EXCLUSIVE);
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((keyword) => Object.keys(EXCLUSIVE).find((plain) => EXCLUSIVE[plain] === keyword) ?? keyword)
    .filter((keyword) => !exclusive.includes(keyword));
  const steps = [stepOf(before, from), stepOf(after, to)] as const;
  return [...new Set(keywords)].flatMap((keyword) => compareOne(keyword, before, after, steps) ?? []);
}

/** Whole steps before and after: 1 for an integer; null where a value need not be whole. */
type Steps = readonly [before: number | null, after: number | null];

/** The distance between two allowed whole numbers, by `multipleOf`; null where numbers need not be whole. */
function stepOf({ multipleOf }: Bounds, types: readonly string[]): number | null {
  const isInteger = types.length === 1 && types[0] === "integer";
  const step = typeof multipleOf === "number" && multipleOf > 0 ? multipleOf : 1;
  if (!isInteger) return multipleOf !== undefined && Number.isInteger(step) ? step : null;
  for (let count = 1; count <= MOST_STEPS; count += 1)
    if (isMultiple(count * step, 1)) return Math.round(count * step);
  return 1;
}

const MOST_STEPS = 100;

function compareOne(keyword: string, before: Bounds, after: Bounds, steps: Steps): BoundChange | undefined {
  const [from, to] = [shownBound(keyword, before), shownBound(keyword, after)];
  if (equal(from, to)) return undefined;
  const direction = directionOf(keyword, [before, after], [from, to], steps);
  return direction === undefined ? undefined : { keyword, before: from, after: to, direction };
}

/** Undefined where both bounds allow the same. */
function directionOf(
  keyword: string,
  bounds: readonly [Bounds, Bounds],
  [from, to]: readonly [Json, Json],
  steps: Steps,
): BoundChange["direction"] | undefined {
  const sign = LOWER.includes(keyword) ? 1 : UPPER.includes(keyword) ? -1 : 0;
  if (sign !== 0) return limitDirection(keyword, bounds, sign, steps);
  if (keyword === "multipleOf") return stepDirection(steps[0] ?? from, steps[1] ?? to);
  return from === null ? "tightened" : to === null ? "loosened" : "changed";
}

function limitDirection(
  keyword: string,
  [before, after]: readonly [Bounds, Bounds],
  sign: number,
  steps: Steps,
): BoundChange["direction"] | undefined {
  // A change from numbers to whole ones is told as one of the type.
  const [old, now] = [steps[0] ?? steps[1], steps[1] ?? steps[0]];
  const further = sign * (limit(keyword, after, sign, now) - limit(keyword, before, sign, old));
  const tighter = further || openness(keyword, after, now) - openness(keyword, before, old);
  return tighter === 0 ? undefined : tighter > 0 ? "tightened" : "loosened";
}

/** The bound as it is shown: its number, or the exclusive keyword with it; null where there is none. */
function shownBound(keyword: string, bounds: Bounds): Json {
  const other = EXCLUSIVE[keyword];
  const [plain, exclusive] = [bounds[keyword], other === undefined ? undefined : bounds[other]];
  if (other === undefined || exclusive === undefined || exclusive === false) return plain ?? null;
  // OpenAPI 3.0 marks the plain bound as exclusive.
  if (exclusive === true) return { [other]: plain ?? null };
  const sign = LOWER.includes(keyword) ? 1 : -1;
  return plain !== undefined && sign * (Number(plain) - Number(exclusive)) > 0
    ? plain
    : { [other]: exclusive };
}

/** The limit that a bound sets: for whole steps the last one allowed, without a bound the infinity of its side. */
function limit(keyword: string, bounds: Bounds, sign: number, step: number | null): number {
  const shown = shownBound(keyword, bounds);
  if (shown === null) return -sign * Number.POSITIVE_INFINITY;
  const isExclusive = typeof shown === "object";
  const value = Number(isExclusive ? Object.values(shown)[0] : shown);
  if (step === null) return value;
  const last = (sign > 0 ? Math.ceil(value / step) : Math.floor(value / step)) * step;
  return isExclusive && last === value ? value + sign * step : last;
}

/** 1 for a bound that excludes its own number, else 0; among whole steps `limit` has taken that into account. */
function openness(keyword: string, bounds: Bounds, step: number | null): number {
  const shown = shownBound(keyword, bounds);
  return step === null && typeof shown === "object" && shown !== null ? 1 : 0;
}

/** Of two steps, the one that the other divides allows less. */
function stepDirection(old: Json, now: Json): BoundChange["direction"] | undefined {
  if (equal(old, now)) return undefined;
  if (old === null || now === null) return old === null ? "tightened" : "loosened";
  if (isMultiple(now, old)) return "tightened";
  return isMultiple(old, now) ? "loosened" : "changed";
}

function isMultiple(great: Json, small: Json): boolean {
  const ratio = Number(great) / Number(small);
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}
