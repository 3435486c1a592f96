import { type Factor, hasRoomFor, isMany, type Model, OPEN, type Rows, type Slot } from "./factors.ts";

/** A level that stands in a row. */
export interface Standing {
  readonly slot: Slot;
  readonly level: number;
  readonly rows: Rows;
}

const NEVER = 0;
const ALWAYS = 1;
const ASK = 2;

/** Which pairs of levels are feasible, and which of them no row holds yet. */
export class Pairs {
  /** How many levels there are. */
  readonly size: number;
  openCount = 0;
  readonly #model: Model;
  readonly #open: Uint8Array;
  readonly #feasible: Uint8Array;
  readonly #left: Uint32Array;
  readonly #factorOf: readonly Factor[];
  /** For factors a, b: whether a in first items and b in further ones stand together whenever both stand. */
  readonly #meeting: Uint8Array;

  constructor(model: Model) {
    this.#model = model;
    this.size = model.levelCount;
    this.#open = new Uint8Array(this.size ** 2);
    this.#feasible = new Uint8Array(this.size ** 2);
    this.#left = new Uint32Array(this.size);
    this.#factorOf = model.factors.flatMap((factor) => factor.levels.map(() => factor));
    const count = model.factors.length;
    this.#meeting = new Uint8Array(count ** 2);
    for (const a of model.factors)
      for (const b of model.factors) this.#meeting[a.index * count + b.index] = meeting(model, a, b);
  }

  factorOf(level: number): Factor {
    const factor = this.#factorOf[level];
    if (!factor) throw new RangeError(`no level ${level}`);
    return factor;
  }

  isFeasible = (a: number, b: number): boolean => this.#feasible[a * this.size + b] === 1;

  /** In how many open pairs a level is. */
  left(level: number): number {
    return this.#left[level] ?? 0;
  }

  open(a: number, b: number): void {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      this.#open[one * this.size + other] = 1;
      this.#feasible[one * this.size + other] = 1;
      this.#left[one] = this.left(one) + 1;
    }
    this.openCount += 1;
  }

  close(standing: readonly Standing[]): void {
    for (const key of this.#openIn(standing)) {
      const [a, b] = [Math.floor(key / this.size), key % this.size];
      this.#open[key] = 0;
      this.#open[b * this.size + a] = 0;
      this.#left[a] = this.left(a) - 1;
      this.#left[b] = this.left(b) - 1;
      this.openCount -= 1;
    }
  }

  /** How many open pairs a row would close. */
  closes(standing: readonly Standing[]): number {
    return this.#openIn(standing).size;
  }

  /** How many open pairs a level closes with those of the decided slots. */
  gain(level: number, factor: Factor, variant: number, decided: readonly Slot[], rows: Rows): number {
    const start = level * this.size;
    let gain = 0;
    for (const slot of decided) {
      const other = rows[slot.variant]?.[slot.factor.index] ?? OPEN;
      if (other < 0 || this.#open[start + slot.factor.offset + other] !== 1) continue;
      if (this.#meet(factor, variant, slot.factor, slot.variant, rows)) gain += 1;
    }
    return gain;
  }

  /** The open pair of the level that is in most open pairs, with the partner that is. */
  hardest(): readonly [number, number] {
    let first = 0;
    for (let level = 1; level < this.size; level++) if (this.left(level) > this.left(first)) first = level;
    let second = -1;
    for (let level = 0; level < this.size; level++) {
      if (this.#open[first * this.size + level] === 1 && (second < 0 || this.left(level) > this.left(second)))
        second = level;
    }
    return [first, second];
  }

  /** Every open pair, that of the levels in most open pairs first. */
  allOpen(): (readonly [number, number])[] {
    const pairs: (readonly [number, number])[] = [];
    for (let a = 0; a < this.size; a++) {
      for (let b = a + 1; this.left(a) > 0 && b < this.size; b++)
        if (this.#open[a * this.size + b] === 1) pairs.push([a, b]);
    }
    const hardness = ([a, b]: readonly [number, number]) => this.left(a) + this.left(b);
    return pairs.sort((one, other) => hardness(other) - hardness(one));
  }

  /** The open pairs that stand together in a row, each once, as the smaller level times the size plus the greater. */
  #openIn(standing: readonly Standing[]): Set<number> {
    const found = new Set<number>();
    for (let at = 0; at < standing.length; at++) {
      const one = standing[at] as Standing;
      for (let next = at + 1; next < standing.length; next++) {
        const other = standing[next] as Standing;
        if (this.#open[one.level * this.size + other.level] !== 1) continue;
        if (!this.#meet(one.slot.factor, one.slot.variant, other.slot.factor, other.slot.variant, one.rows))
          continue;
        found.add(Math.min(one.level, other.level) * this.size + Math.max(one.level, other.level));
      }
    }
    return found;
  }

  /** Whether two slots stand in one body and, where one list holds both, in one item of it. */
  #meet(a: Factor, variantA: number, b: Factor, variantB: number, rows: Rows): boolean {
    if (a === b) return false;
    if (variantA === variantB) return true;
    if (variantA > 0 && variantB > 0)
      return this.#meeting[a.index * this.#model.factors.length + b.index] === ALWAYS;
    const [first, further] = variantA === 0 ? [a, b] : [b, a];
    const how = this.#meeting[first.index * this.#model.factors.length + further.index];
    if (how !== ASK) return how === ALWAYS;
    const variant = Math.max(variantA, variantB);
    return further.ancestors.some((list) => {
      const factor = this.#model.factors[list];
      if (first.ancestors.includes(list) || !hasRoomFor(factor, variant)) return false;
      return isMany(factor?.levels[rows[0]?.[list] ?? OPEN]);
    });
  }
}

/** A further item stands beside whatever is not in an item of the same list. */
function meeting(model: Model, first: Factor, further: Factor): number {
  const lists = further.ancestors.filter((index) => model.factors[index]?.levels.some(isMany));
  const apart = lists.filter((list) => !first.ancestors.includes(list));
  if (apart.length === 0) return NEVER;
  return apart.length === lists.length ? ALWAYS : ASK;
}
