import { type Partial, SOMETHING, UNDECIDED } from "../../contract/conditions/decide.ts";
import type { Site } from "../../contract/locations.ts";
import { typesOf } from "../../contract/schema.ts";
import { tokensOf } from "../../core/json.ts";
import { capacityOf, isMany, isNone, type Model, OPEN, OUT, type Rows, VARIANTS } from "./factors.ts";
import { ABSENT } from "./levels.ts";

/** Writes out what rows say of the places that rules speak of, undecided ones included: enough to judge rules by. */
export class Sketcher {
  readonly #model: Model;
  readonly #childrenOf = new Map<Site, { readonly name: string; readonly site: Site }[]>();
  readonly #root: Site | undefined;

  constructor(model: Model, factors: ReadonlySet<number>) {
    this.#model = model;
    this.#root = model.childrenOf.get(undefined)?.[0];
    const wanted = new Set<Site>();
    for (const index of factors) {
      for (let site = model.factors[index]?.site; site; site = site.parent) wanted.add(site);
    }
    for (const [parent, children] of model.childrenOf) {
      if (parent === undefined) continue;
      const kept = children.filter((site) => wanted.has(site));
      this.#childrenOf.set(
        parent,
        kept.map((site) => ({ name: tokensOf(site.pointer).at(-1) ?? "", site })),
      );
    }
  }

  sketch(rows: Rows): Partial {
    return this.#root === undefined ? {} : (this.#value(this.#root, rows) ?? {});
  }

  #value(site: Site, rows: Rows): Partial | undefined {
    const factor = this.#model.bySite.get(site);
    if (factor === undefined) return this.#within(site, rows, false);
    const chosen = rows[0]?.[factor.index] ?? OPEN;
    if (chosen === OPEN) return UNDECIDED;
    const level = chosen === OUT ? undefined : factor.levels[chosen];
    if (level === undefined || level.label === ABSENT) return undefined;
    if (level.sample !== undefined) return level.sample;
    if (level.sketch !== undefined) return level.sketch;
    return isNone(level) ? [] : this.#within(site, rows, isMany(level));
  }

  #within(site: Site, rows: Rows, many: boolean): Partial {
    const children = this.#childrenOf.get(site) ?? [];
    if (typesOf(site.schema).includes("array")) return this.#list(site, children[0]?.site, rows, many);
    if (children.length === 0) return typesOf(site.schema).includes("object") ? {} : SOMETHING;
    const made: { [name: string]: Partial } = {};
    for (const { name, site: child } of children) {
      const value = this.#value(child, rows);
      if (value !== undefined) made[name] = value;
    }
    return made;
  }

  #list(site: Site, item: Site | undefined, rows: Rows, many: boolean): Partial[] {
    const further = many ? rows.slice(1, capacityOf(site)) : [];
    const all = [rows, ...further.map((row): Rows => Array(VARIANTS).fill(row))];
    const list = all.map((one) => (item && this.#value(item, one)) ?? UNDECIDED);
    const least = Math.max(site.schema.minItems ?? 0, many ? 2 : 1);
    while (list.length < least) list.push(SOMETHING);
    return list;
  }
}
