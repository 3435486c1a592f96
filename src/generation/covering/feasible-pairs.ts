import type { Domains, Narrowing } from "./domains.ts";
import { type Factor, type Model, OPEN, type Rows } from "./factors.ts";
import type { Pairs } from "./pairs.ts";
import type { Preference, RuleSolver } from "./rule-solver.ts";

/** The levels from another one on each time: answers that differ answer more questions together. */
const turned =
  (turn: number): Preference =>
  ({ factor: { levels } }) =>
    levels.map((_, level) => (level + turn) % levels.length);

/** True if the first items of a row meet the demand. */
const isMet = (demand: Domains, [first]: Rows): boolean =>
  [...demand].every(([index, levels]) => levels.has(first?.[index] ?? OPEN));

/** Opens every pair that shape and rules allow. */
export class FeasiblePairs {
  readonly #model: Model;
  readonly #solver: RuleSolver;
  readonly #narrowing: Narrowing;
  readonly #pairs: Pairs;
  /** The demands of levels on the factors that rules mention; levels with the same demand are feasible alike. */
  readonly #demands: Domains[] = [];
  /** For each level the index of its demand. */
  readonly #demandOf: readonly number[];
  /** For each two demands, one after the other, whether the rules allow both; not there until it is asked. */
  readonly #answers: boolean[] = [];
  #solved = 0;
  readonly #feasible: readonly boolean[];
  /** Number of pairs that the shape allows and the rules do not. */
  readonly infeasible: number;

  constructor(model: Model, solver: RuleSolver, narrowing: Narrowing, pairs: Pairs) {
    this.#model = model;
    this.#solver = solver;
    this.#narrowing = narrowing;
    this.#pairs = pairs;
    this.#demandOf = this.#groupByDemand();
    this.#feasible = Array.from({ length: pairs.size }, (_, level) => this.#isAllowed(level, level));
    this.infeasible = this.#open();
  }

  /** True if some instance can hold a level at all. */
  readonly isLevelFeasible = (level: number): boolean => this.#feasible[level] !== false;

  #groupByDemand(): number[] {
    const byKey = new Map<string, number>();
    return Array.from({ length: this.#pairs.size }, (_, level) => {
      const domains: Domains = new Map();
      this.#narrowing.restrict(domains, level);
      const asked = [...domains]
        .filter(([index]) => this.#solver.factors.has(index))
        .sort(([a], [b]) => a - b);
      const key = asked.map(([index, levels]) => `${index}:${[...levels].join(".")}`).join();
      const known = byKey.get(key) ?? this.#demands.push(new Map(asked)) - 1;
      byKey.set(key, known);
      return known;
    });
  }

  /** @returns how many pairs the rules forbid */
  #open(): number {
    let infeasible = 0;
    for (const [a, b] of this.#compatiblePairs()) {
      if (this.#feasible[a] && this.#feasible[b] && this.#isAllowed(a, b)) this.#pairs.open(a, b);
      else infeasible += 1;
    }
    return infeasible;
  }

  /** Every two levels that can stand in one instance by the shape of the schema alone. */
  *#compatiblePairs(): Iterable<readonly [number, number]> {
    const { factors } = this.#model;
    for (const factor of factors)
      for (const other of factors.slice(factor.index + 1)) yield* pairsOf(factor, other);
  }

  /** True if the rules allow both levels in one instance. */
  #isAllowed(a: number, b: number): boolean {
    const [first = 0, second = 0] = [this.#demandOf[a], this.#demandOf[b]];
    const known = this.#answers[this.#key(first, second)];
    if (known !== undefined) return known;
    const domains: Domains = new Map();
    const rows = [a, b].every((level) => this.#narrowing.restrict(domains, level))
      ? this.#solver.example(domains, turned(this.#solved++))
      : undefined;
    this.#learn(first, second, rows);
    return rows !== undefined;
  }

  /** Keeps an answer; one row is an answer to every two demands that it meets. */
  #learn(first: number, second: number, rows: Rows | undefined): void {
    this.#answers[this.#key(first, second)] = rows !== undefined;
    this.#answers[this.#key(second, first)] = rows !== undefined;
    const met = rows ? this.#demands.flatMap((demand, index) => (isMet(demand, rows) ? [index] : [])) : [];
    for (const one of met) for (const other of met) this.#answers[this.#key(one, other)] = true;
  }

  #key(first: number, second: number): number {
    return first * this.#demands.length + second;
  }
}

/** The pairs of two factors' levels; ancestors come first in the document's order. */
function* pairsOf(factor: Factor, other: Factor): Iterable<readonly [number, number]> {
  const isBelow = other.ancestors.includes(factor.index);
  for (const [level, { holds }] of factor.levels.entries()) {
    if (isBelow && !holds) continue;
    for (let second = 0; second < other.levels.length; second++)
      yield [factor.offset + level, other.offset + second];
  }
}
