import type { Random } from "fast-check";
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
import { Pairs } from "./pairs.ts";
import type { Preference, RuleSolver } from "./rule-solver.ts";

/** Rows that together hold every pair of levels which the rules allow. */
export interface CoveringArray {
  readonly rows: readonly Rows[];
  /** Number of pairs that each row is the first to hold. */
  readonly closed: readonly number[];
  /** Pairs that some body can hold. */
  readonly feasible: number;
  /** Pairs that the shape allows and the rules do not. */
  readonly infeasible: number;
  /** True if a pair, given as the numbers of its levels, is feasible. */
  isFeasible(a: number, b: number): boolean;
  /** True if some body can hold a level at all. */
  isLevelFeasible(level: number): boolean;
}

/** Weight of a pair that closes now against one that may close later. */
const WEIGHT = 64;

/** Rows cost as much as levels squared; where they would take minutes, the pairs that are left open are told as missing. */
const MOST_WORK = 3e10;

/** From this many open pairs on, rows are packed pair by pair: slower, and nothing fits in by chance any more. */
const FEW = 300;

/** Greedy construction after AETG (Cohen et al., 1997), the rules part of every row rather than a filter after it. */
export function coveringArray(model: Model, solver: RuleSolver, random: Random): CoveringArray {
  return new Builder(model, solver, random).build();
}

/** The levels from another one on each time: answers that differ answer more questions together. */
const turned =
  (turn: number): Preference =>
  ({ factor: { levels } }) =>
    levels.map((_, level) => (level + turn) % levels.length);

/** True if the first items of a row meet the demand. */
const isMet = (demand: Domains, [first]: Rows): boolean =>
  [...demand].every(([index, levels]) => levels.has(first?.[index] ?? OPEN));

class Builder {
  readonly #model: Model;
  readonly #solver: RuleSolver;
  readonly #random: Random;
  readonly #pairs: Pairs;
  readonly #compatible: CompatibleLevels;
  readonly #slots: readonly Slot[];
  readonly #descendants: readonly (readonly Factor[])[];
  readonly #narrowing: Narrowing;

  constructor(model: Model, solver: RuleSolver, random: Random) {
    const { factors } = model;
    this.#model = model;
    this.#solver = solver;
    this.#random = random;
    this.#pairs = new Pairs(model);
    this.#compatible = new CompatibleLevels(model);
    const slots = Array.from({ length: VARIANTS }, (_, variant) =>
      factors.filter(({ depth }) => variant === 0 || depth > 0).map((factor) => ({ factor, variant })),
    );
    this.#slots = slots.flat().map((slot, index) => ({ ...slot, index }));
    this.#descendants = factors.map(({ index }) =>
      factors.filter(({ ancestors }) => ancestors.includes(index)),
    );
    this.#narrowing = new Narrowing(model, solver);
  }

  build(): CoveringArray {
    const infeasible = this.#findFeasible();
    const feasible = this.#pairs.openCount;
    const rows: Rows[] = [];
    const closed: number[] = [];
    const most = MOST_WORK / this.#pairs.size ** 2;
    while (this.#pairs.openCount > 0 && rows.length < most) {
      const row = this.#row(this.#pairs.hardest());
      const closes = row ? this.#close(row) : 0;
      if (row === undefined || closes === 0) break;
      closed.push(closes);
      rows.push(row);
    }
    return {
      rows,
      closed,
      feasible,
      infeasible,
      isFeasible: this.#pairs.isFeasible,
      isLevelFeasible: (level) => this.#possible[level] !== false,
    };
  }

  /** Opens every pair that shape and rules allow. @returns how many the rules forbid. */
  #findFeasible(): number {
    const { size } = this.#pairs;
    const { groups, groupOf } = this.#demands();
    // What two levels ask of the rules together: undefined until asked, then whether there is an answer.
    const known: (boolean | undefined)[] = [];
    let solved = 0;
    const isPossible = (a: number, b: number): boolean => {
      const [one = 0, other = 0] = [groupOf[a], groupOf[b]];
      const key = one * groups.length + other;
      if (known[key] === undefined) {
        const domains: Domains = new Map();
        const rows = [a, b].every((level) => this.#narrowing.restrict(domains, level))
          ? this.#solver.example(domains, turned(solved++))
          : undefined;
        known[key] = rows !== undefined;
        known[other * groups.length + one] = rows !== undefined;
        // One answer is an answer to every two demands that it meets.
        const met = rows ? groups.flatMap((demand, index) => (isMet(demand, rows) ? [index] : [])) : [];
        for (const first of met) for (const second of met) known[first * groups.length + second] = true;
      }
      return known[key] ?? false;
    };
    for (let level = 0; level < size; level++) this.#possible[level] = isPossible(level, level);
    let infeasible = 0;
    this.#eachCompatiblePair((a, b) => {
      if (this.#possible[a] && this.#possible[b] && isPossible(a, b)) this.#pairs.open(a, b);
      else infeasible += 1;
    });
    return infeasible;
  }

  /** Visits every two levels that can stand in one body by the shape of the schema alone. */
  #eachCompatiblePair(visit: (a: number, b: number) => void): void {
    const { factors } = this.#model;
    for (const one of factors) {
      for (let next = one.index + 1; next < factors.length; next++) {
        const other = factors[next] as Factor;
        const below = other.ancestors.includes(one.index);
        for (let level = 0; level < one.levels.length; level++) {
          // Ancestors come first in the document's order.
          if (below && !one.levels[level]?.holds) continue;
          for (let second = 0; second < other.levels.length; second++)
            visit(one.offset + level, other.offset + second);
        }
      }
    }
  }

  /** The demands of levels on the factors that rules mention; levels with the same demand are feasible alike. */
  #demands(): { groups: Domains[]; groupOf: number[] } {
    const byKey = new Map<string, number>();
    const groups: Domains[] = [];
    const groupOf = Array.from({ length: this.#pairs.size }, (_, level) => {
      const domains: Domains = new Map();
      this.#narrowing.restrict(domains, level);
      const asked = [...domains]
        .filter(([index]) => this.#solver.factors.has(index))
        .sort(([a], [b]) => a - b);
      const key = asked.map(([index, levels]) => `${index}:${[...levels].join(".")}`).join();
      const known = byKey.get(key) ?? groups.push(new Map(asked)) - 1;
      byKey.set(key, known);
      return known;
    });
    return { groups, groupOf };
  }

  /** Which levels some body can hold. */
  readonly #possible: boolean[] = [];

  /** Levels by how many open pairs they close with what the row has, then by how many they may close yet. */
  #ranked({ factor, variant }: Slot, rows: Rows): number[] {
    let below = 0;
    for (const inner of this.#descendants[factor.index] ?? [])
      below += Math.max(0, ...this.#worths(inner, variant, rows));
    const worths = this.#worths(factor, variant, rows);
    const scores = factor.levels.map(
      (one, level) => (worths[level] ?? 0) + (one.holds ? below * (isMany(one) ? 2 : 1) : 0),
    );
    return factor.levels.map((_, level) => level).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  }

  #worths(factor: Factor, variant: number, rows: Rows): number[] {
    const others = this.#compatible.levelsWith(factor.index, variant, rows);
    return factor.levels.map((_, level) => {
      const number = factor.offset + level;
      return this.#pairs.gain(number, others) * WEIGHT + this.#pairs.left(number);
    });
  }

  /** A row that holds the seed pair; what rules speak of is decided first, then the first items, then the further ones. */
  #row(seed: readonly number[]): Rows | undefined {
    const domains: Domains = new Map();
    if (!seed.every((level) => this.#narrowing.restrict(domains, level))) return undefined;
    if (this.#pairs.openCount <= FEW) this.#pack(domains);
    const rows = emptyRows(this.#model);
    const isSolved = this.#solver.solve(rows, domains, (slot, current) => {
      this.#hold(current, this.#solver.slots);
      return this.#ranked(slot, current);
    });
    if (!isSolved) return undefined;
    this.#hold(rows);
    for (const slot of this.#shuffled()) {
      const { factor, variant } = slot;
      if (rows[variant]?.[factor.index] !== OPEN) continue;
      const allowed = variant === 0 ? domains.get(factor.index) : undefined;
      const level = isSlotThere(this.#model, rows, slot)
        ? this.#ranked(slot, rows).find((one) => allowed?.has(one) ?? true)
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
  #pack(domains: Domains): void {
    for (const pair of this.#pairs.allOpen()) {
      const narrowed: Domains = new Map(domains);
      if (
        !pair.every((level) => this.#narrowing.restrict(narrowed, level)) ||
        !this.#narrowing.isSolvable(narrowed)
      )
        continue;
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
