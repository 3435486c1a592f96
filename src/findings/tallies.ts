/** The share of a check's requests that show a finding, from which on all are said to. */
const NEARLY_ALL = 0.75;

/** Counts of what checks judged, by operation and check. */
export class Tallies {
  readonly #counts = new Map<string, { broken: number; all: number }>();

  note(operation: string, check: string, isBroken: boolean): void {
    const key = `${operation} ${check}`;
    const count = this.#counts.get(key) ?? { broken: 0, all: 0 };
    this.#counts.set(key, count);
    count.all += 1;
    if (isBroken) count.broken += 1;
  }

  /** True if nearly every request that a check judged shows a finding of it. */
  letsAllThrough(operation: string, check: string): boolean {
    const { broken, all } = this.#counts.get(`${operation} ${check}`) ?? { broken: 0, all: 0 };
    return broken > 0 && broken >= all * NEARLY_ALL;
  }
}
