import type { Random } from "fast-check";
import type { InstanceGenerator } from "../../contract/instance-generator.ts";
import type { Location } from "../../contract/locations.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { equal, setOwn, tokensOf } from "../../core/json.ts";
import { capacityOf, isMany, isNone, type Model, OPEN, OUT, type Rows, VARIANTS } from "./factors.ts";
import { ABSENT } from "./levels.ts";

/** Number of values that a generator makes for a level before any value will do. */
const TRIES = 50;

/** Writes a row out as a body. Undecided locations are left out, or made where they are required. */
export class RowBuilder {
  readonly #model: Model;
  readonly #generator: InstanceGenerator;
  readonly #random: Random;

  constructor(model: Model, generator: InstanceGenerator, random: Random) {
    this.#model = model;
    this.#generator = generator;
    this.#random = random;
  }

  build(rows: Rows): Json {
    const [root] = this.#model.childrenOf.get(undefined) ?? [];
    return (root && this.#value(root, rows, this.#generator)) ?? {};
  }

  /** The value of a location, undefined where it is left out. */
  #value(location: Location, rows: Rows, generator: InstanceGenerator | undefined): Json | undefined {
    const factor = this.#model.byLocation.get(location);
    if (factor === undefined) return this.#made(location, rows, generator, () => true);
    const chosen = rows[0]?.[factor.index] ?? OPEN;
    if (chosen === OUT) return undefined;
    if (chosen === OPEN)
      return location.required || location.pointer.endsWith("/-")
        ? this.#made(location, rows, generator, () => true)
        : undefined;
    const level = factor.levels[chosen];
    if (level === undefined || level.label === ABSENT) return undefined;
    if (level.sample !== undefined) return level.sample;
    return this.#made(location, rows, generator, level.accepts, isMany(level), isNone(level));
  }

  #made(
    location: Location,
    rows: Rows,
    generator: InstanceGenerator | undefined,
    accepts: (value: Json) => boolean,
    many = false,
    none = false,
  ): Json | undefined {
    const children = this.#model.childrenOf.get(location) ?? [];
    const [first] = children;
    if (first === undefined) return this.#leaf(generator, accepts);
    if (first.pointer !== `${location.pointer}/-`) return this.#object(children, rows, generator);
    return none ? [] : this.#list(location, first, rows, generator?.at?.("0"), many);
  }

  /** The items that rows speak of, then made ones up to what there must be. */
  #list(
    location: Location,
    item: Location,
    rows: Rows,
    items: InstanceGenerator | undefined,
    many: boolean,
  ): Json[] {
    const { minItems = 0, uniqueItems } = location.schema;
    const further = many ? rows.slice(1, capacityOf(location)) : [];
    const all = [rows, ...further.map((row): Rows => Array(VARIANTS).fill(row))];
    const list = all
      .map((variant) => this.#value(item, variant, items))
      .filter((value) => value !== undefined);
    const least = Math.max(minItems, many ? 2 : 1);
    for (let tries = 0; items && list.length < least && tries < TRIES; tries++) {
      const made = items.make(this.#random);
      if (!uniqueItems || !list.some((other) => equal(other, made))) list.push(made);
    }
    return list;
  }

  #object(children: readonly Location[], rows: Rows, generator: InstanceGenerator | undefined): JsonObject {
    const made: JsonObject = {};
    for (const child of children) {
      const [name = ""] = tokensOf(child.pointer.slice(child.pointer.lastIndexOf("/")));
      const value = this.#value(child, rows, generator?.at?.(name));
      if (value !== undefined) setOwn(made, name, value);
    }
    return made;
  }

  #leaf(generator: InstanceGenerator | undefined, accepts: (value: Json) => boolean): Json | undefined {
    if (!generator) return undefined;
    let value = generator.make(this.#random);
    for (let tries = 0; tries < TRIES && !accepts(value); tries++) value = generator.make(this.#random);
    return value;
  }
}
