import { type PartialInstance, SOMETHING, UNDECIDED } from "../../contract/conditions/decide.ts";
import type { Location } from "../../contract/locations.ts";
import { typesOf } from "../../contract/schema.ts";
import { bare, tokensOf } from "../../core/json.ts";
import { capacityOf, isMany, isNone, type Model, OPEN, OUT, type Rows, VARIANTS } from "./factors.ts";
import { ABSENT } from "./levels.ts";

/** Writes out what rows say of the locations that rules speak of, undecided ones included: enough to judge rules by. */
export class PartialInstances {
  readonly #model: Model;
  readonly #childrenOf = new Map<Location, { readonly name: string; readonly location: Location }[]>();
  readonly #root: Location | undefined;

  constructor(model: Model, factors: ReadonlySet<number>) {
    this.#model = model;
    this.#root = model.childrenOf.get(undefined)?.[0];
    const wanted = new Set<Location>();
    for (const index of factors) {
      for (let location = model.factors[index]?.location; location; location = location.parent)
        wanted.add(location);
    }
    for (const [parent, children] of model.childrenOf) {
      if (parent === undefined) continue;
      const kept = children.filter((location) => wanted.has(location));
      this.#childrenOf.set(
        parent,
        kept.map((location) => ({ name: tokensOf(location.pointer).at(-1) ?? "", location })),
      );
    }
  }

  of(rows: Rows): PartialInstance {
    return this.#root === undefined ? {} : (this.#value(this.#root, rows) ?? {});
  }

  #value(location: Location, rows: Rows): PartialInstance | undefined {
    const factor = this.#model.byLocation.get(location);
    if (factor === undefined) return this.#within(location, rows, false);
    const chosen = rows[0]?.[factor.index] ?? OPEN;
    if (chosen === OPEN) return UNDECIDED;
    const level = chosen === OUT ? undefined : factor.levels[chosen];
    if (level === undefined || level.label === ABSENT) return undefined;
    if (level.sample !== undefined) return level.sample;
    if (level.partial !== undefined) return level.partial;
    return isNone(level) ? [] : this.#within(location, rows, isMany(level));
  }

  #within(location: Location, rows: Rows, many: boolean): PartialInstance {
    const children = this.#childrenOf.get(location) ?? [];
    if (typesOf(location.schema).includes("array"))
      return this.#list(location, children[0]?.location, rows, many);
    if (children.length === 0) return typesOf(location.schema).includes("object") ? {} : SOMETHING;
    const made = bare<PartialInstance>();
    for (const { name, location: child } of children) {
      const value = this.#value(child, rows);
      if (value !== undefined) made[name] = value;
    }
    return made;
  }

  #list(location: Location, item: Location | undefined, rows: Rows, many: boolean): PartialInstance[] {
    const further = many ? rows.slice(1, capacityOf(location)) : [];
    const all = [rows, ...further.map((row): Rows => Array(VARIANTS).fill(row))];
    const list = all.map((variant) => (item && this.#value(item, variant)) ?? UNDECIDED);
    const least = Math.max(location.schema.minItems ?? 0, many ? 2 : 1);
    while (list.length < least) list.push(SOMETHING);
    return list;
  }
}
