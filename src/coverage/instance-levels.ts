import type { Json } from "../core/json.ts";
import { isObject, tokensOf } from "../core/json.ts";
import type { Factor, Model } from "../generation/covering/factors.ts";

/** A level that a body holds, with the indexes of the list items that it is in. */
export interface HeldLevel {
  readonly factor: Factor;
  /** Its number over all factors. */
  readonly level: number;
  readonly items: readonly number[];
}

/** A location from the root to the factors. */
interface LocationNode {
  readonly factor?: Factor;
  readonly item?: LocationNode;
  readonly properties: readonly (readonly [name: string, child: LocationNode])[];
}

/** Number of values of a location that are looked at: more would only slow the count. */
const MOST = 12;

const NO_ITEMS: readonly number[] = [];

/** Finds the levels of bodies, by one walk through each. */
export class InstanceLevels {
  readonly #root: LocationNode;
  readonly #counts: Uint8Array;

  constructor(model: Model) {
    const factors = model.factors.map((factor) => ({ factor, tokens: tokensOf(factor.location.pointer) }));
    this.#root = nodeOf(factors, 0);
    this.#counts = new Uint8Array(model.factors.length);
  }

  /** The levels that a body holds, those of one item of a list after those of the item before it. */
  of(body: Json): HeldLevel[] {
    this.#counts.fill(0);
    const found: HeldLevel[] = [];
    this.#walk(body, this.#root, NO_ITEMS, found);
    return found;
  }

  #walk(
    value: Json | undefined,
    { factor, item, properties }: LocationNode,
    items: readonly number[],
    found: HeldLevel[],
  ): void {
    if (factor) this.#addLevel(value, factor, items, found);
    if (item && Array.isArray(value))
      for (let index = 0; index < value.length; index++)
        this.#walk(value[index], item, [...items, index], found);
    if (properties.length === 0 || !isObject(value)) return;
    for (const [name, child] of properties)
      this.#walk(Object.hasOwn(value, name) ? value[name] : undefined, child, items, found);
  }

  #addLevel(value: Json | undefined, factor: Factor, items: readonly number[], found: HeldLevel[]): void {
    const count = this.#counts[factor.index] ?? 0;
    if (count >= MOST) return;
    const { levels, offset } = factor;
    let level = 0;
    while (level < levels.length && !levels[level]?.accepts(value)) level += 1;
    if (level === levels.length) return;
    found.push({ factor, level: offset + level, items });
    this.#counts[factor.index] = count + 1;
  }
}

type Reached = { readonly factor: Factor; readonly tokens: readonly string[] };

/** The location at or above some factors, `depth` tokens from the root. */
function nodeOf(factors: readonly Reached[], depth: number): LocationNode {
  const own = factors.find(({ tokens }) => tokens.length === depth)?.factor;
  const names = new Set(factors.flatMap(({ tokens }) => tokens.slice(depth, depth + 1)));
  const children = [...names].map((name) => {
    const inner = factors.filter(({ tokens }) => tokens[depth] === name);
    return [name, nodeOf(inner, depth + 1)] as const;
  });
  const item = children.find(([name]) => name === "-")?.[1];
  return {
    ...(own ? { factor: own } : {}),
    ...(item ? { item } : {}),
    properties: children.filter(([name]) => name !== "-"),
  };
}

/** True if two levels are in the same item of each list that holds both. */
export function inOneItem(a: HeldLevel, b: HeldLevel): boolean {
  if (a.items.length === 0 || b.items.length === 0) return true;
  const [left, right] = [a.factor.location.pointer, b.factor.location.pointer];
  let list = 0;
  for (
    let at = left.indexOf("/-");
    at >= 0 && right.startsWith(left.slice(0, at + 2));
    at = left.indexOf("/-", at + 2)
  ) {
    if (a.items[list] !== b.items[list]) return false;
    list += 1;
  }
  return true;
}
