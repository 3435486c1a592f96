import type { Site } from "../body/sites.ts";
import type { Json } from "../contract.ts";
import { tokensOf } from "../json.ts";
import { type Partial, UNDECIDED } from "../rules/decide.ts";
import { typesOf } from "../schema.ts";
import { isMany, isNone, type Model, OPEN, OUT, type Rows, VARIANTS } from "./factors.ts";
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
    return isNone(level) ? [] : this.#within(site, rows, isMany(level));
  }

  #within(site: Site, rows: Rows, many: boolean): Partial {
    const children = this.#childrenOf.get(site) ?? [];
    if (typesOf(site.schema).includes("array")) {
      const [item] = children;
      const further = many ? rows.slice(1) : [];
      const list = [rows, ...further.map((row): Rows => Array(VARIANTS).fill(row))];
      return list.map((one) => (item === undefined ? UNDECIDED : (this.#value(item.site, one) ?? UNDECIDED)));
    }
    if (children.length === 0) return placeholder(site);
    const made: { [name: string]: Partial } = {};
    for (const { name, site: child } of children) {
      const value = this.#value(child, rows);
      if (value !== undefined) made[name] = value;
    }
    return made;
  }
}

/** Something of the place's type, for rules that ask whether it is there. */
function placeholder({ schema }: Site): Json {
  const [type] = typesOf(schema);
  if (type === "number" || type === "integer") return ((schema.minimum ?? 0) + (schema.maximum ?? 2)) / 2;
  return type === "object" ? {} : "text";
}
