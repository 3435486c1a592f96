import type { Random } from "fast-check";
import type { WithPauses, Work } from "../../core/slices.ts";
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
  type Slot,
  setLevel,
} from "./factors.ts";
import type { CoveringRow } from "./lazy-rows.ts";
import type { Allowed, RuleSolver } from "./rule-solver.ts";
import { TripleSet } from "./triple-set.ts";

/**
 * Rows that, after those of the pairs, hold every triple of levels which the rules allow: one greedy row for each triple that no
 * row before it holds. All of them take seconds on large bodies.
 */
export const tripleRows = (
  model: Model,
  solver: RuleSolver,
  array: CoveringArray,
  random: Random,
): Generator<CoveringRow | undefined, void> => new TripleBuilder(model, solver, array, random).rows();

class TripleBuilder {
  readonly #model: Model;
  readonly #solver: RuleSolver;
  readonly #array: CoveringArray;
  readonly #random: Random;
  readonly #narrowing: Narrowing;
  readonly #triples: TripleSet;

  constructor(model: Model, solver: RuleSolver, array: CoveringArray, random: Random) {
    this.#model = model;
    this.#solver = solver;
    this.#array = array;
    this.#random = random;
    this.#narrowing = new Narrowing(model, solver);
    this.#triples = new TripleSet(model.levelCount);
  }

  /** The rows, with pauses; `closes` is the number of triples that a row is the first to hold. */
  *rows(): Generator<CoveringRow | undefined, void> {
    for (const row of this.#array.rows.inSteps()) {
      if (row) this.#triples.add(this.#levels(row.levels));
      yield;
    }
    for (const triple of this.#openTriples()) {
      yield;
      const levels = triple && (yield* this.#row(triple));
      if (levels) yield { levels, closes: this.#triples.add(this.#levels(levels)) };
    }
  }

  /** Triples of which every pair is feasible and which no row holds at the time. */
  *#openTriples(): WithPauses<readonly [number, number, number]> {
    const { isFeasible } = this.#array;
    const size = this.#model.levelCount;
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) {
        yield;
        if (!isFeasible(a, b)) continue;
        for (let c = b + 1; c < size; c++) {
          if (!this.#triples.has(a, b, c) && isFeasible(a, c) && isFeasible(b, c)) yield [a, b, c];
        }
      }
    }
  }

  /** A row that holds the three levels, or undefined where the rules allow none. */
  *#row(triple: readonly number[]): Work<Rows | undefined> {
    const domains: Domains = new Map();
    for (const level of triple) if (!this.#narrowing.restrict(domains, level)) return undefined;
    if (!(yield* this.#narrowing.isSolvable(domains))) return undefined;
    const rows = emptyRows(this.#model);
    const isSolved = this.#solver.solve(rows, domains, ({ factor }) => this.#holdingFirst(factor));
    if (!(yield* isSolved)) return undefined;
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
        const level = this.#chosen(slot, rows, domains, decided);
        setLevel(rows, slot, level ?? OUT);
        if (level !== undefined && variant === 0) decided.push(factor.offset + level);
      }
    }
  }

  /** The level of an open slot, undefined where it does not exist. */
  #chosen(slot: Slot, rows: Rows, domains: Allowed, decided: readonly number[]): number | undefined {
    const { factor, variant } = slot;
    if (!isSlotThere(this.#model, rows, slot)) return undefined;
    const levels = factor.levels.map((_, level) => level);
    if (variant > 0) return this.#shuffled(levels)[0];
    const allowed = domains.get(factor.index);
    return this.#best(factor, allowed ? levels.filter((level) => allowed.has(level)) : levels, decided);
  }

  /** The level that closes most triples; what holds locations below mostly does, or few triples of those would close. */
  #best(factor: Factor, levels: readonly number[], decided: readonly number[]): number | undefined {
    let found: number | undefined;
    let most = -1;
    for (const level of levels) {
      const preferred = factor.levels[level]?.holds && this.#random.nextInt(0, 7) > 0 ? 1_000_000 : 0;
      const score = this.#triples.missingWith(factor.offset + level, decided) + preferred;
      if (score > most) [found, most] = [level, score];
    }
    return found;
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
