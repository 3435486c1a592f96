import type { Work } from "../../core/slices.ts";
import type { Domains, Narrowing } from "./domains.ts";
import { type Model, OPEN, type Rows } from "./factors.ts";
import type { Pairs } from "./pairs.ts";
import type { Preference, RuleSolver } from "./rule-solver.ts";

interface Means {
  readonly model: Model;
  readonly solver: RuleSolver;
  readonly narrowing: Narrowing;
}

interface Feasibility {
  /** Number of pairs that the shape allows and the rules do not. */
  readonly infeasible: number;
  /** True if some instance can hold a level at all. */
  isLevelFeasible(level: number): boolean;
}

/** Opens every pair that shape and rules allow. */
export function* openFeasible(pairs: Pairs, means: Means): Work<Feasibility> {
  const search = new Search(pairs.size, means);
  const possible: boolean[] = [];
  for (let level = 0; level < pairs.size; level++) {
    possible.push(search.known(level, level) ?? (yield* search.find(level, level)));
  }
  let infeasible = 0;
  const settle = (a: number, b: number, isFeasible: boolean | undefined): void => {
    if (isFeasible) pairs.open(a, b);
    else infeasible += 1;
  };
  // A plain loop, which is quicker than one that can pause; what it does not know is left to the other one.
  const settleKnown = (one: Numbers, other: Numbers): (readonly [number, number])[] => {
    const unknown: (readonly [number, number])[] = [];
    for (const a of one) {
      for (const b of other) {
        const isFeasible = possible[a] && possible[b] && search.known(a, b);
        if (isFeasible === undefined) unknown.push([a, b]);
        else settle(a, b, isFeasible);
      }
    }
    return unknown;
  };
  for (const [one, other] of compatibleLevels(means.model)) {
    yield;
    for (const [a, b] of settleKnown(one, other))
      settle(a, b, search.known(a, b) ?? (yield* search.find(a, b)));
  }
  return { infeasible, isLevelFeasible: (level) => possible[level] !== false };
}

type Numbers = readonly number[];

/** The levels of every two factors that can stand in one instance by the shape of the schema alone. */
function* compatibleLevels({ factors }: Model): Iterable<readonly [Numbers, Numbers]> {
  const all = factors.map(({ offset, levels }): Numbers => levels.map((_, level) => offset + level));
  const holding = factors.map(
    ({ offset, levels }): Numbers => levels.flatMap(({ holds }, level) => (holds ? [offset + level] : [])),
  );
  for (let one = 0; one < factors.length; one++) {
    for (let other = one + 1; other < factors.length; other++) {
      // Ancestors come first in the document's order.
      const isBelow = factors[other]?.ancestors.includes(one);
      yield [(isBelow ? holding : all)[one] ?? [], all[other] ?? []];
    }
  }
}

/** The levels from another one on each time: answers that differ answer more questions together. */
const turned =
  (turn: number): Preference =>
  ({ factor: { levels } }) =>
    levels.map((_, level) => (level + turn) % levels.length);

/** True if the first items of a row meet the demand. */
const isMet = (demand: Domains, [first]: Rows): boolean =>
  [...demand].every(([index, levels]) => levels.has(first?.[index] ?? OPEN));

/** Asks the rules which levels can stand together, once for all levels that ask the same of them. */
class Search {
  readonly #means: Means;
  readonly #groups: readonly Domains[];
  readonly #groupOf: readonly number[];
  /** By two demands: true if some instance meets both; undefined until it was asked. */
  readonly #known: (boolean | undefined)[] = [];
  #solved = 0;

  constructor(size: number, means: Means) {
    this.#means = means;
    const byKey = new Map<string, number>();
    const groups: Domains[] = [];
    this.#groupOf = Array.from({ length: size }, (_, level) => {
      const demand = demandOf(level, means);
      const key = demand.map(([index, levels]) => `${index}:${[...levels].join(".")}`).join();
      const known = byKey.get(key) ?? groups.push(new Map(demand)) - 1;
      byKey.set(key, known);
      return known;
    });
    this.#groups = groups;
  }

  /** True if two levels can stand together; undefined where it has to be found. */
  known(a: number, b: number): boolean | undefined {
    return this.#known[this.#key(a, b)];
  }

  *find(a: number, b: number): Work<boolean> {
    const rows = yield* this.#example(a, b);
    this.#known[this.#key(a, b)] = rows !== undefined;
    this.#known[this.#key(b, a)] = rows !== undefined;
    if (rows) this.#learn(rows);
    return rows !== undefined;
  }

  #key(a: number, b: number): number {
    return (this.#groupOf[a] ?? 0) * this.#groups.length + (this.#groupOf[b] ?? 0);
  }

  /** Rows that hold both levels and keep every rule. */
  *#example(a: number, b: number): Work<Rows | undefined> {
    const { narrowing, solver } = this.#means;
    const domains: Domains = new Map();
    for (const level of [a, b]) if (!narrowing.restrict(domains, level)) return undefined;
    return yield* solver.example(domains, turned(this.#solved++));
  }

  /** One answer is an answer to every two demands that it meets. */
  #learn(rows: Rows): void {
    const met = this.#groups.flatMap((demand, index) => (isMet(demand, rows) ? [index] : []));
    for (const first of met)
      for (const second of met) this.#known[first * this.#groups.length + second] = true;
  }
}

/** The demand of a level on the factors that rules mention; levels with the same demand are feasible alike. */
function demandOf(level: number, { narrowing, solver }: Means): (readonly [number, Set<number>])[] {
  const domains: Domains = new Map();
  narrowing.restrict(domains, level);
  return [...domains].filter(([index]) => solver.factors.has(index)).sort(([a], [b]) => a - b);
}
