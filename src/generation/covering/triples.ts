import type { Random } from "fast-check";
import type { CoveringArray } from "./array.ts";
import { type Domains, Narrowing } from "./domains.ts";
import {
  emptyRows,
  type Factor,
  isSlotThere,
  type Model,
  OPEN,
  OUT,
  type Rows,
  setLevel,
} from "./factors.ts";
import type { Allowed, RuleSolver } from "./rule-solver.ts";

/** Rows that, after those of the pairs, hold every triple of levels which the rules allow. */
export interface TripleRows {
  readonly rows: readonly Rows[];
  /** Number of triples that each row is the first to hold. */
  readonly closed: readonly number[];
  readonly feasible: number;
  /** Triples whose pairs are all feasible and which the rules forbid all the same. */
  readonly infeasible: number;
}

/** Three-way coverage, by one greedy row for each triple that no row before it holds. Takes seconds on large bodies. */
export function tripleRows(
  model: Model,
  solver: RuleSolver,
  array: CoveringArray,
  random: Random,
): TripleRows {
  return new TripleBuilder(model, solver, array, random).build();
}

class TripleBuilder {
  readonly #model: Model;
  readonly #solver: RuleSolver;
  readonly #array: CoveringArray;
  readonly #random: Random;
  readonly #size: number;
  readonly #narrowing: Narrowing;
  /** One bit a triple a < b < c: held by a row. */
  readonly #seen: Uint32Array;
  #count = 0;

  constructor(model: Model, solver: RuleSolver, array: CoveringArray, random: Random) {
    this.#model = model;
    this.#solver = solver;
    this.#array = array;
    this.#random = random;
    this.#size = model.levelCount;
    this.#narrowing = new Narrowing(model, solver);
    this.#seen = new Uint32Array(Math.ceil(this.#size ** 3 / 32));
  }

  build(): TripleRows {
    for (const rows of this.#array.rows) this.#mark(this.#levels(rows));
    const rows: Rows[] = [];
    const closed: number[] = [];
    let infeasible = 0;
    for (const triple of this.#openTriples()) {
      const row = this.#row(triple);
      if (row === undefined) infeasible += 1;
      else {
        rows.push(row);
        closed.push(this.#mark(this.#levels(row)));
      }
    }
    return { rows, closed, feasible: this.#count, infeasible };
  }

  /** Triples of which every pair is feasible and which no row holds at the time. */
  *#openTriples(): Iterable<readonly [number, number, number]> {
    const { isFeasible } = this.#array;
    for (let a = 0; a < this.#size; a++) {
      for (let b = a + 1; b < this.#size; b++) {
        if (!isFeasible(a, b)) continue;
        for (let c = b + 1; c < this.#size; c++) {
          if (!this.#isSeen(a, b, c) && isFeasible(a, c) && isFeasible(b, c)) yield [a, b, c];
        }
      }
    }
  }

  /** A row that holds the three levels, or undefined where the rules allow none. */
  #row(triple: readonly number[]): Rows | undefined {
    const domains: Domains = new Map();
    for (const level of triple) if (!this.#narrowing.restrict(domains, level)) return undefined;
    if (!this.#narrowing.isSolvable(domains)) return undefined;
    const rows = emptyRows(this.#model);
    if (!this.#solver.solve(rows, domains, ({ factor }) => this.#holdingFirst(factor))) return undefined;
    this.#fill(rows, domains);
    return rows;
  }

  /** Decides what the rules left open, level by level, by how many triples each closes. */
  #fill(rows: Rows, domains: Allowed): void {
    const decided = this.#levels(rows);
    const order = this.#shuffled(this.#model.factors).sort((a, b) => a.ancestors.length - b.ancestors.length);
    for (const [variant, row] of rows.entries()) {
      for (const factor of order) {
        if (row[factor.index] !== OPEN || (variant > 0 && factor.depth === 0)) continue;
        const slot = { index: 0, factor, variant };
        const isThere = isSlotThere(this.#model, rows, slot);
        const allowed = variant === 0 ? domains.get(factor.index) : undefined;
        const levels = factor.levels.map((_, level) => level).filter((level) => allowed?.has(level) ?? true);
        const best = !isThere
          ? undefined
          : variant === 0
            ? this.#best(factor, levels, decided)
            : this.#shuffled(levels)[0];
        setLevel(rows, slot, best ?? OUT);
        if (best !== undefined && variant === 0) decided.push(factor.offset + best);
      }
    }
  }

  /** The level that closes most triples; what holds locations below mostly does, or few triples of those would close. */
  #best(factor: Factor, levels: readonly number[], decided: readonly number[]): number | undefined {
    let found: number | undefined;
    let most = -1;
    for (const level of levels) {
      const preferred = factor.levels[level]?.holds && this.#random.nextInt(0, 7) > 0 ? 1_000_000 : 0;
      const gain = this.#gain(factor.offset + level, decided) + preferred;
      if (gain > most) [found, most] = [level, gain];
    }
    return found;
  }

  #gain(level: number, decided: readonly number[]): number {
    let gain = 0;
    for (let one = 0; one < decided.length; one++) {
      for (let other = one + 1; other < decided.length; other++) {
        if (!this.#isSeenAny(level, decided[one] as number, decided[other] as number)) gain += 1;
      }
    }
    return gain;
  }

  /** @returns how many triples of the levels no row held before. */
  #mark(levels: readonly number[]): number {
    const sorted = [...levels].sort((a, b) => a - b);
    let fresh = 0;
    for (let a = 0; a < sorted.length; a++) {
      for (let b = a + 1; b < sorted.length; b++) {
        for (let c = b + 1; c < sorted.length; c++) {
          const index = this.#index(sorted[a] as number, sorted[b] as number, sorted[c] as number);
          const bit = 1 << (index & 31);
          if (((this.#seen[index >>> 5] ?? 0) & bit) !== 0) continue;
          this.#seen[index >>> 5] = (this.#seen[index >>> 5] ?? 0) | bit;
          fresh += 1;
        }
      }
    }
    this.#count += fresh;
    return fresh;
  }

  #index = (a: number, b: number, c: number): number => (a * this.#size + b) * this.#size + c;

  #isSeen(a: number, b: number, c: number): boolean {
    const index = this.#index(a, b, c);
    return ((this.#seen[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
  }

  #isSeenAny(a: number, b: number, c: number): boolean {
    const low = Math.min(a, b, c);
    const high = Math.max(a, b, c);
    return this.#isSeen(low, a + b + c - low - high, high);
  }

  /** The levels of a row's first items. */
  #levels([row]: Rows): number[] {
    return this.#model.factors.flatMap(({ index, offset }) =>
      (row?.[index] ?? OPEN) >= 0 ? [offset + (row?.[index] ?? 0)] : [],
    );
  }

  #holdingFirst({ levels }: Factor): number[] {
    const shuffled = this.#shuffled(levels.map((_, level) => level));
    if (this.#random.nextInt(0, 7) === 0) return shuffled;
    return shuffled.sort((a, b) => Number(levels[b]?.holds) - Number(levels[a]?.holds));
  }

  #shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, key: this.#random.nextInt(0, 0xffff) }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }
}
