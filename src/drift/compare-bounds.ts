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
export function compareBounds(before: Bounds, after: Bounds): BoundChange[] {
  const exclusive = Object.values(EXCLUSIVE);
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((keyword) => Object.keys(EXCLUSIVE).find((plain) => EXCLUSIVE[plain] === keyword) ?? keyword)
    .filter((keyword) => !exclusive.includes(keyword));
  return [...new Set(keywords)].flatMap((keyword) => compareOne(keyword, before, after) ?? []);
}

function compareOne(keyword: string, before: Bounds, after: Bounds): BoundChange | undefined {
  const [from, to] = [shownBound(keyword, before), shownBound(keyword, after)];
  if (equal(from, to)) return undefined;
  const change = (direction: BoundChange["direction"]): BoundChange => ({
    keyword,
    before: from,
    after: to,
    direction,
  });
  if (from === null) return change("tightened");
  if (to === null) return change("loosened");
  const sign = LOWER.includes(keyword) ? 1 : UPPER.includes(keyword) ? -1 : 0;
  if (sign !== 0) return change(sign * order(keyword, before, after, sign) > 0 ? "tightened" : "loosened");
  if (keyword === "multipleOf") return change(multiple(from, to));
  return change("changed");
}

/** The bound as it is shown: its number, or the exclusive keyword with it; null where there is none. */
function shownBound(keyword: string, bounds: Bounds): Json {
  const other = EXCLUSIVE[keyword];
  const [plain, exclusive] = [bounds[keyword], other === undefined ? undefined : bounds[other]];
  if (other === undefined || exclusive === undefined || exclusive === false) return plain ?? null;
  // OpenAPI 3.0 marks the plain bound as exclusive.
  return { [other]: exclusive === true ? (plain ?? null) : exclusive };
}

/** Above zero where the second bound is the greater; at the same number an exclusive one is the tighter. */
function order(keyword: string, before: Bounds, after: Bounds, sign: number): number {
  const [from, to] = [before, after].map((bounds) => {
    const shown = shownBound(keyword, bounds);
    return typeof shown === "object" && shown !== null
      ? { value: Number(Object.values(shown)[0]), exclusive: 1 }
      : { value: Number(shown), exclusive: 0 };
  });
  if (from === undefined || to === undefined) return 0;
  return to.value - from.value || sign * (to.exclusive - from.exclusive);
}

/** Of two steps, the one that the other divides allows less. */
function multiple(from: Json, to: Json): BoundChange["direction"] {
  const isWhole = (ratio: number): boolean => Math.abs(ratio - Math.round(ratio)) < 1e-9;
  if (isWhole(Number(to) / Number(from))) return "tightened";
  return isWhole(Number(from) / Number(to)) ? "loosened" : "changed";
}
