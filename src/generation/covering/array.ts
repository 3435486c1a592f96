import type { Random } from "fast-check";
import type { Work } from "../../core/slices.ts";
import { CompatibleLevels } from "./compatible-levels.ts";
import { type Domains, Narrowing } from "./domains.ts";
import {
  emptyRows,
  type Factor,
  isMany,
  isSlotThere,
  type Model,
  OPEN,
  OUT,
  type Rows,
  type Slot,
  setLevel,
  VARIANTS,
} from "./factors.ts";
import { openFeasible } from "./feasible-pairs.ts";
import { type CoveringRow, LazyRows } from "./lazy-rows.ts";
import { Pairs } from "./pairs.ts";
import type { RuleSolver } from "./rule-solver.ts";

/** Rows that together hold every pair of levels which the rules allow. */
export interface CoveringArray {
  readonly rows: LazyRows;
  /** Pairs that some instance can hold. */
  readonly feasible: number;
  /** Pairs that the shape allows and the rules do not. */
  readonly infeasible: number;
  /** True if a pair, given as the numbers of its levels, is feasible. */
  isFeasible(a: number, b: number): boolean;
  /** True if some instance can hold a level at all. */
  isLevelFeasible(level: number): boolean;
}

/** Weight of a pair that closes now against one that may close later. */
const WEIGHT = 64;

/** Rows cost as much as levels squared; where they would take minutes, the pairs that are left open are told as missing. */
const MOST_WORK = 3e10;

/** From this many open pairs on, rows are packed pair by pair: slower, and nothing fits in by chance any more. */
const FEW = 300;

/** Greedy construction after AETG (Cohen et al., 1997), the rules part of every row rather than a filter after it. */
export function* coveringArray(model: Model, solver: RuleSolver, random: Random): Work<CoveringArray> {
  const compatible = yield* CompatibleLevels.of(model);
  return yield* new Builder(model, solver, random, compatible).build();
}

class Builder {
  readonly #model: Model;
  readonly #solver: RuleSolver;
  readonly #random: Random;
  readonly #pairs: Pairs;
  readonly #compatible: CompatibleLevels;
  readonly #slots: readonly Slot[];
  readonly #descendants: readonly (readonly Factor[])[];
  readonly #narrowing: Narrowing;

  constructor(model: Model, solver: RuleSolver, random: Random, compatible: CompatibleLevels) {
    const { factors } = model;
    this.#model = model;
    this.#solver = solver;
    this.#random = random;
    this.#pairs = new Pairs(model);
    this.#compatible = compatible;
    const slots = Array.from({ length: VARIANTS }, (_, variant) =>
      factors.filter(({ depth }) => variant === 0 || depth > 0).map((factor) => ({ factor, variant })),
    );
    this.#slots = slots.flat().map((slot, index) => ({ ...slot, index }));
    this.#descendants = factors.map(({ index }) =>
      factors.filter(({ ancestors }) => ancestors.includes(index)),
    );
    this.#narrowing = new Narrowing(model, solver);
  }

  *build(): Work<CoveringArray> {
    const { infeasible, isLevelFeasible } = yield* openFeasible(this.#pairs, {
      model: this.#model,
      solver: this.#solver,
      narrowing: this.#narrowing,
    });
    const feasible = this.#pairs.openCount;
    const rows = new LazyRows(this.#rows());
    return { rows, feasible, infeasible, isFeasible: this.#pairs.isFeasible, isLevelFeasible };
  }

  /** Row after row until no pair is open. */
  *#rows(): Generator<CoveringRow | undefined, void> {
    const most = MOST_WORK / this.#pairs.size ** 2;
    for (let made = 0; this.#pairs.openCount > 0 && made < most; made++) {
      yield;
      const levels = yield* this.#row(this.#pairs.hardest());
      const closes = levels ? this.#close(levels) : 0;
      if (levels === undefined || closes === 0) return;
      yield { levels, closes };
    }
  }

  /** Levels by how many open pairs they close with what the row has, then by how many they may close yet. */
  #ranked({ factor, variant }: Slot, rows: Rows): number[] {
    let below = 0;
    for (const inner of this.#descendants[factor.index] ?? [])
      below += Math.max(0, ...this.#scores(inner, variant, rows));
    const own = this.#scores(factor, variant, rows);
    const scores = factor.levels.map(
      (level, index) => (own[index] ?? 0) + (level.holds ? below * (isMany(level) ? 2 : 1) : 0),
    );
    return factor.levels.map((_, level) => level).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  }

  #scores(factor: Factor, variant: number, rows: Rows): number[] {
    const others = this.#compatible.levelsWith(factor.index, variant, rows);
    return factor.levels.map((_, level) => {
      const number = factor.offset + level;
      return this.#pairs.closing(number, others) * WEIGHT + this.#pairs.openWith(number);
    });
  }

  /** A row that holds the seed pair; what rules speak of is decided first, then the first items, then the further ones. */
  *#row(seed: readonly number[]): Work<Rows | undefined> {
    const domains: Domains = new Map();
    if (!seed.every((level) => this.#narrowing.restrict(domains, level))) return undefined;
    if (this.#pairs.openCount <= FEW) yield* this.#pack(domains);
    const rows = emptyRows(this.#model);
    const isSolved = yield* this.#solver.solve(rows, domains, (slot, current) => {
      this.#hold(current, this.#solver.slots);
      return this.#ranked(slot, current);
    });
    if (!isSolved) return undefined;
    this.#hold(rows);
    for (const slot of this.#shuffled()) {
      const { factor, variant } = slot;
      if (rows[variant]?.[factor.index] !== OPEN) continue;
      yield;
      const allowed = variant === 0 ? domains.get(factor.index) : undefined;
      const level = isSlotThere(this.#model, rows, slot)
        ? this.#ranked(slot, rows).find((ranked) => allowed?.has(ranked) ?? true)
        : undefined;
      setLevel(rows, slot, level ?? OUT);
      if (level !== undefined) this.#add(slot, level, rows);
    }
    return rows;
  }

  /** Takes what a row holds in some slots as given; the others are open. */
  #hold(rows: Rows, slots = this.#slots): void {
    this.#compatible.clear();
    this.#pairs.begin();
    for (const slot of slots) {
      const level = rows[slot.variant]?.[slot.factor.index] ?? OPEN;
      if (level >= 0) this.#add(slot, level, rows);
    }
  }

  #add({ factor, variant }: Slot, level: number, rows: Rows): void {
    this.#pairs.hold(factor.offset + level, this.#compatible.levelsWith(factor.index, variant, rows));
    this.#compatible.add(factor.index, variant, level);
  }

  /** Asks for one more open pair after the other, hardest first, as long as shape and rules allow. */
  *#pack(domains: Domains): Work<void> {
    for (const pair of this.#pairs.allOpen()) {
      yield;
      const narrowed: Domains = new Map(domains);
      if (!pair.every((level) => this.#narrowing.restrict(narrowed, level))) continue;
      if (!(yield* this.#narrowing.isSolvable(narrowed))) continue;
      for (const [index, levels] of narrowed) domains.set(index, levels);
    }
  }

  /** In a random order, but first items before further ones and ancestors before what they hold. */
  #shuffled(): Slot[] {
    const keyed = this.#slots.map((slot) => ({ slot, key: this.#random.nextInt(0, 0xffff) }));
    const rank = ({ variant, factor }: Slot) => variant * 100 + factor.ancestors.length;
    return keyed.sort((a, b) => rank(a.slot) - rank(b.slot) || a.key - b.key).map(({ slot }) => slot);
  }

  /** Closes the pairs that a row holds. @returns how many of them were open. */
  #close(rows: Rows): number {
    this.#hold(rows);
    return this.#pairs.close();
  }
}
