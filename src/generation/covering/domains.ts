import type { Work } from "../../core/slices.ts";
import type { Factor, Model, Slot } from "./factors.ts";
import type { RuleSolver } from "./rule-solver.ts";

/** The levels that factors may still take, by factor; a factor that is not listed is free. */
export type Domains = Map<number, Set<number>>;

/** Every level in the document's order: what a search prefers where only its outcome counts. */
export const inOrder = ({ factor }: Slot): readonly number[] => factor.levels.map((_, level) => level);

/** Narrows what a row may be, level by level, and tells whether the rules still leave a way. */
export class Narrowing {
  readonly #solver: RuleSolver;
  readonly #factorOf: readonly Factor[];
  /** For each factor its levels that hold what lies below. */
  readonly #holding: readonly (readonly number[])[];
  readonly #solvable = new Map<string, boolean>();

  constructor(model: Model, solver: RuleSolver) {
    this.#solver = solver;
    this.#factorOf = model.factors.flatMap((factor) => factor.levels.map(() => factor));
    this.#holding = model.factors.map(({ levels }) =>
      levels.flatMap(({ holds }, level) => (holds ? [level] : [])),
    );
  }

  /** Narrows what the factors may be so that the first items hold the level. @returns false where they cannot. */
  restrict(domains: Domains, level: number): boolean {
    const factor = this.#factorOf[level];
    if (!factor) return false;
    const narrow = (index: number, to: readonly number[]): boolean => {
      const now = domains.get(index);
      const common = new Set(now ? to.filter((known) => now.has(known)) : to);
      domains.set(index, common);
      return common.size > 0;
    };
    return (
      narrow(factor.index, [level - factor.offset]) &&
      factor.ancestors.every((index) => narrow(index, this.#holding[index] ?? []))
    );
  }

  /** True if the rules leave levels for the factors that they mention; kept once it is known. */
  *isSolvable(domains: Domains): Work<boolean> {
    const key = [...this.#solver.factors].map((index) => [...(domains.get(index) ?? [])].join(".")).join();
    let found = this.#solvable.get(key);
    if (found === undefined) {
      found = (yield* this.#solver.example(domains, inOrder)) !== undefined;
      this.#solvable.set(key, found);
    }
    return found;
  }
}
