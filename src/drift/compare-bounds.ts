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
  const isWhole = [from, to].every((types) => types.length === 1 && types[0] === "integer");
  return [...new Set(keywords)].flatMap((keyword) => compareOne(keyword, before, after, isWhole) ?? []);
}

function compareOne(
  keyword: string,
  before: Bounds,
  after: Bounds,
  isWhole: boolean,
): BoundChange | undefined {
  const [from, to] = [shownBound(keyword, before), shownBound(keyword, after)];
  if (equal(from, to)) return undefined;
  const direction = directionOf(keyword, [before, after], [from, to], isWhole);
  return direction === undefined ? undefined : { keyword, before: from, after: to, direction };
}

/** Undefined where both bounds allow the same. */
function directionOf(
  keyword: string,
  [before, after]: readonly [Bounds, Bounds],
  [from, to]: readonly [Json, Json],
  isWhole: boolean,
): BoundChange["direction"] | undefined {
  const sign = LOWER.includes(keyword) ? 1 : UPPER.includes(keyword) ? -1 : 0;
  if (sign !== 0) {
    const further = sign * (limit(keyword, after, sign, isWhole) - limit(keyword, before, sign, isWhole));
    const tighter = further || openness(keyword, after, isWhole) - openness(keyword, before, isWhole);
    return tighter === 0 ? undefined : tighter > 0 ? "tightened" : "loosened";
  }
  if (keyword === "multipleOf") return stepDirection(from, to, isWhole);
  return from === null ? "tightened" : to === null ? "loosened" : "changed";
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

/** The limit that a bound sets: for whole numbers the last one allowed, without a bound the infinity of its side. */
function limit(keyword: string, bounds: Bounds, sign: number, isWhole: boolean): number {
  const shown = shownBound(keyword, bounds);
  if (shown === null) return -sign * Number.POSITIVE_INFINITY;
  const isExclusive = typeof shown === "object";
  const value = Number(isExclusive ? Object.values(shown)[0] : shown);
  if (!isWhole) return value;
  const last = sign > 0 ? Math.ceil(value) : Math.floor(value);
  return isExclusive && last === value ? value + sign : last;
}

/** 1 for a bound that excludes its own number, else 0; among whole numbers the limit says it all. */
function openness(keyword: string, bounds: Bounds, isWhole: boolean): number {
  const shown = shownBound(keyword, bounds);
  return !isWhole && typeof shown === "object" && shown !== null ? 1 : 0;
}

/** Of two steps, the one that the other divides allows less; without a step a whole number has the step 1. */
function stepDirection(from: Json, to: Json, isWhole: boolean): BoundChange["direction"] | undefined {
  const [old = null, now = null] = [from, to].map((step) => (step === null && isWhole ? 1 : step));
  if (equal(old, now)) return undefined;
  if (old === null || now === null) return old === null ? "tightened" : "loosened";
  if (isMultiple(now, old)) return "tightened";
  return isMultiple(old, now) ? "loosened" : "changed";
}

function isMultiple(great: Json, small: Json): boolean {
  const ratio = Number(great) / Number(small);
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}
