import type { Random } from "fast-check";
import type { Generator } from "../arbitrary/generator.ts";
import type { Site } from "../body/sites.ts";
import type { Json, JsonObject } from "../contract.ts";
import { setOwn, tokensOf } from "../json.ts";
import { isMany, isNone, type Model, OPEN, OUT, type Rows, VARIANTS } from "./factors.ts";
import { ABSENT } from "./levels.ts";

/** How often a generator is asked for a value of a level before any value will do. */
const TRIES = 50;

/** Writes a row out as a body. Undecided places are left out, or made where they are required. */
export class RowBuilder {
  readonly #model: Model;
  readonly #generator: Generator;
  readonly #random: Random;

  constructor(model: Model, generator: Generator, random: Random) {
    this.#model = model;
    this.#generator = generator;
    this.#random = random;
  }

  build(rows: Rows): Json {
    const [root] = this.#model.childrenOf.get(undefined) ?? [];
    return (root && this.#value(root, rows, this.#generator)) ?? {};
  }

  /** The value of a place, undefined where it is left out. */
  #value(site: Site, rows: Rows, generator: Generator | undefined): Json | undefined {
    const factor = this.#model.bySite.get(site);
    if (factor === undefined) return this.#made(site, rows, generator, () => true);
    const chosen = rows[0]?.[factor.index] ?? OPEN;
    if (chosen === OUT) return undefined;
    if (chosen === OPEN)
      return site.required || site.pointer.endsWith("/-")
        ? this.#made(site, rows, generator, () => true)
        : undefined;
    const level = factor.levels[chosen];
    if (level === undefined || level.label === ABSENT) return undefined;
    if (level.sample !== undefined) return level.sample;
    return this.#made(site, rows, generator, level.accepts, isMany(level), isNone(level));
  }

  #made(
    site: Site,
    rows: Rows,
    generator: Generator | undefined,
    accepts: (value: Json) => boolean,
    many = false,
    none = false,
  ): Json | undefined {
    const children = this.#model.childrenOf.get(site) ?? [];
    if (site.pointer.endsWith("/-") || children.length === 0 || !children[0]?.pointer.endsWith("/-")) {
      if (children.length > 0) return this.#object(children, rows, generator);
      return this.#leaf(generator, accepts);
    }
    const [item] = children;
    if (item === undefined || none) return [];
    const items = generator?.at?.("0");
    const list = [this.#value(item, rows, items)];
    if (many) for (const row of rows.slice(1)) list.push(this.#value(item, Array(VARIANTS).fill(row), items));
    return list.filter((one) => one !== undefined);
  }

  #object(children: readonly Site[], rows: Rows, generator: Generator | undefined): JsonObject {
    const made: JsonObject = {};
    for (const child of children) {
      const [name = ""] = tokensOf(child.pointer.slice(child.pointer.lastIndexOf("/")));
      const value = this.#value(child, rows, generator?.at?.(name));
      if (value !== undefined) setOwn(made, name, value);
    }
    return made;
  }

  #leaf(generator: Generator | undefined, accepts: (value: Json) => boolean): Json | undefined {
    if (!generator) return undefined;
    let value = generator.make(this.#random);
    for (let tries = 0; tries < TRIES && !accepts(value); tries++) value = generator.make(this.#random);
    return value;
  }
}
