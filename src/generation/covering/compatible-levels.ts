import type { Work } from "../../core/slices.ts";
import { hasRoomFor, isMany, type Model, OPEN, type Rows, VARIANTS } from "./factors.ts";

/** A set of levels, one bit each, by their numbers. */
export type Levels = Uint32Array;

/** Locations under lists stand together where no list holds both, always or only while one of the inner lists is long. */
interface Apart {
  /** Levels of factors that stand together in items of different numbers whatever the row says. */
  readonly always: Levels;
  /** For the index of a list: further levels, where that list has many items. */
  readonly whileMany: readonly (readonly [list: number, levels: Levels])[];
}

/** Which levels of a row stand together with a slot: in one body and, where one list holds both, in one item of it. */
export class CompatibleLevels {
  /** Number of numbers that one set takes. */
  readonly #words: number;
  readonly #model: Model;
  readonly #outside: Levels;
  readonly #items: readonly Levels[];
  /** By factor: what stands with its first items in further ones, and with its further items in the first ones. */
  readonly #first: Apart[] = [];
  readonly #further: Apart[] = [];
  readonly #found: Levels;
  /** By factor: the lists above it that may have many items. */
  readonly #lists: readonly (readonly number[])[];

  static *of(model: Model): Work<CompatibleLevels> {
    const made = new CompatibleLevels(model);
    for (const { index } of model.factors) {
      yield;
      made.#first.push(made.#apart((other) => [index, other]));
      made.#further.push(made.#apart((other) => [other, index]));
    }
    return made;
  }

  private constructor(model: Model) {
    this.#model = model;
    this.#words = Math.ceil(model.levelCount / 32);
    this.#outside = this.#none();
    this.#items = Array.from({ length: VARIANTS }, () => this.#none());
    this.#found = this.#none();
    this.#lists = model.factors.map(({ ancestors }) =>
      ancestors.filter((list) => model.factors[list]?.levels.some(isMany)),
    );
  }

  #none(): Levels {
    return new Uint32Array(this.#words);
  }

  /** Looks at a row that holds nothing yet. */
  clear(): void {
    for (const set of [this.#outside, ...this.#items]) set.fill(0);
  }

  /** Puts a level into the row. */
  add(index: number, variant: number, level: number): void {
    const factor = this.#model.factors[index];
    const set = factor?.depth === 0 ? this.#outside : this.#items[variant];
    if (factor && set) add(set, factor.offset + level);
  }

  /** The levels of the row that stand together with the slot; the set is valid until the next call. */
  levelsWith(index: number, variant: number, rows: Rows): Levels {
    const found = this.#found;
    found.set(this.#outside);
    const own = this.#items[variant];
    if (own) addAll(found, own);
    const apart = variant === 0 ? this.#first[index] : this.#further[index];
    if (apart === undefined) return found;
    for (const [number, set] of this.#items.entries()) {
      if (number === variant) continue;
      addCommon(found, set, apart.always);
      if (number === 0 || variant === 0) this.#addWhileMany(set, apart, Math.max(number, variant), rows);
    }
    return found;
  }

  /** Finds the levels of a set that stand with the slot as long as one of the lists between them has many items. */
  #addWhileMany(set: Levels, { whileMany }: Apart, variant: number, rows: Rows): void {
    for (const [list, levels] of whileMany) {
      const factor = this.#model.factors[list];
      if (hasRoomFor(factor, variant) && isMany(factor?.levels[rows[0]?.[list] ?? OPEN]))
        addCommon(this.#found, set, levels);
    }
  }

  #apart(roles: (other: number) => readonly [first: number, further: number]): Apart {
    const always = this.#none();
    const whileMany = new Map<number, Levels>();
    const { factors } = this.#model;
    for (const other of factors) {
      const [first, further] = roles(other.index);
      const lists = this.#lists[further] ?? [];
      if (lists.length === 0) continue;
      const apart = lists.filter((list) => !factors[first]?.ancestors.includes(list));
      const isAlways = apart.length === lists.length;
      const sets = isAlways ? [always] : apart.map((list) => getOrAdd(whileMany, list, () => this.#none()));
      for (const set of sets)
        for (let level = 0; level < other.levels.length; level++) add(set, other.offset + level);
    }
    return { always, whileMany: [...whileMany] };
  }
}

function add(set: Levels, level: number): void {
  set[level >>> 5] = (set[level >>> 5] ?? 0) | (1 << level);
}

function addAll(found: Levels, set: Levels): void {
  for (let word = 0; word < found.length; word++) found[word] = (found[word] ?? 0) | (set[word] ?? 0);
}

function addCommon(found: Levels, one: Levels, other: Levels): void {
  for (let word = 0; word < found.length; word++)
    found[word] = (found[word] ?? 0) | ((one[word] ?? 0) & (other[word] ?? 0));
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
